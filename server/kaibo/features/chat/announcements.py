"""The lines that stood above the chat, each with its moment. The newest one stands there now (`talk/table.py`)."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, String, Table, Text, insert, select

from kaibo.call import Call
from kaibo.store import METADATA
from kaibo.talk import table as talks

MOST = 500
"""The most lines that a replay reads: the last ones of the show."""

announcement = Table(
    "announcement",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("author", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_announcement_author", "author"),
)


class Line(NamedTuple):
    """A line, from its moment until the moment of the next one."""

    id: int
    """The number that the conversation had when it was written."""
    at: int
    """Unix ms."""
    author: str
    """The session of its author."""
    text: str
    """"" where none stood there."""


def write(call: Call, activity_id: int, author: str, text: str) -> None:
    """Put a line above the chat. "" takes the line away."""
    talks.change(call.db, activity_id, announcement=text)
    line = Line(talks.of(call.db, activity_id).seq, call.now, author, text)
    call.db.execute(insert(announcement).values(activity=activity_id, **line._asdict()))
    call.mark_changed(activity_id)


def latest(db: Connection, activity_id: int, count: int = MOST) -> Sequence[Line]:
    """List the last lines of a show, the earliest first."""
    columns = [announcement.c[name] for name in Line._fields]
    query = select(*columns).where(announcement.c.activity == activity_id)
    rows = db.execute(query.order_by(announcement.c.id.desc()).limit(count)).all()
    return [Line._make(row) for row in reversed(rows)]
