"""Status, places and rooms follow what is seen, on both databases and over an engine that is set by hand."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.activity.table import Airing
from kaibo.cluster.events import Events
from kaibo.cluster.observed import UNKNOWN
from kaibo.errors import MediaDown
from kaibo.features.program.reconcile import Reconciler
from kaibo.media.engine import Participant
from kaibo.media.memory import MemoryEngine
from kaibo.store import Store
from sqlalchemy import Connection

from tests.show import TAB, Show, make_show, now_ms, public

pytestmark = pytest.mark.anyio
GRACE_MS = 500
SOON = 5.0


class Engine(MemoryEngine):
    """An engine that can be down, and in which something can happen while it is asked."""

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
    """A show, its engine, and what looks after both."""

    show: Show
    engine: Engine
    events: Events
    reconciler: Reconciler

    @property
    def program(self) -> str:
        return f"kaibo-{self.show.id}-program-1"

    @property
    def stage(self) -> str:
        return f"kaibo-{self.show.id}-stage-1"

    async def call(self, session: str, name: str) -> None:
        """A call, and the look that follows it."""
        await self.show.call(session, name, tab=TAB)
        await self.look()

    async def look(self) -> None:
        await self.reconciler.look(self.show.id)

    async def status(self) -> tuple[Status, bool]:
        found = await self.show.activity()
        return Status(found.status), found.wanted

    async def on_air(self) -> str:
        """A host goes on air; their session."""
        host = await self.show.host()
        await self.call(host, "GoLive")
        self.engine.put(self.program, f"program-{public(host)}-1")
        await self.look()
        assert await self.status() == (Status.LIVE, True)
        return host

    async def airings(self) -> list[Airing]:
        return await self.show.store.read(lambda db: activities.airings(db, self.show.id))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.reconciler.run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Raises TimeoutError when it does not come true soon."""
    async with asyncio.timeout(SOON):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.02)


def beside(stage: Stage) -> Stage:
    """The same show after the server started again: another process would know nothing."""
    stage.show.observed.forget(stage.show.id)
    events = Events()
    fresh = Reconciler(stage.show.store, events, stage.engine, stage.show.observed, GRACE_MS)
    return Stage(stage.show, stage.engine, events, fresh)


@pytest.fixture
async def stage(store: Store) -> Stage:
    show, engine, events = await make_show(store), Engine(), Events()
    return Stage(show, engine, events, Reconciler(store, events, engine, show.observed, GRACE_MS))


async def test_live_is_what_is_seen_and_not_what_is_said(stage: Stage) -> None:
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


async def test_an_ended_show_is_over_and_its_publisher_out(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.call(host, "EndLive")
    assert await stage.status() == (Status.OVER, False)
    assert await stage.engine.participants(stage.program) == []
    assert all(airing.end_time for airing in await stage.airings())


async def test_a_planned_end_ends_it_and_a_host_who_goes_live_again_means_it(stage: Stage) -> None:
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


async def test_an_end_that_is_only_planned_ends_nothing(stage: Stage) -> None:
    await stage.on_air()
    await stage.show.store.write(lambda db: activities.change(db, stage.show.id, end_time=now_ms() - 1))
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)


async def test_going_live_again_is_another_airing(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.call(host, "EndLive")
    await stage.call(host, "GoLive")
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert [airing.order_number for airing in await stage.airings()] == [1, 2]


async def test_a_show_lives_through_the_grace_time_and_not_longer(stage: Stage) -> None:
    await stage.on_air()
    stage.engine.inside.clear()
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert not stage.show.observed.of(stage.show.id).publishing
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert await stage.status() == (Status.OVER, False)


async def test_a_host_who_is_back_in_time_has_all_of_it_again(stage: Stage) -> None:
    host = await stage.on_air()
    for _ in range(3):
        stage.engine.inside.clear()
        await stage.look()
        await asyncio.sleep(GRACE_MS / 1000 * 0.4)
        stage.engine.put(stage.program, f"program-{public(host)}-1")
        await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert len(await stage.airings()) == 1


async def test_whoever_takes_over_has_the_whole_grace_time(stage: Stage) -> None:
    await stage.on_air()
    other = await stage.show.host()
    stage.engine.inside.clear()
    await stage.look()
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.show.take_over(other)
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)


async def test_a_wish_that_never_came_true_is_given_up(stage: Stage) -> None:
    host = await stage.show.host()
    await stage.call(host, "GoLive")
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert await stage.status() == (Status.PREVIEW, False)


async def test_an_engine_that_does_not_answer_makes_nobody_absent(stage: Stage) -> None:
    host = await stage.on_air()
    stage.engine.down = True
    await stage.look()
    await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert stage.show.observed.of(stage.show.id).publishing
    assert not (await stage.show.call(host, "GetSession")).media
    await stage.call(host, "EndLive")
    assert await stage.status() == (Status.OVER, False)


async def test_a_taken_over_studio_is_put_out_every_time_it_slips_in(stage: Stage) -> None:
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
    assert not stage.show.observed.of(stage.show.id).publishing


async def test_who_comes_in_while_the_rooms_are_read_is_not_put_out(stage: Stage) -> None:
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


async def test_a_removed_guest_is_put_out(stage: Stage) -> None:
    host, guest = await stage.show.host(), await stage.show.guest()
    await stage.call(guest, "JoinStage")
    stage.engine.put(stage.stage, f"guest-{public(guest)}")
    await stage.look()
    assert [one.connected for one in (await stage.show.call(host, "GetSession")).guests] == [True]
    await stage.show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    await stage.look()
    assert stage.engine.inside[stage.stage] == {}


async def test_a_guest_who_closed_the_page_gives_the_place_up_in_the_end(stage: Stage) -> None:
    guest = await stage.show.guest()
    await stage.call(guest, "JoinStage")
    await stage.show.connect(guest, False)
    await stage.look()
    assert (await stage.show.session(guest)).joined_at
    async with beside(stage).running():
        await until(lambda: gone(stage, guest))


async def test_a_guest_who_is_seen_or_has_the_page_open_keeps_the_place(stage: Stage) -> None:
    here, seen = await stage.show.guest(), await stage.show.guest()
    for guest in (here, seen):
        await stage.call(guest, "JoinStage")
    await stage.show.connect(seen, False)
    stage.engine.put(stage.stage, f"guest-{public(seen)}")
    for _ in range(2):
        await stage.look()
        await asyncio.sleep(GRACE_MS / 1000)
    await stage.look()
    assert (await stage.show.session(here)).joined_at
    assert (await stage.show.session(seen)).joined_at


async def gone(stage: Stage, guest: str) -> bool:
    return (await stage.show.session(guest)).joined_at is None


async def test_rooms_that_are_nobodys_go_and_others_rooms_stay(stage: Stage) -> None:
    await stage.on_air()
    for room in (f"kaibo-{stage.show.id}-program-0", "kaibo-1-stage-1", "somebody-elses"):
        stage.engine.put(room, "someone")
    async with stage.running():
        await until(lambda: rooms_are(stage, {stage.program, "somebody-elses"}))


async def rooms_are(stage: Stage, names: set[str]) -> bool:
    return set(stage.engine.inside) == names


async def test_a_deleted_show_has_no_rooms_however_often_somebody_comes_back(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.show.delete()
    await stage.look()
    assert stage.engine.inside == {}
    assert stage.show.observed.of(stage.show.id) == UNKNOWN
    async with stage.running():
        stage.engine.put(stage.program, f"program-{public(host)}-1")
        await until(lambda: rooms_are(stage, set()))
    assert all(airing.end_time for airing in await stage.airings())


async def test_after_a_restart_a_show_that_goes_on_is_never_taken_for_away(stage: Stage) -> None:
    host = await stage.on_air()
    again = beside(stage)
    assert again.show.observed.of(again.show.id).publishing
    async with again.running():
        await until(lambda: seen_again(again))
    assert await again.status() == (Status.LIVE, True)
    assert (await again.show.activity()).wanted
    assert again.engine.inside[again.program].keys() == {f"program-{public(host)}-1"}


async def seen_again(stage: Stage) -> bool:
    return stage.show.observed.of(stage.show.id) is not UNKNOWN


async def test_a_change_wakes_pages_and_the_absence_of_one_does_not(stage: Stage) -> None:
    await stage.on_air()
    with stage.events.listen(stage.show.id) as nudged:
        await stage.look()
        assert not nudged.is_set()
        stage.engine.put(stage.program, "viewer-a-1")
        await stage.look()
        assert nudged.is_set()
    assert stage.show.observed.of(stage.show.id).viewers == 1


async def test_nobody_watches_in_a_room_that_vanished_though_nothing_is_on_air(stage: Stage) -> None:
    stage.engine.put(stage.program, "viewer-a-1")
    await stage.look()
    assert stage.show.observed.watching() == {stage.show.id: {"a"}}
    stage.engine.inside.clear()
    async with stage.running():
        await until(lambda: nobody_watches(stage))


async def nobody_watches(stage: Stage) -> bool:
    return not stage.show.observed.watching()


async def test_pages_hear_when_the_engine_goes_and_comes(stage: Stage) -> None:
    await stage.on_air()
    with stage.events.listen(stage.show.id) as nudged:
        async with stage.running():
            for down in (True, False):
                nudged.clear()
                stage.engine.down = down
                stage.reconciler.look_soon(stage.show.id)
                await asyncio.wait_for(nudged.wait(), SOON)
                assert stage.show.observed.up is not down


@pytest.mark.filterwarnings("ignore")
async def test_one_failing_look_ends_nothing(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
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
    return "a look failed" in caplog.text


async def is_over(stage: Stage) -> bool:
    return await stage.status() == (Status.OVER, False)
