"""The audit log, with every query about it. Rows are written, deleted when they are old, and never changed."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    or_,
    select,
)

from kaibo.account import table as access
from kaibo.call import Event
from kaibo.store import METADATA, ManyRows

audit = Table(
    "audit",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("account", String(64), nullable=False),
    Column("activity", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("link", String(32), nullable=False),
    Column("session", String(32), nullable=False),
    Column("role", Integer),
    Column("name", String(64), nullable=False),
    Column("device", String(130), nullable=False),
    Column("address", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("actor_name", String(64), nullable=False, server_default=""),
    Column("request", String(64), nullable=False, server_default=""),
    Index("ix_audit_activity", "activity", "id"),
)
"""The table has one index only. Each index costs a page of the write-ahead log for nearly every row.

Rows come by the thousand. A list of a whole account is read backwards from the newest row.
"""
FIELDS = [audit.c[name] for name in Event._fields]
ROWS = ManyRows(FIELDS)
OLDEST = select(audit.c.id).order_by(audit.c.id).limit(bindparam("most")).scalar_subquery()
FORGET = delete(audit).where(audit.c.id.in_(OLDEST), audit.c.at < bindparam("before"))


class Row(NamedTuple):
    """A stored event."""

    id: int
    event: Event


def write(db: Connection, events: Sequence[Event]) -> None:
    """Add events to the log."""
    ROWS.add(db, events)


def listed(
    db: Connection,
    account: str,
    activity_id: int | None,
    *,
    within: Sequence[ColumnElement[bool]] = (),
    kinds: Collection[str],
    link: str,
    session: str,
    who: str = "",
    since: int,
    until: int,
    before: int,
    limit: int,
) -> list[Row]:
    """List at most `limit` events of an account, or of one of its activities, the newest first.

    `since` and `until` are unix ms; 0 means no bound. `before` is the id that the list starts after, 0 for the start.
    `who` is an actor's id, or a part of the name of a key, an actor or the person concerned.
    Empty filters match every event. `within` adds conditions.
    """
    filters = [audit.c.account == account, *within]
    if activity_id is not None:
        filters.append(audit.c.activity == activity_id)
    if kinds:
        filters.append(audit.c.kind.in_(kinds))
    filters += [column == value for column, value in ((audit.c.link, link), (audit.c.session, session)) if value]
    if who:
        filters.append(_about(db, account, who))
    if since:
        filters.append(audit.c.at >= since)
    if until:
        filters.append(audit.c.at < until)
    if before:
        filters.append(audit.c.id < before)
    query = select(audit.c.id, *FIELDS).where(and_(*filters)).order_by(audit.c.id.desc())
    return [Row(row[0], Event(*row[1:])) for row in db.execute(query.limit(limit))]


def _about(db: Connection, account: str, who: str) -> ColumnElement[bool]:
    keys = [key.id for key in access.keys(db, account)[0] if who.casefold() in key.name.casefold()]
    named = [column.icontains(who, autoescape=True) for column in (audit.c.actor_name, audit.c.name)]
    return or_(audit.c.actor.in_([who, *keys]), *named)


def forget(db: Connection, before: int, most: int) -> int:
    """Delete at most `most` events older than `before` (unix ms), the oldest first. Return their number."""
    return db.execute(FORGET, {"before": before, "most": most}).rowcount
