"""The desktop app as this server offers it."""
