"""The tables of files, and every query about them. A row is one file of one show. Its bytes are on the disk.

A row is there before the bytes are, and goes before them. Bytes that have lost a row are noted in `file_gone`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from kaibo.errors import TooMany
from kaibo.files.errors import FilesFull
from kaibo.store import METADATA

MOST = 500
"""Files of one show."""
STALLED_MS = 120_000
"""An upload without a part for so long has stalled. `changed_at` of one that goes on is a minute old at most."""
GB = 1_000_000_000

show_file = Table(
    "show_file",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("sha256", String(64), primary_key=True, index=True),
    Column("account", String(64), nullable=False, index=True),
    Column("name", String(255), nullable=False),
    Column("type", String(32), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("ready_at", BigInteger, nullable=False, server_default="0"),
)
UNFINISHED = show_file.c.ready_at == 0
Index("ix_show_file_unfinished", show_file.c.changed_at, sqlite_where=UNFINISHED, postgresql_where=UNFINISHED)

file_gone = Table(
    "file_gone",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("activity", BigInteger, primary_key=True, autoincrement=False),
)
CONTENT = 0
"""Stands in `file_gone.activity` for the bytes that all shows with this file share."""


class ShowFile(NamedTuple):
    """One file of one show. Times are in unix ms."""

    activity: int
    sha256: str
    """Of the content, in hex."""
    account: str
    name: str
    type: str
    size: int
    """Bytes."""
    created_at: int
    changed_at: int
    """When a part last came, up to a minute."""
    ready_at: int
    """When all parts were there; 0 while some are missing."""


class Gone(NamedTuple):
    """Bytes that may be deleted, unless a row needs them meanwhile."""

    sha256: str
    activity: int
    """The show whose parts these are. CONTENT: the whole file."""


def _which(activity_id: int, sha256: str) -> ColumnElement[bool]:
    return and_(show_file.c.activity == activity_id, show_file.c.sha256 == sha256)


def find(db: Connection, activity_id: int, sha256: str) -> ShowFile | None:
    """Find a file of a show, also one whose parts are not all there."""
    row = db.execute(select(show_file).where(_which(activity_id, sha256))).first()
    return None if row is None else ShowFile._make(row)


def listed(db: Connection, activity_id: int) -> list[ShowFile]:
    """List the files of a show, the oldest first."""
    query = select(show_file).where(show_file.c.activity == activity_id)
    return [ShowFile._make(row) for row in db.execute(query.order_by(show_file.c.created_at, show_file.c.sha256))]


REVISION = select(
    func.count(),
    func.count().filter(show_file.c.ready_at > 0),
    func.count().filter(UNFINISHED, show_file.c.changed_at < bindparam("stalled")),
    func.coalesce(func.max(show_file.c.created_at), 0),
    func.coalesce(func.max(show_file.c.ready_at), 0),
).where(show_file.c.activity == bindparam("activity"))


def revision(db: Connection, activity_id: int, now: int) -> str:
    """Name the present set of a show's files.

    It is another one after each file that came, came whole, stalled or went.
    """
    return ".".join(map(str, db.execute(REVISION, {"activity": activity_id, "stalled": now - STALLED_MS}).one()))


def is_stalled(file: ShowFile, now: int) -> bool:
    """Tell whether the parts of a file stopped coming."""
    return not file.ready_at and file.changed_at < now - STALLED_MS


def announce(db: Connection, file: ShowFile, quota: int) -> None:
    """Store a file whose parts will come. It takes the place of an unfinished one with the same hash.

    Raises TooMany, and FilesFull when the account's files would have more than `quota` bytes.
    """
    db.execute(delete(show_file).where(_which(file.activity, file.sha256), UNFINISHED))
    _check_number(db, file.activity, 1)
    if used(db, file.account) + file.size > quota:
        raise FilesFull(f"{quota / GB:g}")
    db.execute(insert(show_file).values(**file._asdict()))


def used(db: Connection, account: str) -> int:
    """Count the bytes of an account's files. Shows that share a file count it once, because the disk has it once."""
    files = select(show_file.c.sha256, func.max(show_file.c.size).label("size")).where(show_file.c.account == account)
    each = files.group_by(show_file.c.sha256).subquery()
    return int(db.scalar(select(func.coalesce(func.sum(each.c.size), 0))) or 0)


def change(db: Connection, file: ShowFile, **values: object) -> None:
    """Set columns of one file."""
    db.execute(update(show_file).where(_which(file.activity, file.sha256)).values(**values))


def remove(db: Connection, activity_id: int, sha256: str) -> bool:
    """Remove a file from a show. Return whether it was there. Other shows with the same file keep it."""
    return _remove(db, _which(activity_id, sha256))


def remove_all(db: Connection, activity_id: int) -> None:
    """Remove all files from a show."""
    _remove(db, show_file.c.activity == activity_id)


def _remove(db: Connection, where: ColumnElement[bool]) -> bool:
    rows = db.execute(select(show_file.c.sha256, show_file.c.activity).where(where)).all()
    if rows:
        db.execute(delete(show_file).where(where))
        note_gone(db, [Gone(row.sha256, activity) for row in rows for activity in (row.activity, CONTENT)])
    return bool(rows)


def copy(db: Connection, source: int, target: int, account: str, now: int) -> None:
    """Give all files of the activity `source` to the activity `target`. Only rows are written: both share the bytes.

    Files whose parts are not all there stay behind. Both activities must belong to `account`, and no file of another
    account is copied. `now` is in unix ms. Raises TooMany.
    """
    there = {file.sha256: file for file in listed(db, target)}
    ready = [file for file in listed(db, source) if file.ready_at and file.account == account]
    new = [file for file in ready if file.sha256 not in there]
    _check_number(db, target, len(new))
    if new:
        fresh = {"activity": target, "created_at": now, "changed_at": now, "ready_at": now}
        db.execute(insert(show_file), [{**file._asdict(), **fresh} for file in new])
    for file in ready:
        half = there.get(file.sha256)
        if half and not half.ready_at:
            change(db, half, ready_at=now)
            note_gone(db, [Gone(file.sha256, target)])


def unfinished(db: Connection, before: int, limit: int) -> list[ShowFile]:
    """List files of which no part came since `before` (unix ms), and of which some are missing."""
    query = select(show_file).where(UNFINISHED, show_file.c.changed_at < before).limit(limit)
    return [ShowFile._make(row) for row in db.execute(query)]


def note_gone(db: Connection, gone: Iterable[Gone]) -> None:
    """Note bytes that lost a row, for the periodic work that deletes them."""
    wanted = set(gone)
    noted = select(file_gone).where(file_gone.c.sha256.in_({each.sha256 for each in wanted}))
    if new := wanted.difference(Gone._make(row) for row in db.execute(noted)):
        db.execute(insert(file_gone), [each._asdict() for each in sorted(new)])


def gone(db: Connection, limit: int) -> list[Gone]:
    """List bytes to delete."""
    return [Gone._make(row) for row in db.execute(select(file_gone).limit(limit))]


def forget_gone(db: Connection, each: Gone) -> None:
    """Drop the note about bytes: they are deleted, or needed."""
    db.execute(delete(file_gone).where(file_gone.c.sha256 == each.sha256, file_gone.c.activity == each.activity))


def is_needed(db: Connection, each: Gone) -> bool:
    """Tell whether a row needs these bytes: any row of the content, or an unfinished row of the parts."""
    rows = show_file.c.sha256 == each.sha256
    if each.activity != CONTENT:
        rows = and_(rows, show_file.c.activity == each.activity, UNFINISHED)
    return bool(db.scalar(select(exists().where(rows))))


def any_there(db: Connection) -> bool:
    """Tell whether the store knows a file at all."""
    return bool(db.scalar(select(exists().where(show_file.c.sha256 != ""))))


def _check_number(db: Connection, activity_id: int, more: int) -> None:
    number = db.scalar(select(func.count()).select_from(show_file).where(show_file.c.activity == activity_id)) or 0
    if more and number + more > MOST:
        raise TooMany(MOST, "files of this show")
