"""The ground of all tests."""

import os

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # speed is measured in bench/: a machine may be busy otherwise
settings.load_profile("untimed")

SOAK_LIMIT = 1800 + 3 * float(os.environ.get("SOAK_SECONDS", "600"))
"""Seconds that one soak test may take. Every other test has the limit in pyproject.toml."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("soak") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SOAK_LIMIT))
