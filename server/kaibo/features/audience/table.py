"""Viewers, with every query about them."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
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

from kaibo.access.number import number
from kaibo.activity.listing import mine
from kaibo.activity.table import activity
from kaibo.call import Owner
from kaibo.store import METADATA, upserts

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
"""The most deleted activities whose viewers one transaction deletes."""


class Viewer(NamedTuple):
    """One browser that watched one activity. Times are unix ms."""

    activity: int
    id: str
    """The viewer's id in the browser's pass."""
    number: int
    """The viewer's id on the wire."""
    first_at: int
    """When the server first saw the viewer."""
    last_at: int
    """When the server last saw the viewer come or go."""
    online: bool
    address: str
    """"" if it is unknown."""


class Change(NamedTuple):
    """A viewer came or went."""

    activity: int
    id: str
    online: bool
    """True: the viewer came."""
    address: str = ""
    """"" if it is unknown."""


def _came(insert: Any) -> Any:
    new = insert.excluded
    address = case((new.address != "", new.address), else_=viewer.c.address)
    again = {"online": new.online, "last_at": new.last_at, "address": address}
    return insert.on_conflict_do_update(index_elements=[viewer.c.activity, viewer.c.id], set_=again)


CAME = upserts(viewer, _came)
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
    """Write the viewers who came and went at `now` (unix ms). The same changes may be written twice."""
    came = [
        Viewer(change.activity, change.id, number(change.id), now, now, True, change.address)._asdict()
        for change in changes
        if change.online
    ]
    gone = [{"of": change.activity, "who": change.id, "now": now} for change in changes if not change.online]
    if came:
        db.execute(CAME[db.dialect.name], came)
    if gone:
        db.execute(GONE, gone)


def watching(db: Connection, activities: Collection[int]) -> dict[int, set[str]]:
    """Return the ids of the viewers who watch now, by activity. Each of the activities has an entry."""
    found: dict[int, set[str]] = {each: set() for each in activities}
    query = select(viewer.c.activity, viewer.c.id).where(viewer.c.activity.in_(activities), WATCHING)
    for activity_id, viewer_id in db.execute(query):
        found[activity_id].add(viewer_id)
    return found


def note_address(db: Connection, activity_id: int, viewer_id: str, address: str) -> bool:
    """Write the address of a viewer who watches. Return whether they do."""
    mine = (viewer.c.activity == activity_id) & (viewer.c.id == viewer_id) & WATCHING
    return db.execute(update(viewer).where(mine).values(address=address)).rowcount > 0


def forget_presence(db: Connection) -> None:
    """Mark all viewers as offline, for the server's start."""
    db.execute(update(viewer).where(WATCHING).values(online=False))


def online(db: Connection, activity_id: int) -> int:
    """Count the viewers who watch now."""
    return db.scalar(ONLINE, {"activity": activity_id}) or 0


def online_of_account(db: Connection, owner: Owner, within: Sequence[ColumnElement[bool]]) -> int:
    """Count the viewers who watch now, of all shows of an owner that fit the conditions `within`."""
    query = select(func.count()).select_from(viewer.join(activity, activity.c.id == viewer.c.activity))
    return db.scalar(query.where(WATCHING, mine(owner), *within)) or 0


def total(db: Connection, activity_id: int) -> int:
    """Count the viewers who watch or watched, as far back as the store keeps them."""
    return db.scalar(TOTAL, {"activity": activity_id}) or 0


def listed(db: Connection, activity_id: int, offset: int, count: int) -> list[Viewer]:
    """List `count` viewers of an activity after the first `offset`, the newest first."""
    values = {"activity": activity_id, "offset": offset, "count": count}
    return [Viewer._make(row) for row in db.execute(LISTED, values)]


def of_deleted(db: Connection) -> list[int]:
    """Return deleted activities that still have viewers. Reads every viewer, so run it as a scan."""
    return list(db.scalars(OF_DELETED))


def forget(db: Connection, activities: Collection[int], before: int) -> None:
    """Delete the viewers of these activities, and all offline viewers last seen before `before` (unix ms)."""
    db.execute(delete(viewer).where(viewer.c.last_at < before, viewer.c.online == false()))
    if activities:
        db.execute(delete(viewer).where(viewer.c.activity.in_(activities)))
