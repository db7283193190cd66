"""Event streams: what a page hears of a snapshot."""

from contextlib import aclosing

import pytest
from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.gateway.stream import snapshots

pytestmark = pytest.mark.anyio


async def test_event_tells_the_servers_time() -> None:
    async def look() -> str:
        return '{"Name":"a show"}'

    before = now_ms()
    async with aclosing(snapshots(Events(), 1, "view", look)) as chunks:  # type: ignore[type-var]
        assert await anext(chunks) == "retry: 1000\n\n"
        number, *rest = (await anext(chunks)).split("\n")
    assert before <= int(number.removeprefix("id: ")) <= now_ms()
    assert rest == ["event: view", 'data: {"Name":"a show"}', "", ""]
