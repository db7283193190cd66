"""The media engine: its rooms, its tokens, and the proxy of its signalling."""
