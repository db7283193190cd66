"""Stored launch links, and launches (each is one opening of a link), with every query about them."""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from kaibo.session.role import Role
from kaibo.store import METADATA, Prepared

KEPT_MS = 24 * 3600 * 1000
"""How long a launch is kept after its ticket expired."""
PERMANENT, TEMPORARY, CREATED, GRANTED = "permanent", "temporary", "created", "granted"

launch_link = Table(
    "launch_link",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False),
    Column("role", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("first_opened_at", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False, server_default=""),
    Column("created_at", BigInteger, nullable=False, server_default="0"),
    Column("created_by", String(64), nullable=False, server_default=""),
    Column("not_before", BigInteger, nullable=False, server_default="0"),
    Column("max_uses", Integer, nullable=False, server_default="0"),
    Column("external_user", String(128), nullable=False, server_default=""),
    Column("avatar_url", Text, nullable=False, server_default=""),
    Column("locale", String(8), nullable=False, server_default=""),
    Column("prefer", String(8), nullable=False, server_default=""),
    Column("return_url", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("client_token", String(64)),
    Column("asked_hash", String(64), nullable=False, server_default=""),
    Column("revoked_at", BigInteger),
    Column("forgotten", Integer, nullable=False, server_default="0"),
    Index("ix_launch_link_listed", "activity", "created_at", "id"),
    Index("ix_launch_link_client_token", "activity", "client_token", unique=True),
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
    Column("continues", String(32), key="handed_off_from", nullable=False, server_default=""),
    Column("heard_at", BigInteger),
    Column("opener_hash", String(64), nullable=False, server_default=""),
)


class LaunchLink(NamedTuple):
    """A right to enter one activity in one role, and its terms. Times are unix ms; 0 means none."""

    id: str
    activity: int
    role: int
    name: str
    epoch: int
    """The activity's link epoch of the role when the link was made."""
    expires_at: int
    first_opened_at: int = 0
    kind: str = CREATED
    """PERMANENT, TEMPORARY, CREATED or GRANTED.

    Permanent and temporary links have their terms in their tokens. Such a link gets
    a row when a person opens it, a call revokes it, or a session moves there.
    Created and granted links always have a row.
    """
    created_at: int = 0
    created_by: str = ""
    not_before: int = 0
    max_uses: int = 0
    """0: any number."""
    external_user: str = ""
    """The one person of the link; "" for a shared link."""
    avatar_url: str = ""
    locale: str = ""
    prefer: str = ""
    """`app`, `browser` or `ask`."""
    return_url: str = ""
    note: str = ""
    client_token: str | None = None
    """Makes the link's creation repeatable."""
    asked_hash: str = ""
    """A hash of the parameters that came with `client_token`."""
    revoked_at: int | None = None
    forgotten: int = 0
    """The number of this link's people whose sessions were deleted since."""

    @property
    def personal(self) -> bool:
        """Tell whether the link belongs to one guest, who uses it on one device at a time.

        A host's link is never personal. The seat alone decides who is on air, and a second device asks for it.
        """
        return bool(self.external_user) and self.role == Role.GUEST


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
FORGET = Prepared(
    delete(launch).where(launch.c.link == bindparam("old_link"), launch.c.expires_at < bindparam("before"))
)
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
LINK = Prepared(select(launch_link).where(launch_link.c.id == bindparam("id")))
INSERT_LINK = Prepared(insert(launch_link))
OPENED = Prepared(
    update(launch_link).where(launch_link.c.id == bindparam("which")).values(first_opened_at=bindparam("at"))
)
LATER = tuple_(launch_link.c.created_at, launch_link.c.id)


def find(db: Connection, link_id: str) -> LaunchLink | None:
    """Find a stored link. A permanent or temporary link that nobody has opened has no row."""
    row = LINK.first(db, {"id": link_id})
    return None if row is None else LaunchLink._make(row)


def store(db: Connection, link: LaunchLink) -> None:
    """Store a link."""
    INSERT_LINK.run(db, link._asdict())


def note_opened(db: Connection, link: LaunchLink, now: int) -> None:
    """Note when a link is first opened. Store a permanent or temporary link that has no row yet. `now` is unix ms."""
    stored = find(db, link.id)
    if stored is None:
        store(db, link._replace(created_at=now, first_opened_at=now))
    elif not stored.first_opened_at:
        OPENED.run(db, {"which": link.id, "at": now})


def ensure(db: Connection, link: LaunchLink, now: int) -> None:
    """Store a link if it has no row yet. `now` is unix ms."""
    if find(db, link.id) is None:
        store(db, link._replace(created_at=now))


def revoke(db: Connection, link: LaunchLink, now: int) -> bool:
    """Revoke a link. Return whether it was active. `now` is unix ms."""
    ensure(db, link, now)
    open_ = (launch_link.c.id == link.id) & launch_link.c.revoked_at.is_(None)
    return bool(db.execute(update(launch_link).where(open_).values(revoked_at=now)).rowcount)


def restore(db: Connection, link_id: str) -> bool:
    """Restore a revoked link. Return whether it was revoked."""
    revoked = (launch_link.c.id == link_id) & launch_link.c.revoked_at.is_not(None)
    return bool(db.execute(update(launch_link).where(revoked).values(revoked_at=None)).rowcount)


def by_client_token(db: Connection, activity_id: int, client_token: str) -> LaunchLink | None:
    """Find the link that was created with this ClientToken."""
    mine = (launch_link.c.activity == activity_id) & (launch_link.c.client_token == client_token)
    row = db.execute(select(launch_link).where(mine)).first()
    return None if row is None else LaunchLink._make(row)


def listed(
    db: Connection, activity_id: int, role: int | None, before: tuple[int, str] | None, limit: int
) -> list[LaunchLink]:
    """List at most `limit` links of an activity, the newest first. `role` None stands for both roles.

    `before` is the (creation time in unix ms, id) that the list starts after.
    """
    query = select(launch_link).where(launch_link.c.activity == activity_id)
    if role is not None:
        query = query.where(launch_link.c.role == role)
    if before is not None:
        query = query.where(before > LATER)
    query = query.order_by(launch_link.c.created_at.desc(), launch_link.c.id.desc()).limit(limit)
    return [LaunchLink._make(row) for row in db.execute(query)]


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
    """Store a launch. `ticket`, `listen` and `opener` are hashes; `now` and `expires_at` are unix ms.

    Also delete the link's old launches, which no caller can ask for any more.
    """
    FORGET.run(db, {"old_link": link, "before": now - KEPT_MS})
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
