"""Launch links that were opened, and launches: every query about them stands here."""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from kaibo.launch.token import LaunchToken
from kaibo.store import METADATA

KEPT_MS = 24 * 3600 * 1000

launch_link = Table(
    "launch_link",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False, index=True),
    Column("role", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("first_opened_at", BigInteger, nullable=False),
)

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
)


class Launch(NamedTuple):
    """One opening of a link. Times in unix ms; `redeemed_by` is app, browser or "" while the ticket is unused."""

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
    session: str | None


BY_TICKET = select(launch).where(launch.c.ticket_hash == bindparam("hash"))
BY_LISTENER = select(launch).where(launch.c.listen_hash == bindparam("hash"))
FORGET = delete(launch).where(launch.c.link == bindparam("old_link"), launch.c.expires_at < bindparam("before"))
LINK = select(launch_link.c.id).where(launch_link.c.id == bindparam("id"))
LINK_OF = select(launch_link).where(launch_link.c.id == bindparam("id"))


def note_link(db: Connection, link: str, token: LaunchToken, now: int) -> None:
    """The row of a link appears when it is first opened."""
    if db.execute(LINK, {"id": link}).first() is None:
        db.execute(
            insert(launch_link).values(
                id=link,
                activity=token.activity,
                role=token.role,
                name=token.name,
                epoch=token.epoch,
                expires_at=token.expires * 1000,
                first_opened_at=now,
            )
        )


def link(db: Connection, link_id: str) -> LaunchToken:
    """What the token of an opened link said."""
    row = db.execute(LINK_OF, {"id": link_id}).one()
    return LaunchToken(row.activity, row.role, row.name, row.expires_at // 1000, row.epoch)


def create(
    db: Connection,
    launch_id: str,
    link: str,
    activity: int,
    ticket: str,
    listen: str,
    now: int,
    expires_at: int,
) -> None:
    """`ticket` and `listen` are hashes. The link's launches of days ago are forgotten: nobody can ask for them."""
    db.execute(FORGET, {"old_link": link, "before": now - KEPT_MS})
    made = Launch(launch_id, link, activity, ticket, listen, now, expires_at, "", None, "", None)
    db.execute(insert(launch).values(**made._asdict()))


def by_ticket(db: Connection, ticket_hash: str) -> Launch | None:
    row = db.execute(BY_TICKET, {"hash": ticket_hash}).first()
    return None if row is None else Launch._make(row)


def by_listener(db: Connection, listen_hash: str) -> Launch | None:
    row = db.execute(BY_LISTENER, {"hash": listen_hash}).first()
    return None if row is None else Launch._make(row)


def redeem(db: Connection, launch_id: str, nonce_hash: str, by: str, session: str, now: int) -> None:
    """The ticket is used."""
    db.execute(
        update(launch)
        .where(launch.c.id == launch_id)
        .values(nonce_hash=nonce_hash, redeemed_at=now, redeemed_by=by, session=session)
    )
