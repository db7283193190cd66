from collections.abc import Iterator

import pytest

from tests.features.admin.browser import Server, serving


@pytest.fixture
def server(store_url: str) -> Iterator[Server]:
    """Run a server on either database."""
    with serving(store_url) as server:
        yield server
