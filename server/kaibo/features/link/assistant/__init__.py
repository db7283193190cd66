"""The accounts of a show's assistants: a link, and an address that asks for a password."""
