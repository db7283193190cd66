"""The page of a session: studio and guest."""
