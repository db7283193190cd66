"""The times that a show was on air."""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from kaibo.store import METADATA

airing = Table(
    "airing",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("order_number", Integer, primary_key=True),
    Column("start_time", BigInteger, nullable=False),
    Column("end_time", BigInteger),
    Column("most_viewers", Integer, nullable=False, server_default="0"),
)


class Airing(NamedTuple):
    """One time that the show was on air. Times are in unix ms."""

    order_number: int
    """From 1."""
    start_time: int
    end_time: int | None
    """None while the show is on air."""
    most_viewers: int = 0
    """The most viewers at once."""


AIRINGS = (
    select(airing.c.order_number, airing.c.start_time, airing.c.end_time, airing.c.most_viewers)
    .where(airing.c.activity == bindparam("id"))
    .order_by(airing.c.order_number)
)


def of(db: Connection, activity_id: int) -> list[Airing]:
    """Return each time that an activity was on air, the oldest first."""
    return [Airing._make(row) for row in db.execute(AIRINGS, {"id": activity_id})]


def begin(db: Connection, activity_id: int, now: int) -> None:
    """Note that an activity goes on air. `now` is in unix ms."""
    last = db.scalar(select(func.max(airing.c.order_number)).where(airing.c.activity == activity_id)) or 0
    db.execute(insert(airing).values(activity=activity_id, order_number=last + 1, start_time=now))


def end(db: Connection, activity_id: int, now: int) -> None:
    """Note that an activity goes off the air. `now` is in unix ms."""
    running = (airing.c.activity == activity_id) & airing.c.end_time.is_(None)
    db.execute(update(airing).where(running).values(end_time=now))
