"""The offer of the desktop app to visitors."""
