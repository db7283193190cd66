"""The people of an account's shows: who they are, when they came, and all that the server holds of one."""
