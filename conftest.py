"""The ground of all tests."""

import os

import pytest
from hypothesis import settings

# No deadline: speed is measured in bench/, and a machine may be busy. `make test` makes up the same inputs each time,
# so that it fails for a change and never by chance. `make soak` makes up new ones.
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("new", deadline=None)
settings.load_profile("repeatable")

SOAK_LIMIT = 1800 + 3 * float(os.environ.get("SOAK_SECONDS", "600"))
"""Seconds that one soak test may take. Every other test has the limit in pyproject.toml."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("soak") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SOAK_LIMIT))
