"""The store follows the observed viewers, on both databases, with an engine that the test sets."""

from collections.abc import Callable
from typing import Any

import pytest
from kaibo.clock import now_ms
from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.events import Events
from kaibo.cluster.observed import Observed, RoomState
from kaibo.features.audience import table
from kaibo.features.audience.keeper import BATCH, Keeper
from kaibo.features.audience.table import Change, Viewer
from kaibo.features.program.reconcile import Reconciler
from kaibo.media.memory import MemoryEngine
from kaibo.store import Store
from sqlalchemy import Connection

from tests.show import Show, make_show

pytestmark = pytest.mark.anyio
MANY = 10_000
KEPT_MS = 7 * 24 * 3600 * 1000


class Counted:
    """A store that counts its writes, and fails the next ones."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.writes = 0
        self.failing = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def write(self, work: Callable[[Connection], Any]) -> Any:
        self.writes += 1
        if self.failing:
            self.failing -= 1
            raise RuntimeError("a write fails")
        return await self._store.write(work)


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


def see(observed: Observed, show: Show, *viewers: str) -> None:
    observed.note(show.id, RoomState(frozenset(viewers)))


async def kept(show: Show) -> dict[str, Viewer]:
    return {one.id: one for one in await show.store.read(lambda db: table.listed(db, show.id, 0, MANY))}


async def online(show: Show) -> set[str]:
    found = {one.id for one in (await kept(show)).values() if one.online}
    assert await show.store.read(lambda db: table.online(db, show.id)) == len(found)
    return found


async def test_returning_viewer_keeps_one_row(show: Show) -> None:
    seen = Observed()
    keeper = Keeper(show.store, seen, Arrivals())
    see(seen, show, "a", "b")
    await keeper.write()
    assert await online(show) == {"a", "b"}
    came = (await kept(show))["a"]
    assert came.first_at == came.last_at <= now_ms()
    see(seen, show, "b", "c")
    await keeper.write()
    assert await online(show) == {"b", "c"}
    see(seen, show, "a", "b")
    await keeper.write()
    assert await online(show) == {"a", "b"}
    back = (await kept(show))["a"]
    assert (back.first_at, back.number) == (came.first_at, came.number)
    assert back.last_at >= came.last_at
    seen.forget(show.id)
    await keeper.write()
    assert await online(show) == set()
    assert len(await kept(show)) == 3


async def test_tabs_of_a_viewer_are_one_and_absent_viewers_have_no_row(show: Show) -> None:
    seen, engine, arrivals = Observed(), MemoryEngine(), Arrivals()
    keeper = Keeper(show.store, seen, arrivals)
    reconciler = Reconciler(show.store, Events(), engine, seen, grace_ms=300)
    for name in ("viewer-a-1", "viewer-a-2", "viewer-b-1"):
        engine.put(show.program, name)
    engine.put(show.stage, "viewer-c-1")
    arrivals.note(show.id, "d", "192.0.2.1")
    await reconciler.look(show.id)
    await keeper.write()
    assert await online(show) == {"a", "b"}
    assert (await kept(show)).keys() == {"a", "b"}
    for name in ("viewer-a-1", "viewer-b-1"):
        await engine.remove(show.program, name)
    await reconciler.look(show.id)
    await keeper.write()
    assert await online(show) == {"a"}
    await show.delete()
    await reconciler.look(show.id)
    await keeper.write()
    assert await online(show) == set()


async def test_only_viewers_seen_after_a_crash_are_online(show: Show) -> None:
    seen = Observed()
    keeper = Keeper(show.store, seen, Arrivals())
    see(seen, show, "a", "b")
    await keeper.write()
    first = (await kept(show))["a"].first_at
    seen = Observed()
    keeper = Keeper(show.store, seen, Arrivals())
    await keeper.start()
    assert await online(show) == set()
    see(seen, show, "a")
    await keeper.write()
    assert await online(show) == {"a"}
    assert (await kept(show))["a"].first_at == first


async def test_ten_thousand_viewers_come_and_go_in_a_few_writes(show: Show) -> None:
    seen, store = Observed(), Counted(show.store)
    keeper = Keeper(store, seen, Arrivals())
    for there in (MANY, 0):
        store.writes = 0
        see(seen, show, *(f"v{n}" for n in range(there)))
        await keeper.write()
        assert store.writes == MANY / BATCH
        assert len(await online(show)) == there
        await keeper.write()
        assert store.writes == MANY / BATCH, "nothing changed, so nothing is written"


async def test_failed_write_is_repeated(show: Show) -> None:
    seen, store, arrivals = Observed(), Counted(show.store), Arrivals()
    keeper = Keeper(store, seen, arrivals)
    arrivals.note(show.id, "a", "192.0.2.1")
    see(seen, show, "a")
    store.failing = 1
    with pytest.raises(RuntimeError):
        await keeper.write()
    assert await online(show) == set()
    await keeper.write()
    assert await online(show) == {"a"}
    assert (await kept(show))["a"].address == "192.0.2.1"


async def test_last_known_address_is_kept(show: Show) -> None:
    seen, arrivals = Observed(), Arrivals()
    keeper = Keeper(show.store, seen, arrivals)
    told = []
    for address in ("192.0.2.1", "", "2001:db8::1", "fe80::1%eth0", "x" * 500, "\0"):
        if address:
            arrivals.note(show.id, "a", address)
        see(seen, show, "a")
        await keeper.write()
        told.append((await kept(show))["a"].address)
    assert told == ["192.0.2.1", "192.0.2.1", "2001:db8::1", "fe80::1", "fe80::1", "fe80::1"]


async def test_viewers_are_forgotten_with_their_activity_or_after_kept_days(show: Show) -> None:
    other, now = await make_show(show.store), now_ms()

    def work(db: Connection) -> None:
        table.write(db, [Change(show.id, "old", True), Change(show.id, "watching", True)], now - KEPT_MS - 1000)
        table.write(db, [Change(show.id, "old", False)], now - KEPT_MS - 1)
        table.write(db, [Change(show.id, "new", True), Change(show.id, "new", False)], now)
        table.write(db, [Change(other.id, "a", True)], now)

    await show.store.write(work)
    await other.delete()
    await Keeper(show.store, Observed(), Arrivals()).forget(KEPT_MS)
    assert (await kept(show)).keys() == {"watching", "new"}
    assert await kept(other) == {}


async def test_viewer_without_a_connection_makes_no_row(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger may take any number of passes. Among waiting viewers, the oldest address is forgotten first."""
    monkeypatch.setattr("kaibo.cluster.arrivals.MOST", 3)
    seen, arrivals = Observed(), Arrivals()
    keeper = Keeper(show.store, seen, arrivals)
    await keeper.start()
    for number in range(10):
        arrivals.note(show.id, f"v{number}", f"192.0.2.{number}")
    await keeper.write()
    assert await kept(show) == {}
    see(seen, show, "v0", "v9")
    await keeper.write()
    assert {one.id: one.address for one in (await kept(show)).values()} == {"v0": "", "v9": "192.0.2.9"}
