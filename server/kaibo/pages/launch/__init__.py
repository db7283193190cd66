"""The launch page and the pages around it."""
