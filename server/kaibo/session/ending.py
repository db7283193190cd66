"""End many sessions at once, with one statement for each kind."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, case, func, not_, or_, select, true, update

from kaibo.session.role import Role
from kaibo.session.table import LIVING, OF_LINK, Session, session

FIRST = case((session.c.handed_off_from == "", session.c.id), else_=session.c.handed_off_from)
"""A person's first session. Two sessions with the same first session belong to one person."""
REMOVED = "removed"
"""A call removed the person. Of a guest's session, this end can be undone."""
CAME_IN = or_(session.c.joined_at.is_not(None), session.c.seated_at > 0)
"""`Session.came_in` as SQL."""
WITH_PLACE = select(FIRST).where(OF_LINK, LIVING, CAME_IN)
OTHERS = (
    select(session.c.link, func.count(FIRST.distinct()).label("people"))
    .where(session.c.link.in_(bindparam("links", expanding=True)), session.c.role == Role.GUEST, LIVING)
    .group_by(session.c.link)
)


def waiting(db: Connection, link: str, reason: str, now: int) -> int:
    """End the sessions of a link whose person has no place yet. Return their number. `now` is unix ms."""
    outside = and_(OF_LINK, LIVING, ~CAME_IN, FIRST.not_in(WITH_PLACE))
    return db.execute(_end(reason, now).where(outside), {"of_link": link, "now": now}).rowcount


def guests_of_link(db: Connection, link: str, reason: str, now: int) -> int:
    """End the sessions of all guests of a link. Return their number. `now` is unix ms."""
    inside = and_(OF_LINK, LIVING, session.c.role == Role.GUEST)
    return db.execute(_end(reason, now).where(inside), {"of_link": link, "now": now}).rowcount


def guests_in(db: Connection, links: Collection[str], now: int) -> dict[str, int]:
    """Count the guests with a living session of each of these links. Omit links without any. `now` is unix ms."""
    if not links:
        return {}
    rows = db.execute(OTHERS, {"links": list(links), "now": now})
    return {row.link: row.people for row in rows}


def of_link(db: Connection, link: str, reason: str, now: int, keep: Session | None = None) -> int:
    """End every session of a link, except those of the person of `keep`. Return their number. `now` is unix ms."""
    others = FIRST.not_in([keep.first]) if keep else true()
    _for_good(db, and_(session.c.link == link, others), reason)
    return db.execute(_end(reason, now).where(OF_LINK, LIVING, others), {"of_link": link, "now": now}).rowcount


def of_roles(
    db: Connection, activity: int, roles: Collection[Role], keep: Collection[Session], reason: str, now: int
) -> int:
    """End every session of these roles in an activity, except those of the people in `keep`.

    Return the number of ended sessions. `now` is unix ms.
    """
    stay = [and_(session.c.link == each.link, FIRST.in_([each.first])) for each in keep]
    others = not_(or_(*stay)) if stay else true()
    inside = and_(session.c.activity == activity, session.c.role.in_(list(roles)), others)
    _for_good(db, inside, reason)
    return db.execute(_end(reason, now).where(inside, LIVING), {"now": now}).rowcount


def of_person(db: Connection, member: Session, reason: str, now: int) -> int:
    """End every session of the person of one session. Return their number. `now` is unix ms."""
    theirs = and_(OF_LINK, FIRST.in_([member.first]), LIVING)
    return db.execute(_end(reason, now).where(theirs), {"of_link": member.link, "now": now}).rowcount


def _for_good(db: Connection, inside: ColumnElement[bool], reason: str) -> None:
    """Let no undone removal bring these guests back, because their link ends for everybody."""
    gone = and_(inside, session.c.role == Role.GUEST, session.c.end_reason == REMOVED)
    db.execute(update(session).where(gone).values(end_reason=reason))


def _end(reason: str, now: int) -> Update:
    return update(session).values(ended_at=now, end_reason=reason, joined_at=None)
