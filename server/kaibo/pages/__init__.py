"""The doors of our own pages."""
