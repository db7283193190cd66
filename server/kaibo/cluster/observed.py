"""The observed state of the media engine. The owner of an activity writes it, and views at every server read it."""

import json
import math
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
)

from kaibo.cluster.members import OneServer, Owners
from kaibo.store import METADATA

observed = Table(
    "observed",
    METADATA,
    Column("activity", BigInteger, primary_key=True, autoincrement=False),
    Column("viewers", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("publishing", Boolean, nullable=False),
    Column("sharing", Text, nullable=False, server_default="[]"),
    Column("by_hls", Integer, nullable=False, server_default="0"),
)


class RoomState(NamedTuple):
    """The observed state of one activity's rooms."""

    watching: frozenset[str] = frozenset()
    """The ids of the passes of the viewers in the room. Only the owner of the activity knows them."""
    stage: frozenset[str] = frozenset()
    """The identities on the stage whose media connection is there."""
    publishing: bool = False
    """The publisher is in the program's room."""
    counted: int = 0
    """How many viewers the owner counted, when that is another server."""
    sharing: frozenset[str] = frozenset()
    """The identities on the stage that send a screen."""
    by_hls: frozenset[str] = frozenset()
    """The ids of the passes of the viewers by HLS. Only the owner of the activity knows them."""
    counted_by_hls: int = 0
    """How many of `counted` are not in the room."""

    @property
    def all_watching(self) -> frozenset[str]:
        """Return the ids of the passes of all viewers."""
        return self.watching | self.by_hls if self.by_hls else self.watching

    @property
    def viewers(self) -> int:
        """Count the viewers. A viewer with several open tabs counts once."""
        return len(self.all_watching) + self.counted

    @property
    def direct(self) -> int:
        """Count the viewers in the room."""
        return len(self.watching) + self.counted - self.counted_by_hls

    @property
    def people(self) -> tuple[frozenset[str], bool, frozenset[str]]:
        """Return what other servers must hear of at once: the stage, its screens, and whether the program is there."""
        return self.stage, self.publishing, self.sharing


NOTHING = RoomState()
UNKNOWN = RoomState(publishing=True)
"""The state of an activity that no server has read since its start. A live show counts as published until then."""
COUNT_SECONDS = 1.0
"""How often the owner shares the number of viewers, when nothing else changed. A crowd changes it all the time."""
MOST = 100_000
"""Activities whose state is kept. A further one drives out the one that was read longest ago."""
FIND = select(observed.c.viewers, observed.c.stage, observed.c.publishing, observed.c.sharing, observed.c.by_hls).where(
    observed.c.activity == bindparam("activity")
)
WITH_PEOPLE = select(observed.c.activity).where(
    or_(observed.c.viewers > 0, observed.c.publishing, observed.c.stage != "[]")
)


class Observed:
    """Keeps the last observed state of each activity that this server owns, and reads the states of the others."""

    def __init__(self, owners: Owners | None = None) -> None:
        """Take the owners of activities. None: this server owns all."""
        self.up = True
        """Whether the media engine answers."""
        self.owners: Owners = owners or OneServer()
        self._states: dict[int, RoomState] = {}
        self._unshared: set[int] = set()
        """The activities whose row in the store is not what this server knows."""
        self._uncounted: set[int] = set()
        """The activities of which only the number of viewers differs from the store's row."""
        self._counted_at = -math.inf
        """When the numbers were last shared, in seconds of the monotonic clock."""
        self._was_alone = True

    def of(self, db: Connection, activity_id: int) -> RoomState:
        """Return the state of an activity. Only another server's state costs a query."""
        if self.owners.owns(activity_id) and activity_id in self._states:
            return self._states[activity_id]
        row = None if self.owners.alone else db.execute(FIND, {"activity": activity_id}).first()
        if row is None:
            return UNKNOWN
        return RoomState(
            counted=row.viewers,
            stage=frozenset(json.loads(row.stage)),
            publishing=row.publishing,
            sharing=frozenset(json.loads(row.sharing)),
            counted_by_hls=row.by_hls,
        )

    def owned(self) -> dict[int, frozenset[str]]:
        """Return the ids of the viewers' passes, by activity, of all activities that this server owns and has read."""
        return {activity: state.all_watching for activity, state in self._states.items() if self.owners.owns(activity)}

    def own_states(self) -> list[RoomState]:
        """Return the states of all activities that this server owns and has read."""
        return [state for activity, state in self._states.items() if self.owners.owns(activity)]

    def note(self, activity_id: int, state: RoomState) -> RoomState:
        """Keep the state. Return the one before."""
        before = self._states.pop(activity_id, None)
        self._states[activity_id] = state
        if not self.owners.alone:
            self._mark(activity_id, before, state)
        if len(self._states) > MOST:
            del self._states[next(iter(self._states))]
        return before or UNKNOWN

    def _mark(self, activity_id: int, before: RoomState | None, state: RoomState | None) -> None:
        """Note what the store does not have, when it has the state `before`."""
        if before is None or state is None or before.people != state.people:
            self._unshared.add(activity_id)
        elif (before.viewers, before.direct) != (state.viewers, state.direct):
            self._uncounted.add(activity_id)

    def forget(self, activity_id: int) -> None:
        """Forget a deleted activity."""
        if self._states.pop(activity_id, None) is not None and not self.owners.alone:
            self._unshared.add(activity_id)

    def unshared(self, now: float) -> dict[int, RoomState | None]:
        """Return the states that the store does not have yet. None: the activity was deleted.

        A change of the number of viewers alone waits, so that the numbers are shared once in COUNT_SECONDS. `now` is in
        seconds of the monotonic clock.

        A server that is alone shares nothing. It shares all as soon as another one is there.
        """
        if self.owners.alone:
            self._was_alone = True
            return {}
        if self._was_alone:
            self._was_alone = False
            self._unshared |= self._states.keys()
        if self._uncounted and now - self._counted_at >= COUNT_SECONDS:
            self._counted_at = now
            self._unshared |= self._uncounted
            self._uncounted.clear()
        return {activity: self._states.get(activity) for activity in self._unshared if self.owners.owns(activity)}

    def shared(self, states: Mapping[int, RoomState | None]) -> None:
        """Note that the store has these states."""
        self._unshared -= states.keys()
        for activity, state in states.items():
            if (present := self._states.get(activity)) != state:  # it changed during the write
                self._mark(activity, state, present)
        for marked in (self._unshared, self._uncounted):
            marked.difference_update([each for each in marked if not self.owners.owns(each)])


def share(db: Connection, states: Mapping[int, RoomState | None]) -> None:
    """Write states for the other servers."""
    db.execute(delete(observed).where(observed.c.activity.in_(states.keys())))
    rows = [
        {
            "activity": activity,
            "viewers": state.viewers,
            "stage": json.dumps(sorted(state.stage)),
            "publishing": state.publishing,
            "sharing": json.dumps(sorted(state.sharing)),
            "by_hls": state.viewers - state.direct,
        }
        for activity, state in states.items()
        if state
    ]
    if rows:
        db.execute(insert(observed), rows)


def forget(db: Connection) -> None:
    """Delete all states, for a server that is alone."""
    db.execute(delete(observed))


def with_people(db: Connection) -> set[int]:
    """Return the activities in whose rooms a server saw people."""
    return set(db.scalars(WITH_PEOPLE))
