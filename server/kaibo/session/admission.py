"""Removed people, and the links that a removal blocks. Every door to a room asks `keeps_out`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from kaibo.session import ending, table as sessions
from kaibo.session.role import Role
from kaibo.session.table import Session, session
from kaibo.store import METADATA, Prepared

REMOVED, REVOKED = ending.REMOVED, "revoked"
"""Why a session ended: a call removed its person, or revoked its link."""

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
    """A removed person. Their link is blocked while it has at least one such row. `at` is unix ms."""

    session: str
    activity: int
    link: str
    name: str
    at: int


BACK: Mapping[str, Any] = MappingProxyType(
    {"ended_at": None, "end_reason": "", "hand_at": 0, "asked_at": 0, "spotlight": False, "screen_shown": ""}
)
"""Columns of a session that lives again. It has no place on the stage. Decisions of the crew about the guest stay."""
BLOCKED = Prepared(select(removed.c.session).where(removed.c.link == bindparam("link")).limit(1))
LISTED = select(removed).where(removed.c.activity == bindparam("activity")).order_by(removed.c.at.desc())


def block(db: Connection, gone: Removed) -> None:
    """Block the link of a removed person, and end the link's sessions that have no place yet.

    So a ticket that was redeemed in advance is no way back.
    """
    ending.waiting(db, gone.link, REMOVED, gone.at)
    if not db.execute(select(removed.c.session).where(removed.c.session == gone.session)).first():
        db.execute(insert(removed).values(**gone._asdict()))


def unblock(db: Connection, session_id: str) -> bool:
    """Undo the block of one removal: the link admits new sessions again. Return whether there was a removal."""
    return bool(db.execute(delete(removed).where(removed.c.session == session_id)).rowcount)


def unblock_link(db: Connection, link: str) -> bool:
    """Undo every removal of people of this link. Return whether there was any."""
    return bool(db.execute(delete(removed).where(removed.c.link == link)).rowcount)


def undo(db: Connection, session_id: str) -> None:
    """Undo one removal as a whole: the link admits new sessions again, and the sessions that it ended live again.

    These are the guest's own, and those of guests of the same link who left with them. A guest with a removal of their
    own stays removed. Without a removal nothing changes.
    """
    row = db.execute(select(removed).where(removed.c.session == session_id)).first()
    if row is None:
        return
    gone = Removed._make(row)
    unblock(db, session_id)
    others = select(ending.FIRST).where(session.c.id.in_(select(removed.c.session).where(removed.c.link == gone.link)))
    theirs = and_(
        session.c.link == gone.link,
        session.c.role == Role.GUEST,
        session.c.end_reason == REMOVED,
        session.c.ended_at >= gone.at,
        ending.FIRST.not_in(others),
    )
    db.execute(update(session).where(theirs).values(**BACK))


def is_blocked(db: Connection, link: str) -> bool:
    """Tell whether a removal blocks this link."""
    return BLOCKED.first(db, {"link": link}) is not None


def keeps_out(db: Connection, session: Session, now: int) -> bool:
    """Tell whether a blocked link keeps a living session out of every room. `now` is unix ms.

    A person who has a place, or once held the host seat, stays until they leave.
    """
    if session.came_in or not is_blocked(db, session.link):
        return False
    return not any(each.came_in and each.lives(now) for each in sessions.of_person(db, session))


def listed(db: Connection, activity_id: int) -> list[Removed]:
    """List the removed people of this activity, the newest first."""
    return [Removed._make(row) for row in db.execute(LISTED, {"activity": activity_id})]
