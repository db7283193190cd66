"""The audit log: every query about it stands here. Rows are written and, when they are old, deleted; never changed."""

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
    insert,
    select,
)

from kaibo.call import Event
from kaibo.store import METADATA, Prepared

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
    Index("ix_audit_activity", "activity", "id"),
)
"""One index and no more: each costs a page of the write-ahead log for nearly every row, and rows come by the
thousand. What is asked of a whole account is found by reading back from the newest row."""
FIELDS = [audit.c[name] for name in Event._fields]
MANY = 100
"""Rows in one statement: at each statement SQLite lets other threads go on, and waits until it may go on itself."""


def _insert(rows: int) -> Prepared:
    return Prepared(
        insert(audit).values([{name: bindparam(f"{name}_{row}") for name in Event._fields} for row in range(rows)])
    )


INSERT = {1: _insert(1), MANY: _insert(MANY)}
OLDEST = select(audit.c.id).order_by(audit.c.id).limit(bindparam("most")).scalar_subquery()
FORGET = delete(audit).where(audit.c.id.in_(OLDEST), audit.c.at < bindparam("before"))


class Row(NamedTuple):
    id: int
    event: Event


def write(db: Connection, events: Sequence[Event]) -> None:
    """They are in the log from now on."""
    whole = len(events) // MANY * MANY
    for start in range(0, whole, MANY):
        _write(db, events[start : start + MANY])
    for event in events[whole:]:
        _write(db, [event])


def _write(db: Connection, events: Sequence[Event]) -> None:
    values = {f"{name}_{row}": value for row, event in enumerate(events) for name, value in event._asdict().items()}
    INSERT[len(events)].run(db, values)


def listed(
    db: Connection,
    account: str,
    activity_id: int | None,
    *,
    within: Sequence[ColumnElement[bool]] = (),
    kinds: Collection[str],
    link: str,
    session: str,
    since: int,
    until: int,
    before: int,
    limit: int,
) -> list[Row]:
    """Those of an account, or of one of its activities, the newest first. Times in unix ms, 0 for no bound; `before`
    is the id after which to go on, 0 for the start; empty filters let everything through. `within`: conditions more."""
    wanted = [audit.c.account == account, *within]
    if activity_id is not None:
        wanted.append(audit.c.activity == activity_id)
    if kinds:
        wanted.append(audit.c.kind.in_(kinds))
    wanted += [column == value for column, value in ((audit.c.link, link), (audit.c.session, session)) if value]
    if since:
        wanted.append(audit.c.at >= since)
    if until:
        wanted.append(audit.c.at < until)
    if before:
        wanted.append(audit.c.id < before)
    query = select(audit.c.id, *FIELDS).where(and_(*wanted)).order_by(audit.c.id.desc())
    return [Row(row[0], Event(*row[1:])) for row in db.execute(query.limit(limit))]


def forget(db: Connection, before: int, most: int) -> int:
    """Delete of the `most` oldest rows those from before a moment (unix ms); how many they were."""
    return db.execute(FORGET, {"before": before, "most": most}).rowcount
