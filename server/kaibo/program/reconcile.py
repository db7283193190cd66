"""Makes LiveKit agree with the store, and the store's statuses with LiveKit.

Looks at an activity at once when something about it changed (a call, a webhook), and on a timer at all that
could need it: so a lost word costs seconds, and a restart needs nothing of its own.
"""

import asyncio
import logging
import time
from collections.abc import Collection, Iterable
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.activity import table as activities
from kaibo.activity.status import Status, step
from kaibo.activity.table import Activity
from kaibo.errors import MediaDown
from kaibo.events import Events
from kaibo.media.engine import MediaEngine, Participant
from kaibo.media.seen import NOTHING, Seen, Sight
from kaibo.stage import identity, places
from kaibo.store import Store

PERIOD = 2.0
log = logging.getLogger("kaibo.reconcile")


class Wanted(NamedTuple):
    """What should be of one activity: who belongs on the stage, who publishes the program ("" nobody)."""

    show: Activity
    stage: Collection[str]
    publisher: str


class Plan(NamedTuple):
    """Who must go, as (room, identity), and what is seen otherwise."""

    remove: list[tuple[str, str]]
    sight: Sight


def wanted(db: Connection, activity_id: int) -> Wanted | None:
    """None for an activity that is not there or was deleted."""
    show = activities.find(db, activity_id)
    if show is None or show.deleted_at is not None:
        return None
    return Wanted(show, places.on_stage(db, show), places.publisher(db, show))


def plan(want: Wanted, stage: Iterable[Participant], program: Iterable[Participant]) -> Plan:
    """Pure: everybody who does not belong goes, every time they are seen. Viewers may stay in the program;
    nobody is a viewer on the stage."""
    stage_room, program_room = rooms(want.show)
    on_stage = {one.identity for one in stage}
    in_program = {one.identity: one for one in program}
    strangers = [(stage_room, name) for name in sorted(on_stage - set(want.stage))]
    viewers = {name for name in in_program if name.startswith(identity.VIEWER)}
    strangers += [(program_room, name) for name in sorted(in_program.keys() - viewers - {want.publisher})]
    publisher = in_program.get(want.publisher)
    return Plan(
        strangers,
        Sight(
            viewers=len(viewers),
            stage=frozenset(on_stage & set(want.stage)),
            publishing=publisher is not None and publisher.publishing,
        ),
    )


def rooms(show: Activity) -> tuple[str, str]:
    """The stage and the program of an activity, as the media engine calls them."""
    return (
        identity.room(show.id, identity.STAGE, show.room_epoch),
        identity.room(show.id, identity.PROGRAM, show.room_epoch),
    )


class Reconciler:
    """One task that looks at activities, never twice at one at the same time."""

    def __init__(self, store: Store, events: Events, engine: MediaEngine, seen: Seen, grace_ms: int) -> None:
        self._store = store
        self._events = events
        self._engine = engine
        self._seen = seen
        self._grace_ms = grace_ms
        self._due: set[int] = set()
        self._wake = asyncio.Event()
        self._absent_since: dict[int, float] = {}
        events.on_any(self.look_soon)

    def look_soon(self, activity_id: int) -> None:
        """Look at this activity next."""
        self._due.add(activity_id)
        self._wake.set()

    async def run(self) -> None:
        """Until cancelled."""
        looked = -PERIOD
        while True:
            if time.monotonic() - looked >= PERIOD:
                looked = time.monotonic()
                await self._find_due()
            due, self._due = self._due, set()
            self._wake.clear()
            await asyncio.gather(*(self._look_safely(activity_id) for activity_id in due))
            try:
                await asyncio.wait_for(self._wake.wait(), max(0.0, looked + PERIOD - time.monotonic()))
            except TimeoutError:
                continue

    async def _find_due(self) -> None:
        """Every activity that is on air or wanted there, and every one that has a room; a room that belongs
        to no activity as it is now goes."""
        try:
            self._due |= {show.id for show in await self._store.read(activities.active)}
            names = await self._engine.rooms()
        except MediaDown:
            self._media(False)
            return
        except Exception:
            log.exception("the timer's look failed")
            return
        self._media(True)
        for name in names:
            room = identity.read_room(name)
            if room is None:
                continue
            want = await self._store.read(partial(wanted, activity_id=room.activity))
            if want and name in rooms(want.show):
                self._due.add(room.activity)
            else:
                await self._delete(name)

    async def _delete(self, room: str) -> None:
        try:
            await self._engine.delete(room)
        except MediaDown:
            self._media(False)

    async def _look_safely(self, activity_id: int) -> None:
        try:
            await self.look(activity_id)
        except Exception:
            log.exception("looking at %s failed", activity_id)

    async def look(self, activity_id: int) -> None:
        """Read both rooms, put out who does not belong, and let the status follow."""
        want = await self._store.read(lambda db: wanted(db, activity_id))
        if want is None:
            await self._forget(activity_id)
            return
        try:
            found = await asyncio.gather(*(self._engine.participants(room) for room in rooms(want.show)))
            made = plan(want, *found)
            await asyncio.gather(*(self._engine.remove(room, name) for room, name in made.remove))
        except MediaDown:  # nothing is known: nobody counts as away because of that
            self._media(False)
            made = None
        else:
            self._media(True)
        changed = made is not None and self._seen.note(activity_id, made.sight)
        if await self._follow(want.show, made.sight if made else None) or changed:
            self._events.nudge(activity_id)

    async def _forget(self, activity_id: int) -> None:
        """Deleted: its rooms go, with everybody in them."""
        self._absent_since.pop(activity_id, None)
        self._seen.note(activity_id, NOTHING)
        show = await self._store.read(lambda db: activities.find(db, activity_id))
        if show is not None:
            for room in rooms(show):
                await self._delete(room)

    async def _follow(self, show: Activity, sight: Sight | None) -> bool:
        """The status after what was seen (None: unknown); whether anything changed in the store."""
        publishing = sight.publishing if sight else show.status == Status.LIVE
        away_ms = self._away_ms(show, publishing or sight is None)
        if step(Status(show.status), show.wanted, publishing, away_ms, self._grace_ms) == (
            show.status,
            show.wanted,
        ):
            return False
        now = time.time_ns() // 1_000_000
        return await self._store.write(lambda db: settle(db, show.id, publishing, away_ms, self._grace_ms, now))

    def _away_ms(self, show: Activity, here: bool) -> int:
        if here or not show.wanted:
            self._absent_since.pop(show.id, None)
            return 0
        since = self._absent_since.setdefault(show.id, time.monotonic())
        return int((time.monotonic() - since) * 1000)

    def _media(self, up: bool) -> None:
        if self._seen.up != up:
            self._seen.up = up
            log.warning("the media engine %s", "answers again" if up else "does not answer")


def settle(db: Connection, activity_id: int, publishing: bool, away_ms: int, grace_ms: int, now: int) -> bool:
    """Write the status that follows from what was seen, from the row as it is in this transaction."""
    show = activities.find(db, activity_id)
    if show is None or show.deleted_at is not None:
        return False
    after = step(Status(show.status), show.wanted, publishing, away_ms, grace_ms)
    if after.status != show.status:
        activities.set_status(db, show.id, after.status)
        if after.status is Status.LIVE:
            activities.open_airing(db, show.id, now)
        elif show.status == Status.LIVE:
            activities.close_airing(db, show.id, now)
    if after.wanted != show.wanted:
        activities.set_wanted(db, show.id, after.wanted)
    return after != (show.status, show.wanted)
