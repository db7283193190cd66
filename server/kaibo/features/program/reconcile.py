"""The reconciler makes LiveKit agree with the store, and the store's statuses agree with LiveKit.

It looks at an activity at once when a call or a webhook changed it. A timer looks at all activities that may need it.
So a lost message costs seconds, and a restart needs no code of its own. Each activity has one owner among the servers,
and only the owner looks.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy import Connection

from kaibo.activity import table as activities
from kaibo.activity.status import Status, step
from kaibo.activity.table import Activity
from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.cluster.observed import Observed, forget, share, with_people
from kaibo.errors import DiskFull, Overloaded
from kaibo.features.program.count import CountNudges
from kaibo.features.program.due import Due
from kaibo.features.program.engine_rooms import EngineRooms
from kaibo.features.program.plan import Allowed, Plan, allowed, is_left_over, plan, rooms
from kaibo.features.program.settle import settle
from kaibo.media.engine import MediaEngine
from kaibo.media.errors import MediaDown
from kaibo.metrics import Metrics
from kaibo.session import absence, identity, table as sessions
from kaibo.store import Store

PERIOD = 2.0
"""Seconds between two looks at the activities in which people are absent, or a show is to go live."""
QUIET_PERIOD = 10.0
"""Seconds between two looks at all activities. While the media engine does not answer, PERIOD counts for it."""
SHARE_SECONDS = 0.25
"""How often the owner writes what it saw, for the other servers."""
PAUSE = 0.05
"""Seconds between two looks. One look covers all changes within a pause."""

log = logging.getLogger("kaibo.reconcile")


class Reconciler:
    """One task that looks at activities. It never looks at one activity twice at the same time."""

    def __init__(
        self,
        store: Store,
        events: Events,
        engine: MediaEngine,
        observed: Observed,
        grace_ms: int,
        metrics: Metrics | None = None,
        by_hls: Callable[[int], frozenset[str]] = lambda activity_id: frozenset(),
    ) -> None:
        """Take the parts of the server. `by_hls` gives the viewers by HLS of an activity."""
        self._store = store
        self._events = events
        self._engine = engine
        self._rooms = EngineRooms(engine)
        self._observed = observed
        self._grace_ms = grace_ms
        self._by_hls = by_hls
        self.own_rooms: dict[str, int] = {}
        """The rooms of this server's activities, with the activity of each, when it last looked at all."""
        self._metrics = metrics or Metrics()
        self._due = Due(self._metrics.lag_seconds)
        self._wake = asyncio.Event()
        self._count = CountNudges(events.hear_nudge)
        events.on_any(self.look_soon)
        events.on_look(self.look_soon)

    def look_soon(self, activity_id: int) -> None:
        """Look at this activity next."""
        self._due.add([activity_id])
        self._wake.set()

    async def run(self) -> None:
        """Look at activities until the task is cancelled."""
        owners = self._observed.owners
        await self._safely(self._forget_absences)
        await self._safely(self._find_guests)
        living, looked, looked_at_all = owners.living, -PERIOD, -QUIET_PERIOD
        while True:
            now = time.monotonic()
            late = now - looked_at_all >= (QUIET_PERIOD if self._observed.up else PERIOD)
            if late or living != owners.living:
                looked = looked_at_all = now
                living = owners.living
                await self._safely(self.find_all)
            elif now - looked >= PERIOD:
                looked = now
                await self._safely(self.find_due)
            await self.round()
            await asyncio.sleep(PAUSE)
            try:
                async with asyncio.timeout(max(0.0, looked + PERIOD - time.monotonic())):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def round(self) -> None:
        """Look once at each activity that is due and that this server owns."""
        due = self._due.take()
        self._wake.clear()
        owns = self._observed.owners.owns
        await asyncio.gather(*(self._safely(self.look, each) for each in due if owns(each)))

    async def share(self) -> None:
        """Write for the other servers what this one saw, and tell them."""
        if states := self._observed.unshared(time.monotonic()):
            await self._store.write(lambda db: share(db, states))
            self._observed.shared(states)
            for activity_id in states:
                self._events.tell_others(activity_id)

    async def _safely(self, work: Callable[..., Awaitable[None]], *of: int) -> None:
        """Do work, and log its failure. A failure does not end the task, because the timer tries again."""
        try:
            await work(*of)
        except MediaDown:
            self._media(False)
        except (Overloaded, DiskFull) as error:  # the store logs that it is away
            log.debug("the reconciler waits for the store: %s", error)
        except Exception:
            log.exception("the reconciler failed; it tries again")

    async def _find_guests(self) -> None:
        """Look at all activities with guests, for the server's start.

        Guests who left before the start count as absent, even when their room is gone.
        """
        self._due.add(await self._store.read(sessions.with_guests))

    async def _forget_absences(self) -> None:
        alone_in = self._observed.owners.alone_in
        await self._store.write(lambda db: absence.forget(db) if alone_in(db) else None)

    async def find_due(self) -> None:
        """Find the activities in which something is due: people are missing, or a show is to go live."""

        def work(db: Connection) -> set[int]:
            starting = {show.id for show in activities.active(db) if show.status != Status.LIVE}
            return starting | absence.activities(db)

        self._due.add(await self._store.read(work))

    async def find_all(self) -> None:
        """Find all activities to look at, and delete rooms that belong to no activity.

        Another installation's rooms stay.

        An activity is due when it is live or requested live, or when it has a room.
        It is also due when people are missing or were seen.
        """

        def work(db: Connection) -> set[int]:
            return {show.id for show in activities.active(db)} | absence.activities(db)

        self._due.add(await self._store.read(work))
        if seen := await self._store.read(with_people):
            self._due.add(seen)
            alone_in = self._observed.owners.alone_in
            if self._observed.owners.alone:  # the rows of servers that are gone
                await self._store.write(lambda db: forget(db) if alone_in(db) else None)
        self._due.add(activity for activity, viewers in self._observed.owned().items() if viewers)
        owners, names = self._observed.owners, await self._engine.rooms()
        self._media(True)
        self._rooms.keep(names)
        own: dict[str, int] = {}
        for name in names:
            room = identity.read_room(name)
            if room is None or not room.may_belong_to(owners.installation) or not owners.owns(room.activity):
                continue
            show = await self._find(room.activity)
            if show and show.deleted_at is None and name in rooms(show):
                self._due.add([show.id])
            elif is_left_over(room, show):
                await self._rooms.delete(name)
            else:
                continue
            own[name] = room.activity
        self.own_rooms.clear()
        self.own_rooms.update(own)

    async def _find(self, activity_id: int) -> Activity | None:
        return await self._store.read(lambda db: activities.find(db, activity_id))

    async def look(self, activity_id: int) -> None:
        """Read both rooms, remove people who may not be there, and update the status.

        The store is read after the rooms. So people who joined meanwhile are in the store, and stay.
        """
        with self._metrics.look_seconds.time():
            await self._look(activity_id)

    async def _look(self, activity_id: int) -> None:
        show = await self._find(activity_id)
        if show is None or show.deleted_at is not None:
            await self._clear(activity_id, show)
            return
        try:
            participants = await self._rooms.read(*rooms(show))
        except MediaDown:
            self._media(False)
            participants = None  # then no person counts as absent
        now = now_ms()
        may, missing = await self._store.read(lambda db: (allowed(db, activity_id, now), absence.of(db, activity_id)))
        if may is None or rooms(may.show) != rooms(show):
            self.look_soon(activity_id)
            return
        planned = plan(may, *participants) if participants else None
        if planned:
            planned = planned._replace(state=planned.state._replace(by_hls=self._by_hls(activity_id)))
            await self._rooms.remove(planned.remove)
            await self._rooms.permit(planned.permit)
            self._metrics.removed.inc(len(planned.remove))
        before = self._observed.note(activity_id, planned.state) if planned else None
        if await self._follow(may, planned, missing, now):
            self._events.nudge(activity_id)
        elif planned and before and before != planned.state:  # `share` tells the other servers
            state = planned.state
            more = before._replace(watching=state.watching, by_hls=state.by_hls) != state
            (self._events.hear_nudge if more else self._count.changed)(activity_id)

    async def _clear(self, activity_id: int, show: Activity | None) -> None:
        """Delete the rooms of a deleted activity, with everyone in them."""
        self._observed.forget(activity_id)
        if await self._store.read(lambda db: absence.of(db, activity_id)):
            await self._store.write(lambda db: absence.write(db, activity_id, {}))
        for room in rooms(show) if show else ():
            await self._rooms.delete(room)

    async def _follow(self, may: Allowed, planned: Plan | None, missing: Mapping[str, int], now: int) -> bool:
        """Write what follows from the observed state. Return whether the store changed.

        `planned` is None when the observed state is unknown. Then no person counts as absent. `missing` has the moment
        since which each person was absent before. `now` is the present one. Both are unix ms.
        """
        show = may.show
        since = {name: missing.get(name, now) for name in (planned.absent if planned else ())}
        publishing = planned.state.publishing if planned else show.status == Status.LIVE
        away_ms = now - since.get(may.publisher, now)
        live_requested = show.live_requested and not may.over
        after = step(Status(show.status), live_requested, publishing, away_ms, self._grace_ms)
        missed = ((guest, absence.missing_since(guest, since.get(name, now))) for name, guest in may.guests.items())
        gone = [guest for guest, lost_at in missed if now - lost_at >= self._grace_ms]
        if after == (show.status, show.live_requested) and not gone and since == missing:
            return False
        return await self._store.write(lambda db: settle(db, may, after, gone, since, now_ms()))

    def _media(self, up: bool) -> None:
        if self._observed.up != up:
            self._observed.up = up
            log.warning("the media engine %s", "answers again" if up else "does not answer")
            self._events.hear_all()
