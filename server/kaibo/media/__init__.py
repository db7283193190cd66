"""The media engine: its rooms, its tokens, its process."""
