"""The audit log: every query about it stands here. Rows are written and, when they are old, deleted; never changed."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
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
    tuple_,
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
    Index("ix_audit_activity", "activity", "at", "id"),
    Index("ix_audit_account", "account", "at", "id"),
)
FIELDS = [audit.c[name] for name in Event._fields]
ONE = Prepared(insert(audit).values({name: bindparam(name) for name in Event._fields}))
OLDEST = select(audit.c.id).order_by(audit.c.id).limit(bindparam("most")).scalar_subquery()
FORGET = delete(audit).where(audit.c.id.in_(OLDEST), audit.c.at < bindparam("before"))


class Row(NamedTuple):
    id: int
    event: Event


def write(db: Connection, events: Sequence[Event]) -> None:
    """They are in the log from now on."""
    if events:
        ONE.run_all(db, (event._asdict() for event in events))


def listed(
    db: Connection,
    account: str,
    activity_id: int | None,
    *,
    kinds: Collection[str],
    link: str,
    session: str,
    since: int,
    until: int,
    before: tuple[int, int] | None,
    limit: int,
) -> list[Row]:
    """Those of an account, or of one of its activities, the newest first. Times in unix ms, 0 for no bound; `before` is
    the (moment, id) after which to go on; empty filters let everything through."""
    wanted = [audit.c.account == account]
    if activity_id is not None:
        wanted.append(audit.c.activity == activity_id)
    if kinds:
        wanted.append(audit.c.kind.in_(kinds))
    wanted += [column == value for column, value in ((audit.c.link, link), (audit.c.session, session)) if value]
    if since:
        wanted.append(audit.c.at >= since)
    if until:
        wanted.append(audit.c.at < until)
    if before is not None:
        wanted.append(tuple_(audit.c.at, audit.c.id) < before)
    query = select(audit.c.id, *FIELDS).where(and_(*wanted)).order_by(audit.c.at.desc(), audit.c.id.desc())
    return [Row(row[0], Event(*row[1:])) for row in db.execute(query.limit(limit))]


def forget(db: Connection, before: int, most: int) -> int:
    """Delete of the `most` oldest rows those from before a moment (unix ms); how many they were."""
    return db.execute(FORGET, {"before": before, "most": most}).rowcount
