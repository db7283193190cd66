"""Two callers, and an activity of one of them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from kaibo.dependencies import limits_of
from kaibo.features.audit import feature

from tests.features.audit.house import House
from tests.gateway.door import Caller, serving


@pytest.fixture
def callers(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Caller, Caller]]:
    monkeypatch.setattr(feature, "WRITE_SECONDS", 0.05)
    monkeypatch.setattr("kaibo.dependencies.limits_of", lambda settings: replace(limits_of(settings), gone_seconds=600))
    with serving(store_url) as both:
        yield both


@pytest.fixture
def house(callers: tuple[Caller, Caller]) -> House:
    return House(callers[0])
