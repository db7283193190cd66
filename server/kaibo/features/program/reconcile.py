"""The reconciler makes LiveKit agree with the store, and the store's statuses agree with LiveKit.

It looks at an activity at once when a call or a webhook changed it. A timer looks at all activities that may need it.
So a lost message costs seconds, and a restart needs no code of its own.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping

from sqlalchemy import Connection

from kaibo.activity import table as activities
from kaibo.activity.status import Status, Step, step
from kaibo.activity.table import Activity
from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.cluster.observed import Observed
from kaibo.features.program.absence import Absence
from kaibo.features.program.plan import Allowed, Plan, allowed, plan, rooms
from kaibo.media.engine import MediaEngine, Participant
from kaibo.media.errors import MediaDown
from kaibo.session import allowed_rooms, identity, table as sessions
from kaibo.store import Store

PERIOD = 2.0
"""Seconds between two looks at all activities that may need one."""
PAUSE = 0.05
"""Seconds between two looks. One look covers all changes within a pause."""

log = logging.getLogger("kaibo.reconcile")


class Reconciler:
    """One task that looks at activities. It never looks at one activity twice at the same time."""

    def __init__(self, store: Store, events: Events, engine: MediaEngine, observed: Observed, grace_ms: int) -> None:
        self._store = store
        self._events = events
        self._engine = engine
        self._observed = observed
        self._grace_ms = grace_ms
        self._due: set[int] = set()
        self._wake = asyncio.Event()
        self._absence = Absence()
        events.on_any(self.look_soon)
        events.on_look(self.look_soon)

    def look_soon(self, activity_id: int) -> None:
        """Look at this activity next."""
        self._due.add(activity_id)
        self._wake.set()

    async def run(self) -> None:
        """Look at activities until the task is cancelled."""
        await self._safely(self._find_guests)
        looked = -PERIOD
        while True:
            if time.monotonic() - looked >= PERIOD:
                looked = time.monotonic()
                await self._safely(self._find_due)
            due, self._due = self._due, set()
            self._wake.clear()
            await asyncio.gather(*(self._safely(self.look, activity_id) for activity_id in due))
            await asyncio.sleep(PAUSE)
            try:
                async with asyncio.timeout(max(0.0, looked + PERIOD - time.monotonic())):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def _safely(self, work: Callable[..., Awaitable[None]], *of: int) -> None:
        """Do work, and log its failure. A failure does not end the task, because the timer tries again."""
        try:
            await work(*of)
        except MediaDown:
            self._media(False)
        except Exception:
            log.exception("the reconciler failed; it tries again")

    async def _find_guests(self) -> None:
        """Look at all activities with guests, for the server's start.

        Guests who left before the start count as absent, even when their room is gone.
        """
        self._due |= await self._store.read(sessions.with_guests)

    async def _find_due(self) -> None:
        """Find the activities to look at, and delete rooms that belong to no activity.

        An activity is due when it is live or requested live, or when it has a room.
        It is also due when people are missing or were seen watching.
        """
        self._due |= {show.id for show in await self._store.read(activities.active)}
        self._due |= self._absence.activities() | self._observed.watching().keys()
        names = await self._engine.rooms()
        self._media(True)
        for name in names:
            if (room := identity.read_room(name)) is None:
                continue
            show = await self._find(room.activity)
            if show and show.deleted_at is None and name in rooms(show):
                self._due.add(show.id)
            else:
                await self._engine.delete(name)

    async def _find(self, activity_id: int) -> Activity | None:
        return await self._store.read(lambda db: activities.find(db, activity_id))

    async def look(self, activity_id: int) -> None:
        """Read both rooms, remove people who may not be there, and update the status.

        The store is read after the rooms. So people who joined meanwhile are in the store, and stay.
        """
        show = await self._find(activity_id)
        if show is None or show.deleted_at is not None:
            await self._clear(activity_id, show)
            return
        participants = await self._participants(show)
        now = now_ms()
        may = await self._store.read(lambda db: allowed(db, activity_id, now))
        if may is None or rooms(may.show) != rooms(show):
            self.look_soon(activity_id)
            return
        planned = plan(may, *participants) if participants else None
        if planned:
            await self._remove(planned)
        changed = planned is not None and self._observed.note(activity_id, planned.state)
        if await self._follow(may, planned) or changed:
            self._events.nudge(activity_id)

    async def _participants(self, show: Activity) -> tuple[list[Participant], list[Participant]] | None:
        """Read the participants of the stage and the program. Return None when LiveKit does not answer.

        Then no person counts as absent.
        """
        stage, program = rooms(show)
        try:
            return await self._engine.participants(stage), await self._engine.participants(program)
        except MediaDown:
            self._media(False)
            return None

    async def _remove(self, planned: Plan) -> None:
        try:
            await asyncio.gather(*(self._engine.remove(room, name) for room, name in planned.remove))
        except MediaDown:
            log.warning("LiveKit could not remove a participant; the server tries again")

    async def _clear(self, activity_id: int, show: Activity | None) -> None:
        """Delete the rooms of a deleted activity, with everyone in them."""
        self._absence.note(activity_id, (), time.monotonic())
        self._observed.forget(activity_id)
        for room in rooms(show) if show else ():
            await self._engine.delete(room)

    async def _follow(self, may: Allowed, planned: Plan | None) -> bool:
        """Write what follows from the observed state. Return whether the store changed.

        `planned` is None when the observed state is unknown.
        """
        show = may.show
        missed = self._absence.note(show.id, planned.absent if planned else (), time.monotonic())
        publishing = planned.state.publishing if planned else show.status == Status.LIVE
        away_ms = missed.get(may.publisher, 0)
        live_requested = show.live_requested and not may.over
        after = step(Status(show.status), live_requested, publishing, away_ms, self._grace_ms)
        gone = _gone(may, missed, self._grace_ms)
        if after == (show.status, show.live_requested) and not gone:
            return False
        return await self._store.write(lambda db: settle(db, may, after, gone, now_ms()))

    def _media(self, up: bool) -> None:
        if self._observed.up != up:
            self._observed.up = up
            log.warning("the media engine %s", "answers again" if up else "does not answer")
            self._events.hear_all()


def _gone(may: Allowed, missed: Mapping[str, int], grace_ms: int) -> list[str]:
    """List the sessions of guests who were missing for the grace period."""
    return [guest.id for name, guest in may.guests.items() if missed.get(name, 0) >= grace_ms]


def settle(db: Connection, may: Allowed, after: Step, gone: Collection[str], now: int) -> bool:
    """Write the status `after`, and free the places of the guests in `gone`. Return whether anything was written.

    Write nothing when the store changed since `may` was read. That change causes another look. `now` is unix ms.
    """
    show = activities.find(db, may.show.id)
    if show != may.show or allowed_rooms.publisher(db, show, now) != may.publisher:
        return False
    if after.status != show.status:
        activities.change(db, show.id, status=int(after.status))
        if after.status is Status.LIVE:
            activities.open_airing(db, show.id, now)
        elif show.status == Status.LIVE:
            activities.close_airing(db, show.id, now)
    if after.live_requested != show.live_requested:
        activities.change(db, show.id, live_requested=after.live_requested)
    left = [guest_id for guest_id in gone if (guest := sessions.find(db, guest_id)) and not guest.connected]
    for guest_id in left:
        sessions.leave_stage(db, guest_id)
    return bool(left) or after != (show.status, show.live_requested)
