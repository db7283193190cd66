"""Kaibo's desktop app: a launch link opens it, signed in; it holds the same studio page as the browser."""

__version__ = "0.1.0"
