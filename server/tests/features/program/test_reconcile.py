"""Status, places and rooms follow the observed participants, on both databases, with an engine that the test sets."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from kaibo.activity import airings, table as activities
from kaibo.activity.airings import Airing
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.cluster.observed import UNKNOWN, RoomState
from kaibo.features.program.reconcile import Reconciler
from kaibo.media.engine import Participant
from kaibo.media.errors import MediaDown
from kaibo.media.memory import MemoryEngine
from kaibo.session.identity import Room
from kaibo.store import Store
from sqlalchemy import Connection

from tests.show import TAB, Show, make_show, public

pytestmark = pytest.mark.anyio
GRACE_MS, HOUR_MS = 500, 3_600_000
SOON = 5.0


class Engine(MemoryEngine):
    """An engine that can be down. A test can run something during one of its answers."""

    def __init__(self) -> None:
        super().__init__()
        self.down = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def rooms(self) -> list[str]:
        self._check()
        return await super().rooms()

    async def participants(self, room: str) -> list[Participant]:
        self._check()
        if self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            await happens()
        return await super().participants(room)

    async def delete(self, room: str) -> None:
        self._check()
        await super().delete(room)

    def _check(self) -> None:
        if self.down:
            raise MediaDown


@dataclass
class Stage:
    """A show, its engine, and the reconciler of both."""

    show: Show
    engine: Engine
    events: Events
    reconciler: Reconciler

    @property
    def program(self) -> str:
        return self.show.program

    @property
    def stage(self) -> str:
        return self.show.stage

    async def call(self, session: str, name: str) -> None:
        """Make a call and look after it."""
        await self.show.call(session, name, tab=TAB)
        await self.look()

    async def seen(self) -> RoomState:
        """Return what views show of the rooms."""
        return await self.show.store.read(lambda db: self.show.observed.of(db, self.show.id))

    async def look(self) -> None:
        await self.reconciler.look(self.show.id)

    async def status(self) -> tuple[Status, bool]:
        found = await self.show.activity()
        return Status(found.status), found.live_requested

    async def on_air(self) -> str:
        """Let a host go on air. Return their session."""
        host = await self.show.host()
        await self.call(host, "GoLive")
        self.engine.put(self.program, f"program-{public(host)}-1")
        await self.look()
        assert await self.status() == (Status.LIVE, True)
        return host

    async def airings(self) -> list[Airing]:
        return await self.show.store.read(lambda db: airings.of(db, self.show.id))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.reconciler.run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until a check holds. Raise TimeoutError when it does not hold soon."""
    async with asyncio.timeout(SOON):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.02)


def beside(stage: Stage, grace_ms: int = GRACE_MS) -> Stage:
    """Return the same show after a restart of the server, which forgets everything in memory."""
    stage.show.observed.forget(stage.show.id)
    events = Events()
    fresh = Reconciler(stage.show.store, events, stage.engine, stage.show.observed, grace_ms)
    return Stage(stage.show, stage.engine, events, fresh)


@pytest.fixture
async def stage(store: Store) -> Stage:
    show, engine, events = await make_show(store), Engine(), Events()
    return Stage(show, engine, events, Reconciler(store, events, engine, show.observed, GRACE_MS))


async def test_show_is_live_only_when_the_publisher_is_seen(stage: Stage) -> None:
    stage = beside(stage, HOUR_MS)
    host = await stage.show.host()
    await stage.call(host, "GoLive")
    assert await stage.status() == (Status.PREVIEW, True)
    stage.engine.put(stage.program, f"program-{public(host)}-1", publishing=False)
    await stage.look()
    assert await stage.status() == (Status.PREVIEW, True)
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert [airing.end_time for airing in await stage.airings()] == [None]


async def test_ended_show_is_over_and_its_publisher_is_removed(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.call(host, "EndLive")
    assert await stage.status() == (Status.OVER, False)
    assert await stage.engine.participants(stage.program) == []
    assert all(airing.end_time for airing in await stage.airings())


async def test_automatic_end_ends_the_show_and_a_later_start_holds(stage: Stage) -> None:
    host = await stage.on_air()
    show = stage.show
    soon = now_ms() + 250

    def plan_end(db: Connection) -> None:
        activities.change(db, show.id, end_time=soon, extra='{"IsAutoEndEnable": 1}')

    await show.store.write(plan_end)
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    await asyncio.sleep(0.3)
    await stage.look()
    assert await stage.status() == (Status.OVER, False)
    await stage.call(host, "GoLive")
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    for _ in range(2):
        await stage.look()
        assert await stage.status() == (Status.LIVE, True)


async def test_planned_end_without_automatic_end_ends_nothing(stage: Stage) -> None:
    await stage.on_air()
    await stage.show.store.write(lambda db: activities.change(db, stage.show.id, end_time=now_ms() - 1))
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)


async def test_second_start_is_another_airing(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.call(host, "EndLive")
    await stage.call(host, "GoLive")
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert [airing.order_number for airing in await stage.airings()] == [1, 2]


async def test_show_lives_exactly_through_the_grace_time(stage: Stage) -> None:
    await stage.on_air()
    stage.engine.inside.clear()
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert not (await stage.seen()).publishing
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert await stage.status() == (Status.OVER, False)


async def test_host_back_in_time_has_the_whole_grace_time_again(stage: Stage) -> None:
    host = await stage.on_air()
    for _ in range(3):
        stage.engine.inside.clear()
        await stage.look()
        await asyncio.sleep(GRACE_MS / 1000 * 0.4)
        stage.engine.put(stage.program, f"program-{public(host)}-1")
        await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert len(await stage.airings()) == 1


async def test_new_holder_has_the_whole_grace_time(stage: Stage) -> None:
    await stage.on_air()
    other = await stage.show.host()
    stage.engine.inside.clear()
    await stage.look()
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.show.take_over(other)
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)


async def test_live_request_without_a_publisher_is_given_up(stage: Stage) -> None:
    host = await stage.show.host()
    await stage.call(host, "GoLive")
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert await stage.status() == (Status.PREVIEW, False)


async def test_silent_engine_makes_nobody_absent(stage: Stage) -> None:
    host = await stage.on_air()
    stage.engine.down = True
    await stage.look()
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert (await stage.seen()).publishing
    assert not (await stage.show.call(host, "GetSession")).media
    await stage.call(host, "EndLive")
    assert await stage.status() == (Status.OVER, False)


async def test_displaced_studio_is_removed_each_time_it_returns(stage: Stage) -> None:
    first = await stage.on_air()
    stage.engine.put(stage.stage, f"host-{public(first)}-1")
    second = await stage.show.host()
    await stage.show.take_over(second)
    await stage.look()
    for _ in range(3):
        assert stage.engine.inside == {stage.stage: {}, stage.program: {}}
        stage.engine.put(stage.program, f"program-{public(first)}-1")
        stage.engine.put(stage.stage, f"host-{public(first)}-1")
        await stage.look()
    assert not (await stage.seen()).publishing


async def test_participant_who_joins_during_the_look_stays(stage: Stage) -> None:
    await stage.on_air()
    second = await stage.show.host()

    async def takeover() -> None:
        await stage.show.take_over(second)
        stage.engine.put(stage.program, f"program-{public(second)}-2")
        stage.engine.put(stage.stage, f"host-{public(second)}-2")

    stage.engine.meanwhile = takeover
    await stage.look()
    assert set(stage.engine.inside[stage.program]) == {f"program-{public(second)}-2"}
    assert set(stage.engine.inside[stage.stage]) == {f"host-{public(second)}-2"}


async def test_removed_guest_is_removed_from_livekit(stage: Stage) -> None:
    host, guest = await stage.show.host(), await stage.show.guest()
    await stage.call(guest, "JoinStage")
    stage.engine.put(stage.stage, f"guest-{public(guest)}")
    await stage.look()
    assert [one.connected for one in (await stage.show.call(host, "GetSession")).guests] == [True]
    await stage.show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    await stage.look()
    assert stage.engine.inside[stage.stage] == {}


async def test_guest_who_closed_the_page_loses_the_place_in_the_end(stage: Stage) -> None:
    guest = await stage.show.guest()
    await stage.call(guest, "JoinStage")
    await stage.show.connect(guest, False)
    await stage.look()
    assert (await stage.show.session(guest)).joined_at
    async with beside(stage).running():
        await until(lambda: gone(stage, guest))


async def test_guest_with_picture_keeps_the_place_and_one_without_media_does_not(stage: Stage) -> None:
    """A page alone is not enough: a guest whose media never arrive would hold one of 25 places for ever."""
    here, seen = await stage.show.guest(), await stage.show.guest()
    for guest in (here, seen):
        await stage.call(guest, "JoinStage")
    await stage.show.connect(seen, False)
    stage.engine.put(stage.stage, f"guest-{public(seen)}")
    for _ in range(2):
        await stage.look()
        await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert (await stage.show.session(here)).joined_at is None
    assert (await stage.show.call(here, "GetSession")).session.place_lost
    assert (await stage.show.session(seen)).joined_at
    await stage.call(here, "JoinStage")
    back = (await stage.show.call(here, "GetSession")).session
    assert (back.place, back.place_lost) == ("backstage", False)


async def test_page_that_came_back_has_the_whole_grace_time(stage: Stage) -> None:
    guest = await stage.show.guest()
    await stage.call(guest, "JoinStage")
    await stage.show.connect(guest, False)
    await stage.look()
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.show.connect(guest)
    await stage.look()
    assert (await stage.show.session(guest)).joined_at


async def test_muted_guest_loses_the_right_in_the_engine_and_again_after_a_return(stage: Stage) -> None:
    host, guest = await stage.show.host(), await stage.show.guest()
    await stage.call(guest, "JoinStage")
    name = f"guest-{public(guest)}"
    all_sources = frozenset({"camera", "microphone", "screen_share", "screen_share_audio"})
    for _ in range(2):
        stage.engine.put(stage.stage, name)
        there = stage.engine.inside[stage.stage]
        there[name] = there[name]._replace(permitted=all_sources, sources=frozenset({"microphone", "camera"}))
        await stage.show.call(host, "SetGuestMicrophone", tab=TAB, session_id=guest, allowed=False)
        await stage.look()
        assert there[name].permitted == frozenset({"camera", "screen_share"})
        assert there[name].sources == {"camera"}
    await stage.show.call(host, "AskGuestToUnmute", tab=TAB, session_id=guest)
    await stage.look()
    assert there[name].permitted == all_sources


async def gone(stage: Stage, guest: str) -> bool:
    return (await stage.show.session(guest)).joined_at is None


async def test_stale_rooms_are_deleted_and_foreign_rooms_stay(stage: Stage) -> None:
    await stage.on_air()
    for room in (stage.show.room("program", 0), Room(1, "stage", 1, stage.show.installation).name, "somebody-elses"):
        stage.engine.put(room, "someone")
    async with stage.running():
        await until(lambda: rooms_are(stage, {stage.program, "somebody-elses"}))


async def rooms_are(stage: Stage, names: set[str]) -> bool:
    return set(stage.engine.inside) == names


async def test_deleted_show_keeps_no_room_when_a_client_returns(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.show.delete()
    await stage.look()
    assert stage.engine.inside == {}
    assert (await stage.seen()) == UNKNOWN
    async with stage.running():
        stage.engine.put(stage.program, f"program-{public(host)}-1")
        await until(lambda: rooms_are(stage, set()))
    assert all(airing.end_time for airing in await stage.airings())


async def test_restart_takes_no_running_show_for_away(stage: Stage) -> None:
    host = await stage.on_air()
    again = beside(stage)
    assert (await again.seen()).publishing
    async with again.running():
        await until(lambda: seen_again(again))
    assert await again.status() == (Status.LIVE, True)
    assert (await again.show.activity()).live_requested
    assert again.engine.inside[again.program].keys() == {f"program-{public(host)}-1"}


async def seen_again(stage: Stage) -> bool:
    return (await stage.seen()) is not UNKNOWN


async def test_only_a_change_nudges_the_pages(stage: Stage) -> None:
    await stage.on_air()
    with stage.events.listen(stage.show.id) as nudged:
        await stage.look()
        assert not nudged.is_set()
        stage.engine.put(stage.program, "viewer-a-1")
        await stage.look()
        assert nudged.is_set()
    assert (await stage.seen()).viewers == 1


async def test_vanished_room_off_air_has_no_viewers(stage: Stage) -> None:
    stage.engine.put(stage.program, "viewer-a-1")
    await stage.look()
    assert stage.show.observed.owned() == {stage.show.id: {"a"}}
    stage.engine.inside.clear()
    async with stage.running():
        await until(lambda: nobody_watches(stage))


async def nobody_watches(stage: Stage) -> bool:
    return not any(stage.show.observed.owned().values())


async def test_pages_hear_when_the_engine_goes_and_returns(stage: Stage) -> None:
    await stage.on_air()
    with stage.events.listen(stage.show.id) as nudged:
        async with stage.running():
            for down in (True, False):
                nudged.clear()
                stage.engine.down = down
                stage.reconciler.look_soon(stage.show.id)
                await asyncio.wait_for(nudged.wait(), SOON)
                assert stage.show.observed.up is not down


async def test_room_that_cannot_be_deleted_stops_nothing_else(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    host = await stage.on_air()
    stuck = Room(1, "stage", 1, stage.show.installation).name
    for room in (stage.show.room("program", 0), stuck):
        stage.engine.inside = {room: {}, **stage.engine.inside}
        stage.engine.put(room, "someone")
    stage.engine.stuck = {stuck}
    with stage.events.listen(stage.show.id) as nudged:
        for _ in range(3):
            await stage.reconciler.find_all()
        assert not nudged.is_set(), "the pages hear nothing of it"
    assert stage.engine.inside.keys() == {stuck, stage.program}
    assert (await stage.show.call(host, "GetSession")).media
    assert [record.message.partition(" (")[0] for record in caplog.records] == [
        f"LiveKit cannot delete the room {stuck}"
    ]


async def test_room_that_cannot_be_read_is_not_the_engine_that_is_down(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    host = await stage.on_air()
    stage.engine.stuck = {stage.program}
    for _ in range(3):
        await stage.look()
    assert (await stage.show.call(host, "GetSession")).media
    assert (await stage.seen()).publishing, "its people do not count as absent"
    stage.engine.stuck.clear()
    await stage.look()
    stage.engine.stuck = {stage.program}
    await stage.look()
    assert len(caplog.records) == 2, "one line for each time that it begins"


async def test_person_who_cannot_be_removed_stops_no_other_removal(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.on_air()
    stage.engine.put(stage.stage, "stranger")
    stage.engine.put(stage.program, "stranger")
    stage.engine.ghosts = {(stage.stage, "stranger")}
    for _ in range(3):
        await stage.look()
    assert "stranger" not in stage.engine.inside[stage.program]
    assert await stage.status() == (Status.LIVE, True)
    assert len(caplog.records) == 1


@pytest.mark.filterwarnings("ignore")
async def test_failed_look_stops_no_later_look(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    host = await stage.on_air()

    async def fails() -> None:
        raise RuntimeError("once")

    stage.engine.meanwhile = fails
    async with stage.running():
        await until(lambda: said(caplog))
        await stage.show.call(host, "EndLive", tab=TAB)
        stage.events.nudge(stage.show.id)
        await until(lambda: is_over(stage))


async def said(caplog: pytest.LogCaptureFixture) -> bool:
    return "the reconciler failed" in caplog.text


async def is_over(stage: Stage) -> bool:
    return await stage.status() == (Status.OVER, False)
