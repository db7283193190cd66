"""Link requests: a person with an expired or used link asks the host for a new one."""

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
"""The most link requests that may wait in one activity, and for one link."""
WAITS_MS = 3600 * 1000
"""How long a link request waits for the host's answer."""
DECLINED_MS = 10 * 60 * 1000
"""A declined request occupies its slot this long, so nobody can ask endlessly."""

link_request = Table(
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


class LinkRequest(NamedTuple):
    """One link request. Times are unix ms. It waits for an hour at most."""

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
    """When the host answered; None while the request waits."""
    granted: str = ""
    """The new link's id. "" while the request waits, and after the host declined it."""

    def waits(self, now: int) -> bool:
        """Tell whether the request waits for the host's answer at `now` (unix ms)."""
        return self.settled_at is None and now < self.asked_at + WAITS_MS


WAITING = and_(
    link_request.c.activity == bindparam("activity"),
    link_request.c.asked_at > bindparam("since"),
    link_request.c.settled_at.is_(None),
)
LISTED = select(link_request).where(WAITING).order_by(link_request.c.asked_at, link_request.c.id)
LATELY = (
    select(func.count())
    .select_from(link_request)
    .where(
        link_request.c.activity == bindparam("activity"),  # this and the time let the database use the index
        link_request.c.asked_at > bindparam("since") - DECLINED_MS,
        link_request.c.link == bindparam("link"),
        or_(
            and_(link_request.c.settled_at.is_(None), link_request.c.asked_at > bindparam("since")),
            and_(link_request.c.granted == "", link_request.c.settled_at > bindparam("declined")),
        ),
    )
)
BY_ID = select(link_request).where(link_request.c.id == bindparam("id"))
BY_LISTENER = select(link_request).where(link_request.c.listen_hash == bindparam("hash"))


def _row(row: Iterable[Any]) -> LinkRequest:
    stored = LinkRequest._make(row)
    return stored._replace(**known(stored.browser, stored.system)._asdict())


def create(db: Connection, created: LinkRequest) -> None:
    """Store a new link request."""
    db.execute(insert(link_request).values(**created._asdict()))


def waiting(db: Connection, activity_id: int, now: int) -> list[LinkRequest]:
    """List the link requests that wait for the host's answer, the earliest first."""
    return [_row(row) for row in db.execute(LISTED, {"activity": activity_id, "since": now - WAITS_MS})]


def lately(db: Connection, activity_id: int, link_id: str, now: int) -> int:
    """Count the requests of this link that wait, or that the host declined within `DECLINED_MS`."""
    of = {"activity": activity_id, "link": link_id}
    since = {"since": now - WAITS_MS, "declined": now - DECLINED_MS}
    return int(db.execute(LATELY, of | since).scalar_one())


def find(db: Connection, request_id: str) -> LinkRequest | None:
    """Find a link request."""
    row = db.execute(BY_ID, {"id": request_id}).first()
    return None if row is None else _row(row)


def by_listener(db: Connection, listen_hash: str) -> LinkRequest | None:
    """Find the link request whose page listens with the listen key behind this hash."""
    row = db.execute(BY_LISTENER, {"hash": listen_hash}).first()
    return None if row is None else _row(row)


def settle(db: Connection, request_id: str, granted: str, now: int) -> None:
    """Note the host's answer. `granted` is the new link's id, "" for a declined request. `now` is unix ms."""
    settled = update(link_request).where(link_request.c.id == request_id)
    db.execute(settled.values(settled_at=now, granted=granted))
