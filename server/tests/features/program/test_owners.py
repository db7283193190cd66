"""Two servers over one store and one media engine: the owner of an activity alone looks at it and counts."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from kaibo.activity import airings
from kaibo.activity.status import Status
from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.events import Events
from kaibo.cluster.members import Members, server
from kaibo.cluster.observed import Observed
from kaibo.features.audience import table as audience
from kaibo.features.audience.keeper import Keeper
from kaibo.features.program.reconcile import Reconciler
from kaibo.media.engine import Participant
from kaibo.media.memory import MemoryEngine
from kaibo.session import absence
from kaibo.store import Store
from sqlalchemy import delete

from tests.show import TAB, Show, make_show, public

pytestmark = pytest.mark.anyio
GRACE_MS = 60_000


class CountingEngine(MemoryEngine):
    """One server's way to the engine. `looks` counts the rooms that this server read."""

    def __init__(self, inside: dict[str, dict[str, Participant]]) -> None:
        super().__init__()
        self.inside = inside
        self.looks = 0

    async def participants(self, room: str) -> list[Participant]:
        self.looks += 1
        return await super().participants(room)


@dataclass
class Server:
    """The parts of one server process."""

    members: Members
    engine: CountingEngine
    events: Events
    observed: Observed
    arrivals: Arrivals
    reconciler: Reconciler
    keeper: Keeper

    @classmethod
    def on(cls, store: Store, name: str, inside: dict[str, dict[str, Participant]]) -> "Server":
        members, engine, events, arrivals = Members(store, name), CountingEngine(inside), Events(), Arrivals()
        seen = Observed(members)
        reconciler = Reconciler(store, events, engine, seen, GRACE_MS)
        return cls(members, engine, events, seen, arrivals, reconciler, Keeper(store, seen, arrivals))

    async def work(self) -> None:
        """Do once what a server does all the time."""
        await self.reconciler.round()
        await self.reconciler.share()
        await self.keeper.write()


@dataclass
class Pair:
    """Two servers and a show. `owner` owns the show."""

    show: Show
    owner: Server
    other: Server

    @property
    def program(self) -> str:
        return self.show.program

    async def work(self) -> None:
        for each in (self.other, self.owner):
            each.reconciler.look_soon(self.show.id)
            await each.work()

    async def on_air(self) -> str:
        """Put a host on air. Return their session."""
        host = await self.show.host()
        await self.show.call(host, "GoLive", tab=TAB)
        self.owner.engine.put(self.program, f"program-{public(host)}-1")
        await self.work()
        assert (await self.show.activity()).status == Status.LIVE
        return host

    async def owner_dies(self) -> None:
        """End the lease of the owner, and let the other server notice it."""
        gone = delete(server).where(server.c.id == self.owner.members.own)
        await self.show.store.write(lambda db: db.execute(gone))
        await self.other.members.renew()

    async def online(self) -> int:
        return await self.show.store.read(lambda db: audience.online(db, self.show.id))


@pytest.fixture
async def pair(store: Store) -> Pair:
    inside: dict[str, dict[str, Participant]] = {}
    show, servers = await make_show(store), [Server.on(store, name, inside) for name in ("one", "two")]
    for each in servers * 2:
        await each.members.renew()
    for each in servers:
        await each.keeper.start()
    servers.sort(key=lambda each: not each.members.owns(show.id))
    return Pair(show, *servers)


async def test_only_the_owner_looks(pair: Pair) -> None:
    await pair.on_air()
    assert pair.owner.engine.looks > 0
    assert pair.other.engine.looks == 0
    assert len(await pair.show.store.read(lambda db: airings.of(db, pair.show.id))) == 1


async def test_only_the_owner_deletes_rooms(pair: Pair) -> None:
    await pair.show.delete()
    pair.owner.engine.put(pair.program, "viewer-a-1")
    await pair.other.reconciler.find_all()
    assert pair.program in pair.owner.engine.inside
    await pair.owner.reconciler.find_all()
    assert pair.program not in pair.owner.engine.inside


async def test_both_servers_show_the_same_viewers(pair: Pair) -> None:
    host = await pair.on_air()
    for name in ("viewer-a-1", "viewer-b-1", "viewer-b-2"):
        pair.owner.engine.put(pair.program, name)
    told: list[int] = []
    pair.owner.events.on_own_nudge(told.append)
    await pair.work()
    assert told == [pair.show.id], "the owner tells the other servers once"
    for each in (pair.owner, pair.other):
        pair.show.observed = each.observed
        assert (await pair.show.call(host, "GetSession")).viewers == 2
    assert await pair.online() == 2


async def test_activities_of_a_dead_server_get_a_new_owner(pair: Pair) -> None:
    host = await pair.on_air()
    pair.owner.engine.put(pair.program, "viewer-a-1")
    await pair.work()
    await pair.owner_dies()
    await pair.other.reconciler.find_all()
    await pair.other.work()
    assert pair.other.engine.looks > 0
    assert (await pair.show.activity()).status == Status.LIVE
    assert await pair.online() == 1
    await pair.other.engine.remove(pair.program, "viewer-a-1")
    await pair.show.call(host, "EndLive", tab=TAB)
    await pair.other.reconciler.look(pair.show.id)
    await pair.other.work()
    assert (await pair.show.activity()).status == Status.OVER
    assert await pair.online() == 0


async def test_room_that_vanished_with_its_owner_has_no_viewers(pair: Pair) -> None:
    pair.owner.engine.put(pair.program, "viewer-a-1")
    await pair.work()
    assert await pair.online() == 1
    pair.owner.engine.inside.clear()
    await pair.owner_dies()
    await pair.other.reconciler.find_all()
    await pair.other.work()
    assert await pair.online() == 0


async def test_grace_time_goes_on_at_the_new_owner(pair: Pair) -> None:
    await pair.on_air()
    pair.owner.engine.inside.clear()
    await pair.work()
    (since,) = (await pair.show.store.read(lambda db: absence.of(db, pair.show.id))).items()
    await pair.owner_dies()
    await pair.other.reconciler.look(pair.show.id)
    assert await pair.show.store.read(lambda db: absence.of(db, pair.show.id)) == dict([since])
    early = {since[0]: since[1] - GRACE_MS}
    await pair.show.store.write(lambda db: absence.write(db, pair.show.id, early))
    await pair.other.reconciler.look(pair.show.id)
    assert (await pair.show.activity()).status == Status.OVER


async def test_restart_of_another_server_keeps_the_viewers_online(pair: Pair) -> None:
    pair.owner.engine.put(pair.program, "viewer-a-1")
    await pair.work()
    await pair.other.keeper.start()
    assert await pair.online() == 1


async def test_start_after_the_owner_came_back_keeps_the_viewers_online(pair: Pair) -> None:
    """The server that starts has not heard of it yet."""
    pair.owner.engine.put(pair.program, "viewer-a-1")
    await pair.work()
    await pair.owner_dies()
    assert pair.other.members.alone
    await pair.owner.members.renew()
    await pair.other.keeper.start()
    assert await pair.online() == 1


async def test_address_of_a_viewer_at_another_server_is_written(pair: Pair) -> None:
    pair.other.arrivals.note(pair.show.id, "a", "192.0.2.7")
    pair.owner.engine.put(pair.program, "viewer-a-1")
    await pair.work()
    await pair.work()
    (viewer,) = await pair.show.store.read(lambda db: audience.listed(db, pair.show.id, 0, 10))
    assert viewer.address == "192.0.2.7"
    assert list(pair.other.arrivals) == []


async def test_quiet_show_costs_no_look_between_two_full_rounds(pair: Pair) -> None:
    await pair.on_air()
    await pair.owner.work()
    before = pair.owner.engine.looks
    await pair.owner.reconciler.find_due()
    await pair.owner.work()
    assert pair.owner.engine.looks == before
    await pair.owner.reconciler.find_all()
    await pair.owner.work()
    assert pair.owner.engine.looks == before + 2


async def test_new_server_makes_the_others_look_at_all_at_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timer is an hour away, so only the change of owners can be the reason."""
    monkeypatch.setattr("kaibo.features.program.reconcile.QUIET_PERIOD", 3600.0)
    await pair.on_air()
    looked, all_found = asyncio.Event(), asyncio.Event()
    monkeypatch.setattr(pair.other.engine, "rooms", notifying(pair.other.engine.rooms, all_found))
    monkeypatch.setattr(pair.other.engine, "participants", notifying(pair.other.engine.participants, looked))
    task = asyncio.create_task(pair.other.reconciler.run())
    await all_found.wait()
    assert not looked.is_set()
    await pair.owner_dies()
    await looked.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def notifying(ask: Callable[..., Awaitable[Any]], asked: asyncio.Event) -> Callable[..., Awaitable[Any]]:
    """Set `asked` whenever `ask` runs."""

    async def work(*of: str) -> Any:
        asked.set()
        return await ask(*of)

    return work
