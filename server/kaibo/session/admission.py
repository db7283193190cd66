"""Who was put out, and the links that let nobody in since then. Every door to a room asks `keeps_out`."""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
)

from kaibo.session import ending, table as sessions
from kaibo.session.table import Session
from kaibo.store import METADATA, Prepared

REMOVED, REVOKED = "removed", "revoked"
"""Why a session is over: its person was put out; its link was turned off."""

removed = Table(
    "removed",
    METADATA,
    Column("session", String(32), ForeignKey("session.id"), primary_key=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False, index=True),
    Column("link", String(32), nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
)


class Removed(NamedTuple):
    """Somebody who was put out. Their link is blocked until every such row of it is gone."""

    session: str
    activity: int
    link: str
    name: str
    at: int


BLOCKED = Prepared(select(removed.c.session).where(removed.c.link == bindparam("link")).limit(1))
LISTED = select(removed).where(removed.c.activity == bindparam("activity")).order_by(removed.c.at.desc())


def block(db: Connection, gone: Removed) -> None:
    """Let their link admit nobody from now on, and end what it let in that has no place yet: tickets that were redeemed
    in advance are no way back."""
    ending.waiting(db, gone.link, REMOVED, gone.at)
    if not db.execute(select(removed.c.session).where(removed.c.session == gone.session)).first():
        db.execute(insert(removed).values(**gone._asdict()))


def unblock(db: Connection, session_id: str) -> bool:
    """Undo one removal: the link works again, for a new session. Whether there was one."""
    return bool(db.execute(delete(removed).where(removed.c.session == session_id)).rowcount)


def unblock_link(db: Connection, link: str) -> bool:
    """Undo every removal of somebody whom this link let in; whether there was any."""
    return bool(db.execute(delete(removed).where(removed.c.link == link)).rowcount)


def is_blocked(db: Connection, link: str) -> bool:
    """Whether somebody whom this link let in was put out."""
    return BLOCKED.first(db, {"link": link}) is not None


def keeps_out(db: Connection, one: Session, now: int) -> bool:
    """Whether a living session may enter no room: its link is blocked, and its person has no place and never had the
    seat. A person who has one stays until they leave. `now` is unix ms."""
    if one.came_in or not is_blocked(db, one.link):
        return False
    return not any(each.came_in and each.lives(now) for each in sessions.of_person(db, one))


def listed(db: Connection, activity_id: int) -> list[Removed]:
    """Those of this activity, the newest first."""
    return [Removed._make(row) for row in db.execute(LISTED, {"activity": activity_id})]
