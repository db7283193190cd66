"""The table of replays: which recordings a show offers its viewers. A show may offer another show's recording.

A recording that no replay needs any more loses its bytes.
"""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    delete,
    exists,
    insert,
    select,
    update,
)

from kaibo.activity import table as activities
from kaibo.activity.show_settings import show_settings
from kaibo.activity.status import ENDED, Status
from kaibo.activity.table import activity
from kaibo.features.recording.table import COLUMNS, IS_LIVE, Recording, State, made, recording
from kaibo.store import METADATA

KEEP_DAYS = "KeepDays"
"""The setting that lets replays go."""
UPLOADED, MADE = 1, 2
"""The vendor's SourceType: added by a call, or made of the airing."""

replay = Table(
    "replay",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False, index=True),
    Column("recording", String(32), ForeignKey("recording.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("source", Integer, nullable=False),
    Column("online", Boolean, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
ONLINE = replay.c.online.is_(True)


class Replay(NamedTuple):
    """A recording as one show offers it."""

    id: int
    """The wire's MediaId."""
    activity: int
    name: str
    source: int
    online: bool
    """Viewers may watch it."""
    created_at: int
    """Unix ms."""
    recording: Recording


OWN = [replay.c[name] for name in Replay._fields if name != "recording"]
JOINED = select(*OWN, *COLUMNS).join(recording, recording.c.id == replay.c.recording)
NEWEST = recording.c.start_time.desc(), replay.c.id.desc()


def _all(db: Connection, *where: ColumnElement[bool], limit: int | None = None) -> list[Replay]:
    query = JOINED.where(*where).order_by(*NEWEST).limit(limit)
    return [Replay._make((*row[: len(OWN)], made(row[len(OWN) :]))) for row in db.execute(query)]


def of_show(db: Connection, activity_id: int, *where: ColumnElement[bool]) -> list[Replay]:
    """List the replays of a show, the newest first."""
    return _all(db, replay.c.activity == activity_id, *where)


def find(db: Connection, activity_id: int, replay_id: int) -> Replay | None:
    """Find a replay of a show."""
    found = _all(db, replay.c.activity == activity_id, replay.c.id == replay_id)
    return found[0] if found else None


def by_id(db: Connection, replay_id: int) -> Replay | None:
    """Find a replay of a show that is not deleted."""
    there = exists().where(activity.c.id == replay.c.activity, activity.c.deleted_at.is_(None))
    found = _all(db, replay.c.id == replay_id, there)
    return found[0] if found else None


def shown(db: Connection, activity_id: int) -> Replay | None:
    """Find the replay that viewers watch: the newest one that is online."""
    found = _all(db, replay.c.activity == activity_id, ONLINE, limit=1)
    return found[0] if found else None


def add(db: Connection, activity_id: int, of: str, name: str, source: int, online: bool, now: int) -> int:
    """Let a show offer a recording. Return the replay's id: the moment in unix microseconds, or the next free one."""
    free = now * 1000
    while db.scalar(select(replay.c.id).where(replay.c.id == free)):
        free += 1
    values = {"name": name, "source": source, "online": online, "created_at": now}
    db.execute(insert(replay).values(id=free, activity=activity_id, recording=of, **values))
    return free


def put_online(db: Connection, one: Replay, online: bool, *, force: bool = False) -> None:
    """Put a replay online, or take it offline, and let the show's status follow.

    With `force`, a show in preview becomes a replay too when this one goes online.
    """
    db.execute(update(replay).where(replay.c.id == one.id).values(online=online))
    follow(db, one.activity, force=force and online)


def follow(db: Connection, activity_id: int, *, force: bool = False) -> None:
    """Set the status of a show that is over: REPLAY while a replay is online, else OVER (docs/wire.md).

    A show in preview stays there unless `force` is set and a replay is online. A show on air always stays.
    """
    show = activities.find(db, activity_id)
    if show is None or show.deleted_at is not None:
        return
    online = shown(db, activity_id) is not None
    if show.status in ENDED or (force and online and show.status == Status.PREVIEW):
        status = Status.REPLAY if online else Status.OVER
        if status != show.status:
            activities.change(db, activity_id, status=int(status))


def left_over(db: Connection) -> list[int]:
    """List the shows that have the status OVER though a replay is online.

    An airing without a recording leaves them so. A show whose last recording is not ready may stay OVER.
    """
    writing = exists().where(recording.c.activity == activity.c.id, IS_LIVE)
    over = (activity.c.status == int(Status.OVER)) & activity.c.deleted_at.is_(None)
    online = exists().where(replay.c.activity == activity.c.id, ONLINE)
    return list(db.scalars(select(activity.c.id).where(over, online, ~writing)))


def of_recording(db: Connection, account: str, recording_id: str) -> list[Replay]:
    """List the replays of a recording of this account."""
    return _all(db, recording.c.account == account, recording.c.id == recording_id)


def remove(db: Connection, one: Replay) -> None:
    """Remove a replay from its show. Its recording loses its bytes when no other replay needs it."""
    db.execute(delete(replay).where(replay.c.id == one.id))
    follow(db, one.activity)


def remove_deleted(db: Connection) -> None:
    """Remove the replays of deleted shows."""
    gone = exists().where(activity.c.id == replay.c.activity, activity.c.deleted_at.is_not(None))
    db.execute(delete(replay).where(gone))


def mark_unneeded(db: Connection) -> None:
    """Mark the recordings that no replay needs as gone. Their bytes go next."""
    needed = exists().where(replay.c.recording == recording.c.id)
    ready = recording.c.state == State.READY.value
    db.execute(update(recording).where(ready, ~needed).values(state=State.GONE.value))


def ended_before(db: Connection, before: int) -> list[Replay]:
    """List the replays that ended before a moment (unix ms), of the shows that decide how long to keep them."""
    mine = show_settings.c.activity == replay.c.activity
    decided = exists().where(mine, show_settings.c.document.contains(KEEP_DAYS))
    return _all(db, recording.c.end_time > 0, recording.c.end_time < before, decided)
