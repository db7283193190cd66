"""Links that open the studio, signed in, in one role."""

TAG = "launch"
"""The group's name in /openapi.json, and in the addresses of /api: it stays, for bookmarks."""
