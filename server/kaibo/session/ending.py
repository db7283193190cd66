"""Sessions that end together: one statement for each kind, however many they are."""

from collections.abc import Collection

from sqlalchemy import Connection, Update, and_, bindparam, case, func, not_, or_, select, update

from kaibo.session.role import Role
from kaibo.session.table import LIVING, OF_LINK, Session, session

FIRST = case((session.c.continues == "", session.c.id), else_=session.c.continues)
"""The session by which a person came in first: two sessions with the same one are one person's."""
CAME_IN = or_(session.c.joined_at.is_not(None), session.c.seated_at > 0)
"""As `Session.came_in` says it."""
WITH_PLACE = select(FIRST).where(OF_LINK, LIVING, CAME_IN)
OTHERS = (
    select(session.c.link, func.count(FIRST.distinct()).label("people"))
    .where(session.c.link.in_(bindparam("links", expanding=True)), session.c.role == Role.GUEST, LIVING)
    .group_by(session.c.link)
)


def waiting(db: Connection, link: str, reason: str, now: int) -> int:
    """End the sessions of a link whose person has no place yet; return their number. `now` is unix ms."""
    outside = and_(OF_LINK, LIVING, ~CAME_IN, FIRST.not_in(WITH_PLACE))
    return db.execute(_end(reason, now).where(outside), {"of_link": link, "now": now}).rowcount


def guests_of_link(db: Connection, link: str, reason: str, now: int) -> int:
    """End the sessions of all guests whom a link let in; return their number. `now` is unix ms."""
    inside = and_(OF_LINK, LIVING, session.c.role == Role.GUEST)
    return db.execute(_end(reason, now).where(inside), {"of_link": link, "now": now}).rowcount


def guests_in(db: Connection, links: Collection[str], now: int) -> dict[str, int]:
    """Count the guests who are in by each of these links; a link without any is left out. `now` is unix ms."""
    if not links:
        return {}
    found = db.execute(OTHERS, {"links": list(links), "now": now})
    return {row.link: row.people for row in found}


def of_link(db: Connection, link: str, reason: str, now: int) -> int:
    """End every session of a link; return their number. `now` is unix ms."""
    return db.execute(_end(reason, now).where(OF_LINK, LIVING), {"of_link": link, "now": now}).rowcount


def of_roles(
    db: Connection, activity: int, roles: Collection[Role], keep: Collection[Session], reason: str, now: int
) -> int:
    """End every session of these roles in an activity but those of the people to keep; return their number. `now` is
    unix ms."""
    inside = and_(session.c.activity == activity, LIVING, session.c.role.in_(list(roles)))
    stay = [and_(session.c.link == one.link, FIRST.in_([one.first])) for one in keep]
    ending = _end(reason, now).where(inside, *([not_(or_(*stay))] if stay else []))
    return db.execute(ending, {"now": now}).rowcount


def of_person(db: Connection, one: Session, reason: str, now: int) -> int:
    """End every session of a person; return their number. `now` is unix ms."""
    theirs = and_(OF_LINK, FIRST.in_([one.first]), LIVING)
    return db.execute(_end(reason, now).where(theirs), {"of_link": one.link, "now": now}).rowcount


def _end(reason: str, now: int) -> Update:
    return update(session).values(ended_at=now, end_reason=reason, joined_at=None)
