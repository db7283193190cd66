"""Reactions of the audience, as counts."""
