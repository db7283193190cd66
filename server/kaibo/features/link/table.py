"""Stored launch links, with every query about them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    false,
    func,
    insert,
    select,
    text,
    true,
    tuple_,
    update,
)

from kaibo.session.role import Role
from kaibo.session.table import session
from kaibo.store import METADATA, Prepared

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
    Column("invite", Boolean, nullable=False, server_default=false()),
    Index("ix_launch_link_listed", "activity", "created_at", "id"),
    Index("ix_launch_link_client_token", "activity", "client_token", unique=True),
)
OF_USER = text("external_user <> ''")
"""Links for one person alone. Most are for anybody."""
Index("ix_launch_link_external_user", launch_link.c.external_user, sqlite_where=OF_USER, postgresql_where=OF_USER)
INVITE = launch_link.c.invite == true()
Index(
    "ix_launch_link_invite",
    launch_link.c.activity,
    launch_link.c.role,
    launch_link.c.created_at,
    sqlite_where=INVITE,
    postgresql_where=INVITE,
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
    invite: bool = False
    """A host made this link in the studio, to invite people."""

    @property
    def personal(self) -> bool:
        """Tell whether the link belongs to one guest, who uses it on one device at a time.

        A host's link is never personal. The seat alone decides who is on air, and a second device asks for it.
        """
        return bool(self.external_user) and self.role == Role.GUEST


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


def rename(db: Connection, link_id: str, name: str) -> None:
    """Set the name of the person of a stored link."""
    db.execute(update(launch_link).where(launch_link.c.id == link_id).values(name=name))


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


def invites(db: Connection, activity_id: int, role: int, limit: int) -> list[LaunchLink]:
    """List at most `limit` links that hosts of an activity made to invite people of a role, the newest first."""
    mine = (launch_link.c.activity == activity_id) & (launch_link.c.role == role) & INVITE
    query = select(launch_link).where(mine).order_by(launch_link.c.created_at.desc(), launch_link.c.id.desc())
    return [LaunchLink._make(row) for row in db.execute(query.limit(limit))]


def shared(
    db: Connection, activity_id: int, role: int, epoch: int, limit: int, *, revoked: bool = False
) -> list[LaunchLink]:
    """List at most `limit` created links for anybody, the newest first, of one role and one link epoch.

    Such a link has no name, no end and no number of uses. With `revoked` list those that are turned off instead.
    """
    terms = {"activity": activity_id, "role": role, "epoch": epoch, "kind": CREATED, "name": "", "external_user": ""}
    terms |= {"not_before": 0, "expires_at": 0, "max_uses": 0}
    off = launch_link.c.revoked_at.is_not(None) if revoked else launch_link.c.revoked_at.is_(None)
    query = select(launch_link).filter_by(**terms).where(off)
    query = query.order_by(launch_link.c.created_at.desc(), launch_link.c.id.desc()).limit(limit)
    return [LaunchLink._make(row) for row in db.execute(query)]


def last_uses(db: Connection, links: Sequence[str]) -> dict[str, int]:
    """Return when the latest session of each link began, in unix ms. A link without a session has no entry."""
    query = select(session.c.link, func.max(session.c.created_at)).where(session.c.link.in_(links))
    return {row.link: row[1] for row in db.execute(query.group_by(session.c.link))}


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
