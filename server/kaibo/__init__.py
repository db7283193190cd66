"""Self-hosted live streaming whose front door is a link."""

__version__ = "0.1.0"
