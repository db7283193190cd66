"""Launch links that are kept, and launches: every query about them stands here."""

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
    Column("continues", String(32), nullable=False, server_default=""),
    Column("heard_at", BigInteger),
    Column("opener_hash", String(64), nullable=False, server_default=""),
)


class LaunchLink(NamedTuple):
    """A right to enter one activity in one role, and its policy. Times in unix ms, 0 for none.

    `kind`: permanent and temporary ones are the vendor's, whose terms stand in their tokens and whose row appears when
    they are first opened or turned off, or somebody is kept by one; created and granted ones live here. `epoch` is the
    activity's link epoch of the role when it was made. `max_uses` 0: any number. `external_user` is whose it is, ""
    for anybody's. `prefer`: app, browser or ask. `client_token` makes its creation repeatable, `asked_hash` is what
    was asked with it.
    """

    id: str
    activity: int
    role: int
    name: str
    epoch: int
    expires_at: int
    first_opened_at: int = 0
    kind: str = CREATED
    created_at: int = 0
    created_by: str = ""
    not_before: int = 0
    max_uses: int = 0
    external_user: str = ""
    avatar_url: str = ""
    locale: str = ""
    prefer: str = ""
    return_url: str = ""
    note: str = ""
    client_token: str | None = None
    asked_hash: str = ""
    revoked_at: int | None = None
    forgotten: int = 0
    """How many people it let in whose sessions were deleted since."""

    @property
    def personal(self) -> bool:
        """Whether it is one guest's, who is in once at a time. Of hosts the seat alone decides who is on air: a second
        device asks for it there, also with a link that is one person's."""
        return bool(self.external_user) and self.role == Role.GUEST


class Launch(NamedTuple):
    """One opening of a link. Times in unix ms; `redeemed_by` is app, browser or "" while the ticket is unused;
    `continues` is the session that somebody goes on from, "" for who comes in; `heard_at` is when the app last asked
    what the ticket leads to; `opener_hash` names the computer of the launch page while the ticket is unused, "" where
    no launch page made the ticket."""

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
    continues: str = ""
    heard_at: int | None = None
    opener_hash: str = ""


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
        session=bindparam("made"),
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
    """None for one that has no row: a vendor's link that was never opened, or none of ours."""
    row = LINK.first(db, {"id": link_id})
    return None if row is None else LaunchLink._make(row)


def keep(db: Connection, link: LaunchLink) -> None:
    """The link has a row from now on."""
    INSERT_LINK.run(db, link._asdict())


def note_opened(db: Connection, link: LaunchLink, now: int) -> None:
    """The row of a vendor's link appears when it is first opened."""
    kept = find(db, link.id)
    if kept is None:
        keep(db, link._replace(created_at=now, first_opened_at=now))
    elif not kept.first_opened_at:
        OPENED.run(db, {"which": link.id, "at": now})


def ensure(db: Connection, link: LaunchLink, now: int) -> None:
    """It has a row: a vendor's link may have none yet."""
    if find(db, link.id) is None:
        keep(db, link._replace(created_at=now))


def revoke(db: Connection, link: LaunchLink, now: int) -> bool:
    """It lets nobody in from now on; whether it was not revoked before."""
    ensure(db, link, now)
    open_ = (launch_link.c.id == link.id) & launch_link.c.revoked_at.is_(None)
    return bool(db.execute(update(launch_link).where(open_).values(revoked_at=now)).rowcount)


def restore(db: Connection, link_id: str) -> bool:
    """It is revoked no more; whether it was."""
    revoked = (launch_link.c.id == link_id) & launch_link.c.revoked_at.is_not(None)
    return bool(db.execute(update(launch_link).where(revoked).values(revoked_at=None)).rowcount)


def by_client_token(db: Connection, activity_id: int, client_token: str) -> LaunchLink | None:
    """The one that was created with this ClientToken."""
    mine = (launch_link.c.activity == activity_id) & (launch_link.c.client_token == client_token)
    row = db.execute(select(launch_link).where(mine)).first()
    return None if row is None else LaunchLink._make(row)


def listed(
    db: Connection, activity_id: int, role: int | None, before: tuple[int, str] | None, limit: int
) -> list[LaunchLink]:
    """Those of an activity, of one role or (None) both, the newest first, those created before `before`."""
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
    continues: str = "",
    opener: str = "",
) -> None:
    """`ticket`, `listen` and `opener` are hashes.

    The link's launches of days ago are forgotten: nobody can ask for them."""
    FORGET.run(db, {"old_link": link, "before": now - KEPT_MS})
    made = Launch(
        launch_id, link, activity, ticket, listen, now, expires_at, "", None, "", None, continues, None, opener
    )
    INSERT.run(db, made._asdict())


def by_ticket(db: Connection, ticket_hash: str) -> Launch | None:
    row = BY_TICKET.first(db, {"hash": ticket_hash})
    return None if row is None else Launch._make(row)


def by_listener(db: Connection, listen_hash: str) -> Launch | None:
    row = BY_LISTENER.first(db, {"hash": listen_hash})
    return None if row is None else Launch._make(row)


def note_heard(db: Connection, launch_id: str, now: int) -> None:
    """The app is there: it has asked about the ticket."""
    HEARD.run(db, {"which": launch_id, "at": now})


def redeem(db: Connection, launch_id: str, nonce_hash: str, by: str, session: str, now: int) -> None:
    """The ticket is used."""
    REDEEM.run(db, {"which": launch_id, "by_nonce": nonce_hash, "by": by, "made": session, "at": now})
