"""Sessions: their rights, the host seat, the guests on the stage."""

TAG = "stage"
"""The group's name in /openapi.json, and in the addresses of /api: it stays, for bookmarks."""
