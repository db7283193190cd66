"""Stored launches, each one opening of a link, with every query about them."""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from kaibo.store import METADATA, Prepared

launch = Table(
    "launch",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("link", String(32), ForeignKey("launch_link.id"), nullable=False, index=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False),
    Column("ticket_hash", String(64), nullable=False, unique=True),
    Column("listen_hash", String(64), nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("nonce_hash", String(64), nullable=False),
    Column("redeemed_at", BigInteger),
    Column("redeemed_by", String(8), nullable=False),
    Column("session", String(32)),
    Column("continues", String(32), key="handed_off_from", nullable=False, server_default=""),
    Column("heard_at", BigInteger),
    Column("opener_hash", String(64), nullable=False, server_default=""),
)


class Launch(NamedTuple):
    """One opening of a link. Times are unix ms."""

    id: str
    link: str
    activity: int
    ticket_hash: str
    listen_hash: str
    created_at: int
    expires_at: int
    nonce_hash: str
    redeemed_at: int | None
    redeemed_by: str
    """`app` or `browser`; "" while the ticket is unused."""
    session: str | None
    handed_off_from: str = ""
    """The session that made the ticket for a handoff; "" for a ticket of a launch page."""
    heard_at: int | None = None
    """When the app last asked about the ticket."""
    opener_hash: str = ""
    """Names the computer of the launch page while the ticket is unused; "" for a ticket of a handoff."""


BY_TICKET = Prepared(select(launch).where(launch.c.ticket_hash == bindparam("hash")))
BY_LISTENER = Prepared(select(launch).where(launch.c.listen_hash == bindparam("hash")))
INSERT = Prepared(insert(launch))
REDEEM = Prepared(
    update(launch)
    .where(launch.c.id == bindparam("which"))
    .values(
        nonce_hash=bindparam("by_nonce"),
        redeemed_at=bindparam("at"),
        redeemed_by=bindparam("by"),
        session=bindparam("made_session"),
        opener_hash="",
    )
)
HEARD = Prepared(update(launch).where(launch.c.id == bindparam("which")).values(heard_at=bindparam("at")))


def create(
    db: Connection,
    launch_id: str,
    link: str,
    activity: int,
    ticket: str,
    listen: str,
    now: int,
    expires_at: int,
    handed_off_from: str = "",
    opener: str = "",
) -> None:
    """Store a launch. `ticket`, `listen` and `opener` are hashes; `now` and `expires_at` are unix ms."""
    created = Launch(
        launch_id, link, activity, ticket, listen, now, expires_at, "", None, "", None, handed_off_from, None, opener
    )
    INSERT.run(db, created._asdict())


def by_ticket(db: Connection, ticket_hash: str) -> Launch | None:
    """Find the launch of a ticket."""
    row = BY_TICKET.first(db, {"hash": ticket_hash})
    return None if row is None else Launch._make(row)


def by_listener(db: Connection, listen_hash: str) -> Launch | None:
    """Find the launch whose page listens with the listen key behind this hash."""
    row = BY_LISTENER.first(db, {"hash": listen_hash})
    return None if row is None else Launch._make(row)


def note_heard(db: Connection, launch_id: str, now: int) -> None:
    """Note that the app has asked about the ticket. `now` is unix ms."""
    HEARD.run(db, {"which": launch_id, "at": now})


def redeem(db: Connection, launch_id: str, nonce_hash: str, by: str, session: str, now: int) -> None:
    """Note that a ticket was redeemed. `by` is app or browser; `now` is unix ms."""
    REDEEM.run(db, {"which": launch_id, "by_nonce": nonce_hash, "by": by, "made_session": session, "at": now})
