"""Who stands before a link that opens nothing any more and asks the host for a new one."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from kaibo.gateway.device import known
from kaibo.store import METADATA

MOST, MOST_OF_LINK = 20, 3
"""How many may wait for the host of an activity, and with one link."""
WAITS_MS = 3600 * 1000
DECLINED_MS = 10 * 60 * 1000
"""For so long a no counts as if its asker waited still, or whoever was refused could ask without end."""

ask = Table(
    "ask",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False),
    Column("link", String(32), nullable=False),
    Column("role", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("browser", String(64), nullable=False),
    Column("system", String(64), nullable=False),
    Column("listen_hash", String(64), nullable=False, unique=True),
    Column("asked_at", BigInteger, nullable=False),
    Column("settled_at", BigInteger),
    Column("granted", String(32), nullable=False),
    Index("ix_ask_activity", "activity", "asked_at"),
)


class Ask(NamedTuple):
    """Somebody who asks. Times in unix ms; `granted` is the id of the new link, "" while there is none: one that is
    settled without was declined. Nobody waits longer than an hour."""

    id: str
    activity: int
    link: str
    role: int
    name: str
    browser: str
    system: str
    listen_hash: str
    asked_at: int
    settled_at: int | None = None
    granted: str = ""

    def waits(self, now: int) -> bool:
        return self.settled_at is None and now < self.asked_at + WAITS_MS


WAITING = and_(ask.c.activity == bindparam("activity"), ask.c.asked_at > bindparam("since"), ask.c.settled_at.is_(None))
LISTED = select(ask).where(WAITING).order_by(ask.c.asked_at, ask.c.id)
LATELY = (
    select(func.count())
    .select_from(ask)
    .where(
        ask.c.activity == bindparam("activity"),  # an index has it
        ask.c.asked_at > bindparam("since") - DECLINED_MS,
        ask.c.link == bindparam("link"),
        or_(
            and_(ask.c.settled_at.is_(None), ask.c.asked_at > bindparam("since")),
            and_(ask.c.granted == "", ask.c.settled_at > bindparam("declined")),
        ),
    )
)
BY_ID = select(ask).where(ask.c.id == bindparam("id"))
BY_LISTENER = select(ask).where(ask.c.listen_hash == bindparam("hash"))


def _row(row: Iterable[Any]) -> Ask:
    made = Ask._make(row)
    return made._replace(**known(made.browser, made.system)._asdict())


def create(db: Connection, made: Ask) -> None:
    """Somebody asks from now on."""
    db.execute(insert(ask).values(**made._asdict()))


def waiting(db: Connection, activity_id: int, now: int) -> list[Ask]:
    """Those who wait for the host's answer, the first one first."""
    return [_row(row) for row in db.execute(LISTED, {"activity": activity_id, "since": now - WAITS_MS})]


def lately(db: Connection, activity_id: int, link_id: str, now: int) -> int:
    """How many with this link wait, or were declined a moment ago."""
    of = {"activity": activity_id, "link": link_id}
    since = {"since": now - WAITS_MS, "declined": now - DECLINED_MS}
    return int(db.execute(LATELY, of | since).scalar_one())


def find(db: Connection, ask_id: str) -> Ask | None:
    row = db.execute(BY_ID, {"id": ask_id}).first()
    return None if row is None else _row(row)


def by_listener(db: Connection, listen_hash: str) -> Ask | None:
    """The one whose page listens with this key."""
    row = db.execute(BY_LISTENER, {"hash": listen_hash}).first()
    return None if row is None else _row(row)


def settle(db: Connection, ask_id: str, granted: str, now: int) -> None:
    """The host has answered; `granted` is the new link's id, "" for no."""
    db.execute(update(ask).where(ask.c.id == ask_id).values(settled_at=now, granted=granted))
