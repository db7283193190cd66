"""What tests by SDKs stand on."""

from collections.abc import AsyncIterator

import pytest

from tests.running import Running
from tests.sdk.client import Sdk


@pytest.fixture
async def sdk(server: Running, request: pytest.FixtureRequest) -> AsyncIterator[Sdk]:
    """A new account. The test makes the calls that it says it makes."""
    made = await Sdk.of(server)
    yield made
    said: frozenset[str] = getattr(request.function, "calls", frozenset())
    missing = set(said - made.done)
    assert not missing, f"said to be called, and not answered: {missing}"
