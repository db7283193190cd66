"""The query for the people of an account's shows. A person is a first session, with those that continue it."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select, tuple_

from kaibo.activity.table import THERE, activity
from kaibo.session.role import Role
from kaibo.session.table import FIRST, NEWEST, Session, of_row, session


class Filters(NamedTuple):
    """The filters of a list. Those with their defaults filter nothing."""

    activity: int | None = None
    name: str = ""
    """A part of the name, in either case of ASCII letters."""
    role: Role | None = None
    connected: bool = False
    since: int = 0
    """Unix ms."""
    until: int = 0
    """Unix ms."""
    within: tuple[ColumnElement[bool], ...] = ()
    """Conditions of the caller's rights. They always hold."""


class Person(NamedTuple):
    """A person of one activity."""

    show: str
    """The name of the activity."""
    sessions: tuple[Session, ...]
    """All sessions of the person, the first one first."""

    @property
    def first(self) -> Session:
        return self.sessions[0]

    @property
    def connected(self) -> bool:
        return any(each.connected for each in self.sessions)

    def seen_at(self, now: int) -> int:
        """Return when a page of the person was last open, in unix ms."""
        return now if self.connected else max(max(each.left_at, each.created_at) for each in self.sessions)


def listed(db: Connection, account: str, filters: Filters, before: tuple[int, str] | None, limit: int) -> list[Person]:
    """List at most `limit` people, who came last first. Leave out those of deleted activities.

    `before` is the (moment of coming in unix ms, id) that the list starts after.
    """
    query = (
        select(*session.c, activity.c.name.label("show"))
        .join(activity, activity.c.id == session.c.activity)
        .where(session.c.account == account, FIRST, THERE, *_conditions(filters))
    )
    if before is not None:
        query = query.where(tuple_(session.c.created_at, session.c.id) < before)
    rows = db.execute(query.order_by(*NEWEST).limit(limit))
    firsts = [(str(row.show), of_row(tuple(row)[:-1])) for row in rows]
    more = _continuing(db, [first.id for _, first in firsts])
    return [Person(show, (first, *more[first.id])) for show, first in firsts]


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = list(filters.within)
    if filters.activity is not None:
        conditions.append(session.c.activity == filters.activity)
    if filters.name:
        conditions.append(session.c.name.icontains(filters.name, autoescape=True))
    if filters.role is not None:
        conditions.append(session.c.role == filters.role)
    if filters.connected:
        other = session.alias()
        theirs = select(other.c.id).where(other.c.link == session.c.link, other.c.handed_off_from == session.c.id)
        conditions.append(session.c.connected | theirs.where(other.c.connected).exists())
    if filters.since:
        conditions.append(session.c.created_at >= filters.since)
    if filters.until:
        conditions.append(session.c.created_at < filters.until)
    return conditions


def _continuing(db: Connection, firsts: list[str]) -> dict[str, list[Session]]:
    """Return the sessions that continue these, by the first one's id, the oldest first."""
    links = select(session.c.link).where(session.c.id.in_(firsts))
    query = select(session).where(session.c.link.in_(links), session.c.handed_off_from.in_(firsts))
    found: dict[str, list[Session]] = defaultdict(list)
    for row in db.execute(query.order_by(session.c.created_at, session.c.id)):
        one = of_row(tuple(row))
        found[one.handed_off_from].append(one)
    return found
