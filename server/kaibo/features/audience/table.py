"""Viewers: every query about them stands here."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    bindparam,
    case,
    delete,
    false,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from kaibo.activity.table import activity
from kaibo.store import METADATA

viewer = Table(
    "viewer",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False, index=True),
    Column("online", Boolean, nullable=False),
    Column("address", String(45), nullable=False),
)
WATCHING = viewer.c.online == true()
Index("ix_viewer_online", viewer.c.activity, viewer.c.online, sqlite_where=WATCHING, postgresql_where=WATCHING)
Index("ix_viewer_listed", viewer.c.activity, viewer.c.first_at, viewer.c.id)

DELETED_AT_ONCE = 1000


class Viewer(NamedTuple):
    """One browser that watched one activity, by the id of its pass. Times in unix ms: `first_at` when it was first
    seen, `last_at` when it was last seen to come or to go. `address` is "" where it is not known."""

    activity: int
    id: str
    number: int
    first_at: int
    last_at: int
    online: bool
    address: str


class Change(NamedTuple):
    """A viewer came (`online`), from `address` if that is known, or is gone."""

    activity: int
    id: str
    online: bool
    address: str = ""


def number(name: str) -> int:
    """Whom the wire calls by an integer: the same one for the same id, 52 bits, so safe as a JavaScript number."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) >> 12


def _came(insert: Any) -> Any:
    new = insert.excluded
    address = case((new.address != "", new.address), else_=viewer.c.address)
    again = {"online": new.online, "last_at": new.last_at, "address": address}
    return insert.on_conflict_do_update(index_elements=[viewer.c.activity, viewer.c.id], set_=again)


CAME = {"sqlite": _came(sqlite.insert(viewer)), "postgresql": _came(postgresql.insert(viewer))}
GONE = (
    update(viewer)
    .where(viewer.c.activity == bindparam("of"), viewer.c.id == bindparam("who"))
    .values(online=False, last_at=bindparam("now"))
)
MINE = viewer.c.activity == bindparam("activity")
ONLINE = select(func.count()).select_from(viewer).where(MINE, WATCHING)
TOTAL = select(func.count()).select_from(viewer).where(MINE)
LISTED = (
    select(viewer)
    .where(MINE)
    .order_by(viewer.c.first_at.desc(), viewer.c.id.desc())
    .limit(bindparam("count"))
    .offset(bindparam("offset"))
)
OF_DELETED = (
    select(viewer.c.activity)
    .join(activity, activity.c.id == viewer.c.activity)
    .where(activity.c.deleted_at.is_not(None))
    .distinct()
    .limit(DELETED_AT_ONCE)
)


def write(db: Connection, changes: Sequence[Change], now: int) -> None:
    """Who came and who is gone, at `now` (unix ms). The same changes may be written again."""
    came = [
        Viewer(one.activity, one.id, number(one.id), now, now, True, one.address)._asdict()
        for one in changes
        if one.online
    ]
    gone = [{"of": one.activity, "who": one.id, "now": now} for one in changes if not one.online]
    if came:
        db.execute(CAME[db.dialect.name], came)
    if gone:
        db.execute(GONE, gone)


def forget_presence(db: Connection) -> None:
    """At start: nobody was seen yet."""
    db.execute(update(viewer).where(WATCHING).values(online=False))


def online(db: Connection, activity_id: int) -> int:
    """How many watch now."""
    return db.scalar(ONLINE, {"activity": activity_id}) or 0


def total(db: Connection, activity_id: int) -> int:
    """How many watch or watched, as far back as viewers are kept."""
    return db.scalar(TOTAL, {"activity": activity_id}) or 0


def listed(db: Connection, activity_id: int, offset: int, count: int) -> list[Viewer]:
    """Some of them, the newest first."""
    wish = {"activity": activity_id, "offset": offset, "count": count}
    return [Viewer._make(row) for row in db.execute(LISTED, wish)]


def of_deleted(db: Connection) -> list[int]:
    """Activities that were deleted and have viewers still. Reads every viewer: to be run as a scan."""
    return list(db.scalars(OF_DELETED))


def forget(db: Connection, activities: Collection[int], before: int) -> None:
    """Delete the viewers of these activities, and all who were last seen before `before` (unix ms)."""
    db.execute(delete(viewer).where(viewer.c.last_at < before, viewer.c.online == false()))
    if activities:
        db.execute(delete(viewer).where(viewer.c.activity.in_(activities)))
