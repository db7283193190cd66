import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.errors import Overloaded
from kaibo.session import presence as presences
from kaibo.session.presence import Presence
from kaibo.store import Store

from tests.show import make_show

pytestmark = pytest.mark.anyio


async def test_store_matches_the_streams_however_they_open_and_close(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events()), await show.join()
    for still_open in (True, False) * 5:
        steps = [presence.opened, presence.closed] * 8 + [presence.opened] * still_open
        await asyncio.gather(*(step(host, show.id) for step in steps))
        assert (await show.session(host)).connected is still_open
        if still_open:
            await presence.closed(host, show.id)
        assert not (await show.session(host)).connected


async def test_each_change_nudges_the_pages_of_the_show(store: Store) -> None:
    show, events = await make_show(store), Events()
    presence, host = Presence(store, events), await show.join()
    with events.listen(show.id) as nudged:
        for step in (presence.opened, presence.closed):
            nudged.clear()
            await step(host, show.id)
            assert nudged.is_set()


@asynccontextmanager
async def full(store: Store) -> AsyncIterator[None]:
    """Make the store refuse every write meanwhile."""

    async def refuse(work: Callable[..., Any]) -> None:
        raise Overloaded

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "write", refuse)
        yield


async def test_stream_that_the_store_refused_does_not_count(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events()), await show.join()
    async with full(store):
        with pytest.raises(Overloaded):
            await presence.opened(host, show.id)
    await presence.opened(host, show.id)
    assert (await show.session(host)).connected
    async with full(store):
        with pytest.raises(Overloaded):
            await presence.opened(host, show.id)
    await presence.closed(host, show.id)
    assert not (await show.session(host)).connected


async def test_second_stream_corrects_the_store(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events()), await show.join()
    await presence.opened(host, show.id)
    await show.connect(host, False)
    await presence.opened(host, show.id)
    assert (await show.session(host)).connected


async def test_closed_stream_is_stored_after_the_store_was_full(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presences, "AGAIN_SECONDS", 0.01)
    show = await make_show(store)
    presence, host = Presence(store, Events()), await show.join()
    await presence.opened(host, show.id)
    async with full(store):
        leaving = asyncio.create_task(presence.closed(host, show.id))
        await asyncio.sleep(0.05)
        assert not leaving.done()
    await asyncio.wait_for(leaving, 5)
    assert not (await show.session(host)).connected


async def test_store_has_the_time_when_the_last_stream_closed(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events()), await show.join()
    for _ in range(2):
        await presence.opened(host, show.id)
    began = now_ms()
    await presence.closed(host, show.id)
    assert (await show.session(host)).left_at < began
    await presence.closed(host, show.id)
    assert began <= (await show.session(host)).left_at <= now_ms()
