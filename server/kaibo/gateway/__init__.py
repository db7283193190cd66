"""The code of the doors: signed calls, calls of our pages, event streams, security headers. It knows no feature."""
