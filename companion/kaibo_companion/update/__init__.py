"""Newer versions of the app: find, check, download and offer them."""
