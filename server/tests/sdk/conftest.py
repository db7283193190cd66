"""Fixtures of the tests that use the vendor's SDKs."""

from collections.abc import AsyncIterator

import pytest

from tests.running import Running
from tests.sdk.client import Sdk


@pytest.fixture
async def sdk(server: Running, request: pytest.FixtureRequest) -> AsyncIterator[Sdk]:
    """Make a new account. Check at the end that the server answered every declared action."""
    made = await Sdk.of(server)
    yield made
    said: frozenset[str] = getattr(request.function, "calls", frozenset())
    missing = set(said - made.done)
    assert not missing, f"declared and not answered: {missing}"
