"""The databases of a test."""

import pytest

SQLITE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
"""Marks a test whose subject asks no database: it runs on SQLite alone. Its neighbours try both databases."""
