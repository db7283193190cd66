"""Which pages a nudge wakes. A studio that edits makes one each second, and a show may have thousands of viewers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing

import pytest
from kaibo.cluster.events import Events
from kaibo.gateway import stream
from kaibo.gateway.stream import changes

pytestmark = pytest.mark.anyio
HOSTS, OTHERS = 2, 20


class Page:
    """A page whose view is the number of its readings."""

    def __init__(self, events: Events, *, as_host: bool) -> None:
        self.reads = 0
        self.states: AsyncIterator[str | None] = changes(events, 1, self._look, as_host=as_host)

    async def _look(self) -> str:
        self.reads += 1
        return str(self.reads)

    async def next(self) -> None:
        async with asyncio.timeout(60):
            await anext(self.states)


async def waiting(pages: list[Page]) -> list["asyncio.Task[None]"]:
    """Let each page wait for its next state."""
    tasks = [asyncio.create_task(page.next()) for page in pages]
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


async def test_nudge_for_hosts_lets_only_hosts_pages_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 3600.0)
    events = Events()
    hosts = [Page(events, as_host=True) for _ in range(HOSTS)]
    others = [Page(events, as_host=False) for _ in range(OTHERS)]
    async with AsyncExitStack() as open_pages:
        for page in (*hosts, *others):
            await open_pages.enter_async_context(aclosing(page.states))  # type: ignore[type-var]
            await page.next()
        others_wait = await waiting(others)
        for drag in range(30):
            hosts_wait = await waiting(hosts)
            events.nudge_hosts(1)
            await asyncio.gather(*hosts_wait)
            assert [page.reads for page in hosts] == [drag + 2] * HOSTS
        events.nudge_hosts(2)
        hosts_wait = await waiting(hosts)
        assert [page.reads for page in others] == [1] * OTHERS
        events.nudge(1)
        await asyncio.gather(*hosts_wait, *others_wait)
    assert [page.reads for page in hosts] == [32] * HOSTS
    assert [page.reads for page in others] == [2] * OTHERS


async def test_reconcilers_do_not_hear_of_what_only_hosts_see() -> None:
    events = Events()
    heard: list[tuple[str, int]] = []

    def hear(kind: str) -> Callable[[int], None]:
        return lambda of: heard.append((kind, of))

    events.on_any(hear("any"))
    events.on_any_for_hosts(hear("hosts"))
    events.on_own_nudge(hear("told"))
    events.on_own_nudge_for_hosts(hear("told hosts"))
    events.nudge_hosts(1)
    events.nudge(2)
    assert heard == [("hosts", 1), ("told hosts", 1), ("any", 2), ("told", 2)]
