"""The observed state of the media engine. The owner of an activity writes it, and views at every server read it."""

import json
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
)


class RoomState(NamedTuple):
    """The observed state of one activity's rooms."""

    watching: frozenset[str] = frozenset()
    """The ids of the passes of all viewers. Only the owner of the activity knows them."""
    stage: frozenset[str] = frozenset()
    """The identities on the stage."""
    publishing: bool = False
    """The publisher is in the program's room."""
    counted: int = 0
    """How many viewers the owner counted, when that is another server."""

    @property
    def viewers(self) -> int:
        """Count the viewers. A viewer with several open tabs counts once."""
        return len(self.watching) + self.counted


NOTHING = RoomState()
UNKNOWN = RoomState(publishing=True)
"""The state of an activity that no server has read since its start. A live show counts as published until then."""
MOST = 100_000
"""Activities whose state is kept. A further one drives out the one that was read longest ago."""
FIND = select(observed.c.viewers, observed.c.stage, observed.c.publishing).where(
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
        self._was_alone = True

    def of(self, db: Connection, activity_id: int) -> RoomState:
        """Return the state of an activity. Only another server's state costs a query."""
        if self.owners.owns(activity_id) and activity_id in self._states:
            return self._states[activity_id]
        row = None if self.owners.alone else db.execute(FIND, {"activity": activity_id}).first()
        if row is None:
            return UNKNOWN
        return RoomState(counted=row.viewers, stage=frozenset(json.loads(row.stage)), publishing=row.publishing)

    def owned(self) -> dict[int, frozenset[str]]:
        """Return the ids of the viewers' passes, by activity, of all activities that this server owns and has read."""
        return {activity: state.watching for activity, state in self._states.items() if self.owners.owns(activity)}

    def note(self, activity_id: int, state: RoomState) -> RoomState:
        """Keep the state. Return the one before."""
        before = self._states.pop(activity_id, UNKNOWN)
        self._states[activity_id] = state
        if before != state and not self.owners.alone:
            self._unshared.add(activity_id)
        if len(self._states) > MOST:
            del self._states[next(iter(self._states))]
        return before

    def forget(self, activity_id: int) -> None:
        """Forget a deleted activity."""
        if self._states.pop(activity_id, None) is not None and not self.owners.alone:
            self._unshared.add(activity_id)

    def unshared(self) -> dict[int, RoomState | None]:
        """Return the states that the store does not have yet. None: the activity was deleted.

        A server that is alone shares nothing. It shares all as soon as another one is there.
        """
        if self.owners.alone:
            self._was_alone = True
            return {}
        if self._was_alone:
            self._was_alone = False
            self._unshared |= self._states.keys()
        return {activity: self._states.get(activity) for activity in self._unshared if self.owners.owns(activity)}

    def shared(self, states: Mapping[int, RoomState | None]) -> None:
        """Note that the store has these states."""
        unchanged = {activity for activity, state in states.items() if self._states.get(activity) == state}
        self._unshared = {each for each in self._unshared - unchanged if self.owners.owns(each)}


def share(db: Connection, states: Mapping[int, RoomState | None]) -> None:
    """Write states for the other servers."""
    db.execute(delete(observed).where(observed.c.activity.in_(states.keys())))
    rows = [
        {
            "activity": activity,
            "viewers": state.viewers,
            "stage": json.dumps(sorted(state.stage)),
            "publishing": state.publishing,
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
