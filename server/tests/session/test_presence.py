import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from kaibo.clock import now_ms
from kaibo.cluster import members
from kaibo.cluster.events import Events
from kaibo.cluster.members import Members
from kaibo.errors import Overloaded
from kaibo.session import presence as presences
from kaibo.session.presence import Presence
from kaibo.session.role import Role
from kaibo.store import Store
from sqlalchemy import delete, insert, update

from tests.show import make_show

pytestmark = pytest.mark.anyio


async def test_store_matches_the_streams_however_they_open_and_close(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events(), Members(store, "one")), await show.join()
    for still_open in (True, False) * 5:
        steps = [presence.opened, presence.closed] * 8 + [presence.opened] * still_open
        await asyncio.gather(*(step(host) for step in steps))
        assert (await show.session(host)).connected is still_open
        if still_open:
            await presence.closed(host)
        assert not (await show.session(host)).connected


async def test_each_change_nudges_the_pages_of_the_show(store: Store) -> None:
    show, events = await make_show(store), Events()
    presence, host = Presence(store, events, Members(store, "one")), await show.join()
    with events.listen(show.id) as nudged:
        for step in (presence.opened, presence.closed):
            nudged.clear()
            await step(host)
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
    presence, host = Presence(store, Events(), Members(store, "one")), await show.join()
    async with full(store):
        with pytest.raises(Overloaded):
            await presence.opened(host)
    await presence.opened(host)
    assert (await show.session(host)).connected
    async with full(store):
        with pytest.raises(Overloaded):
            await presence.opened(host)
    await presence.closed(host)
    assert not (await show.session(host)).connected


async def test_second_stream_corrects_the_store(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events(), Members(store, "one")), await show.join()
    await presence.opened(host)
    await show.connect(host, False)
    await presence.opened(host)
    assert (await show.session(host)).connected


async def test_closed_stream_is_stored_after_the_store_was_full(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presences, "AGAIN_SECONDS", 0.01)
    show = await make_show(store)
    presence, host = Presence(store, Events(), Members(store, "one")), await show.join()
    await presence.opened(host)
    async with full(store):
        leaving = asyncio.create_task(presence.closed(host))
        await asyncio.sleep(0.05)
        assert not leaving.done()
    await asyncio.wait_for(leaving, 60)
    assert not (await show.session(host)).connected


async def test_store_has_the_time_when_the_last_stream_closed(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events(), Members(store, "one")), await show.join()
    for _ in range(2):
        await presence.opened(host)
    began = now_ms()
    await presence.closed(host)
    assert (await show.session(host)).left_at < began
    await presence.closed(host)
    assert began <= (await show.session(host)).left_at <= now_ms()


async def living(store: Store, *ids: str) -> list[Members]:
    """Give servers that know each other."""
    servers = [Members(store, each) for each in ids]
    for each in servers + servers:
        await each.renew()
    return servers


async def expire(store: Store, server: str) -> None:
    """End the lease of a server, as after its death."""
    end = update(members.server).where(members.server.c.id == server).values(lease_until=0)
    await store.write(lambda db: db.execute(end))


async def dies(store: Store, server: str) -> None:
    """End the lease of a server and let another one notice it."""
    await store.write(lambda db: db.execute(delete(members.server).where(members.server.c.id == server)))
    lost = await store.read(presences.lost)
    await store.write(lambda db: presences.release(db, lost, now_ms()))


async def test_start_disconnects_the_own_sessions_alone(store: Store) -> None:
    show, (one, two) = await make_show(store), await living(store, "one", "two")
    mine, other = await show.join(), await show.join(Role.GUEST)
    await Presence(store, Events(), one).opened(mine)
    await Presence(store, Events(), two).opened(other)
    changed = await store.write(lambda db: presences.start(db, one, now_ms()))
    assert changed == {show.id}
    assert not (await show.session(mine)).connected
    assert (await show.session(other)).connected


async def test_start_leaves_a_host_of_another_server_the_seat(store: Store) -> None:
    show, (one, two) = await make_show(store), await living(store, "one", "two")
    host = await show.host()
    await Presence(store, Events(), two).opened(host)
    left_at = (await show.session(host)).left_at
    await store.write(lambda db: presences.start(db, one, now_ms()))
    assert (await show.session(host)).left_at == left_at
    assert (await show.session(host)).connected


async def test_session_with_streams_at_two_servers_stays_connected_while_one_lives(store: Store) -> None:
    show, (one, two) = await make_show(store), await living(store, "one", "two")
    host = await show.join()
    here, there = Presence(store, Events(), one), Presence(store, Events(), two)
    await here.opened(host)
    await there.opened(host)
    await here.closed(host)
    assert (await show.session(host)).connected
    await here.opened(host)
    await dies(store, "two")
    assert (await show.session(host)).connected
    await here.closed(host)
    assert not (await show.session(host)).connected


async def test_sessions_of_a_dead_server_are_disconnected(store: Store) -> None:
    show, (_, two) = await make_show(store), await living(store, "one", "two")
    host, began = await show.join(), now_ms()
    await Presence(store, Events(), two).opened(host)
    await dies(store, "two")
    gone = await show.session(host)
    assert not gone.connected
    assert began <= gone.left_at <= now_ms()


async def test_server_that_dies_loses_its_sessions_alone_and_as_soon_as_its_lease_ends(store: Store) -> None:
    show, (one, two, three) = await make_show(store), await living(store, "one", "two", "three")
    guests = [await show.join(Role.GUEST) for _ in range(5)]
    other, events = await show.join(Role.GUEST), Events()
    for guest in guests:
        await Presence(store, events, two).opened(guest)
    await Presence(store, events, three).opened(other)
    began, left_at = time.monotonic(), now_ms()
    await one.renew()
    await expire(store, "two")
    await presences.watch(store, events, one, began + 1)
    assert all([(await show.session(guest)).connected for guest in guests]), (
        "its lease still lasts, as far as one knows"
    )
    with pytest.MonkeyPatch.context() as patched, events.listen(show.id) as nudged:
        patched.setattr(presences, "AT_ONCE", 2)
        await presences.watch(store, events, one, time.monotonic() + members.LEASE_MS / 1000)
        assert nudged.is_set()
    for guest in guests:
        gone = await show.session(guest)
        assert not gone.connected
        assert gone.left_at >= left_at, "the store has since when they are absent"
    assert (await show.session(other)).connected
    assert one.living == ("one", "three")


async def test_start_keeps_what_a_server_wrote_that_came_back_meanwhile(store: Store) -> None:
    """A lease ends also when a machine hangs, and the server on it may come back at any moment."""
    show, (one, two) = await make_show(store), await living(store, "one", "two")
    host, events = await show.host(), Events()
    await Presence(store, events, two).opened(host)
    left_at = (await show.session(host)).left_at
    await expire(store, "two")
    await one.renew()
    assert one.alone
    await two.renew()
    await store.write(lambda db: presences.start(db, one, now_ms()))
    assert (await show.session(host)).left_at == left_at
    assert (await show.session(host)).connected


async def test_server_that_was_taken_for_dead_writes_its_streams_again(store: Store) -> None:
    show, (_, two) = await make_show(store), await living(store, "one", "two")
    host, events = await show.join(), Events()
    await Presence(store, events, two).opened(host)
    await dies(store, "two")
    with events.listen(show.id) as nudged:
        await two.renew()
        await nudged.wait()
    assert (await show.session(host)).connected


async def test_servers_of_the_release_before_keep_their_sessions_for_a_while(store: Store) -> None:
    """They hold no lease and write no row of presence."""
    show = await make_show(store)
    host = await show.host()
    previous = insert(members.server).values(id=members.PREVIOUS, lease_until=2**60)
    await store.write(lambda db: db.execute(previous))
    (one,) = await living(store, "one")
    assert not one.alone
    assert one.living == ("one",)
    await store.write(lambda db: presences.start(db, one, now_ms()))
    assert await store.read(presences.lost) == []
    await dies(store, members.PREVIOUS)
    assert not (await show.session(host)).connected
