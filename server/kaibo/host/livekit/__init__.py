"""The LiveKit process that the server starts on this machine."""
