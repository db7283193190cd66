"""Host accounts: the brands of shows. A host account is no login."""
