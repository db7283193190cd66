"""Lines that people of the stage read: one for all guests, one for each guest, one for the host.

A line is plain text, and a new one takes the place of the one before. So each show keeps few of them.
"""

import unicodedata
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
)

from kaibo.errors import InvalidParameter
from kaibo.names import BREAKS, TURNS
from kaibo.session.table import LIVING, session
from kaibo.store import METADATA

MOST = 300
"""Characters of a line."""
TO_ALL, TO_HOST = "all", "host"
"""Readers. Any other one is a guest's session."""

stage_line = Table(
    "stage_line",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("reader", String(32), primary_key=True),
    Column("text", Text, nullable=False),
    Column("sent_at", BigInteger, nullable=False),
)
OF = select(stage_line.c.reader, stage_line.c.text, stage_line.c.sent_at).where(
    stage_line.c.activity == bindparam("of_activity")
)


class Line(NamedTuple):
    """A line. `sent_at` is unix ms."""

    text: str
    sent_at: int


def of(db: Connection, activity_id: int) -> dict[str, Line]:
    """Return the lines of a show, by reader."""
    return {row.reader: Line(row.text, row.sent_at) for row in db.execute(OF, {"of_activity": activity_id})}


def put(db: Connection, activity_id: int, reader: str, text: str, now: int) -> None:
    """Write a line for a reader; "" takes it away. `now` is unix ms."""
    there = (stage_line.c.activity == activity_id) & (stage_line.c.reader == reader)
    db.execute(delete(stage_line).where(there))
    if text:
        row = {"activity": activity_id, "reader": reader, "text": text, "sent_at": now}
        db.execute(insert(stage_line).values(**row))


def forget_gone(db: Connection, activity_id: int, now: int) -> None:
    """Delete the lines of guests whose sessions are over, so that a show keeps few. `now` is unix ms."""
    there = select(session.c.id).where(session.c.activity == activity_id, LIVING)
    gone = stage_line.c.reader.not_in([TO_ALL, TO_HOST]) & stage_line.c.reader.not_in(there)
    db.execute(delete(stage_line).where(stage_line.c.activity == activity_id, gone), {"now": now})


def checked(text: str) -> str:
    """Return a line as the store keeps it: one line that moves no other text. Raises InvalidParameter."""
    line = unicodedata.normalize("NFC", BREAKS.sub(" ", TURNS.sub("", text)).strip())
    if len(line) > MOST:
        raise InvalidParameter("Text", f"it has at most {MOST} characters")
    return line
