"""The person of the tests about links."""

import pytest
from kaibo.store import Store

from tests.pages.launch.visitor import Visitor
from tests.show import make_show


@pytest.fixture
async def visitor(store: Store) -> Visitor:
    """Give a person with a launch link of a new show."""
    return Visitor(await make_show(store))
