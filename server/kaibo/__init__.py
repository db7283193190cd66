"""Kaibo is a self-hosted live-streaming server. People enter a show through a link."""

__version__ = "0.1.0"
