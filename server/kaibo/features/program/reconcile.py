"""Makes LiveKit agree with the store, and the store's statuses with LiveKit.

Looks at an activity at once when something about it changed (a call, a webhook), and on a timer at all that
could need it: so a lost word costs seconds, and a restart needs nothing of its own.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping

from sqlalchemy import Connection

from kaibo.activity import table as activities
from kaibo.activity.status import Status, Step, step
from kaibo.activity.table import Activity
from kaibo.cluster.events import Events
from kaibo.cluster.observed import Observed
from kaibo.errors import MediaDown
from kaibo.features.program.absence import Absence
from kaibo.features.program.plan import Plan, Wanted, plan, rooms, wanted
from kaibo.media.engine import MediaEngine, Participant
from kaibo.session import allowed_rooms, identity, table as sessions
from kaibo.store import Store

PERIOD = 2.0
PAUSE = 0.05
"""Between two looks, in seconds: what happens within one pause is looked at together."""

log = logging.getLogger("kaibo.reconcile")


class Reconciler:
    """One task that looks at activities, never twice at one at the same time."""

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
        """Until cancelled."""
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
        """Nothing that fails once ends the task: the timer comes again."""
        try:
            await work(*of)
        except MediaDown:
            self._media(False)
        except Exception:
            log.exception("a look failed")

    async def _find_guests(self) -> None:
        """At start: guests who were gone before it are missed too, also where there is no room any more."""
        self._due |= await self._store.read(sessions.with_guests)

    async def _find_due(self) -> None:
        """Every activity that is on air or wanted there, where somebody is missing, or was seen watching, and every
        one that has a room; a room that belongs to no activity as it is now goes."""
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
        """Read both rooms, put out who does not belong, and let the status follow.

        The store is read after the rooms: whoever is in them and may be is in the store by then, so nobody is
        put out for having come in meanwhile.
        """
        show = await self._find(activity_id)
        if show is None or show.deleted_at is not None:
            await self._clear(activity_id, show)
            return
        found = await self._who_is_in(show)
        now = _now()
        want = await self._store.read(lambda db: wanted(db, activity_id, now))
        if want is None or rooms(want.show) != rooms(show):
            self.look_soon(activity_id)
            return
        made = plan(want, *found) if found else None
        if made:
            await self._put_out(made)
        changed = made is not None and self._observed.note(activity_id, made.state)
        if await self._follow(want, made) or changed:
            self._events.nudge(activity_id)

    async def _who_is_in(self, show: Activity) -> tuple[list[Participant], list[Participant]] | None:
        """The stage and the program; None when that is not known: nobody counts as absent because of it."""
        stage, program = rooms(show)
        try:
            return await self._engine.participants(stage), await self._engine.participants(program)
        except MediaDown:
            self._media(False)
            return None

    async def _put_out(self, made: Plan) -> None:
        try:
            await asyncio.gather(*(self._engine.remove(room, name) for room, name in made.remove))
        except MediaDown:
            log.warning("somebody could not be put out; it is tried again")

    async def _clear(self, activity_id: int, show: Activity | None) -> None:
        """Deleted: its rooms go, with everybody in them."""
        self._absence.note(activity_id, (), time.monotonic())
        self._observed.forget(activity_id)
        for room in rooms(show) if show else ():
            await self._engine.delete(room)

    async def _follow(self, want: Wanted, made: Plan | None) -> bool:
        """Write what follows from what was seen (None: unknown); whether anything changed in the store."""
        show = want.show
        missed = self._absence.note(show.id, made.absent if made else (), time.monotonic())
        publishing = made.state.publishing if made else show.status == Status.LIVE
        away_ms = missed.get(want.publisher, 0)
        wished = show.wanted and not want.over
        after = step(Status(show.status), wished, publishing, away_ms, self._grace_ms)
        gone = _gone(want, missed, self._grace_ms)
        if after == (show.status, show.wanted) and not gone:
            return False
        return await self._store.write(lambda db: settle(db, want, after, gone, _now()))

    def _media(self, up: bool) -> None:
        if self._observed.up != up:
            self._observed.up = up
            log.warning("the media engine %s", "answers again" if up else "does not answer")
            self._events.nudge_all()


def _gone(want: Wanted, missed: Mapping[str, int], grace_ms: int) -> list[str]:
    """The sessions of the guests who were missed for the grace time."""
    return [guest.id for name, guest in want.guests.items() if missed.get(name, 0) >= grace_ms]


def settle(db: Connection, want: Wanted, after: Step, gone: Collection[str], now: int) -> bool:
    """Write the status `after`, and free the places of guests who are `gone`; whether anything was written.

    Only where the store still is what `want` was read from: a change in between brings another look.
    """
    show = activities.find(db, want.show.id)
    if show != want.show or allowed_rooms.publisher(db, show, now) != want.publisher:
        return False
    if after.status != show.status:
        activities.change(db, show.id, status=int(after.status))
        if after.status is Status.LIVE:
            activities.open_airing(db, show.id, now)
        elif show.status == Status.LIVE:
            activities.close_airing(db, show.id, now)
    if after.wanted != show.wanted:
        activities.change(db, show.id, wanted=after.wanted)
    left = [one for one in gone if (guest := sessions.find(db, one)) and not guest.connected]
    for one in left:
        sessions.leave_stage(db, one)
    return bool(left) or after != (show.status, show.wanted)


def _now() -> int:
    return time.time_ns() // 1_000_000
