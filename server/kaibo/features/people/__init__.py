"""The people of an account's shows: hosts and guests, when they came, and when they were last seen."""
