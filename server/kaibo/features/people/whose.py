"""The person that a call names, in all shows that the caller may look into."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from kaibo.access.number import nameless, number, viewer_of_user
from kaibo.activity.listing import mine
from kaibo.activity.rights import of_call, within
from kaibo.activity.table import activity
from kaibo.call import Call
from kaibo.errors import InvalidParameter, MissingParameter
from kaibo.gateway.action import Int, Wire
from kaibo.person import Held, Person
from kaibo.session import table as sessions
from kaibo.session.actions import OneSession, session_of

TOGETHER = 500
"""Shows of one query. Each gives two values to it, and SQLite takes 32,766."""


class Whose(Wire):
    """Names one person, by one of ExternalUserId, UserId and SessionId."""

    external_user_id: Annotated[str, Field(max_length=128)] = ""
    """The integrator's id: of people with a link for them alone, and of viewers who sign in."""
    user_id: Int | None = None
    """A viewer of the show ActivityId, as ListActivityUsers and the watermark number them."""
    session_id: Annotated[str, Field(max_length=64)] = ""
    """A host, guest or assistant, as ListPeople and ListSessions name them."""
    activity_id: Int | None = None
    """Only this show. With UserId it is needed."""


def people_of(call: Call, asked: Whose, holds: Sequence[Held]) -> list[Person]:
    """Find the person of a request, once for each group of shows. Deleted shows are among them.

    Raises MissingParameter, InvalidParameter for two names, UnknownActivity, UnknownSession.
    """
    named = [bool(asked.external_user_id.strip()), asked.user_id is not None, bool(asked.session_id)]
    if not any(named):
        raise MissingParameter("ExternalUserId")
    if sum(named) > 1:
        raise InvalidParameter("ExternalUserId", "a call names a person by one of ExternalUserId, UserId and SessionId")
    if asked.session_id:
        return [_with_ids(call, _of_session(call, asked), holds)]
    shows = _shows(call, asked)
    if asked.user_id is not None:
        return [_of_number(call, shows[0], asked.user_id, holds)]
    groups = [tuple(shows[start : start + TOGETHER]) for start in range(0, len(shows), TOGETHER)]
    return [_with_ids(call, _of_user(call, asked.external_user_id, group), holds) for group in groups]


def _shows(call: Call, asked: Whose) -> list[int]:
    if asked.activity_id is not None:
        return [of_call(call, asked.activity_id, deleted=True).id]
    if asked.user_id is not None or call.owner.sub_account:
        raise MissingParameter("ActivityId")
    query = select(activity.c.id).where(mine(call.owner), *within(call.reach(), activity.c.id))
    return list(call.db.scalars(query.order_by(activity.c.id)))


def _of_user(call: Call, user: str, shows: tuple[int, ...]) -> Person:
    key = call.vault.lasting("viewer")
    viewers = {show: viewer_of_user(key, show, user.strip()) for show in shows}
    return Person(shows, user, viewers, {show: (number(viewer), nameless(viewer)) for show, viewer in viewers.items()})


def _of_number(call: Call, show: int, wanted: int, holds: Sequence[Held]) -> Person:
    """Find the viewer of a number. The number is a hash of the viewer's id, so the server tries those that it knows."""
    for held in holds:
        if held.viewer is not None:
            found = call.db.scalars(select(held.viewer).where(held.table.c.activity == show).distinct())
            if viewer := next((one for one in found if number(one) == wanted), ""):
                return Person((show,), viewers={show: viewer}, numbers={show: (wanted, nameless(viewer))})
    return Person((show,), numbers={show: (wanted,)})


def _of_session(call: Call, asked: Whose) -> Person:
    session = session_of(call, OneSession(activity_id=asked.activity_id, session_id=asked.session_id))
    every = tuple(one.id for one in sessions.of_person(call.db, session))
    if session.external_user:
        return _of_user(call, session.external_user, (session.activity,))._replace(sessions=every)
    return Person((session.activity,), sessions=every)


def _with_ids(call: Call, person: Person, holds: Sequence[Held]) -> Person:
    """Add the ids of the person's sessions and links, in the order of the features."""
    for held in holds:
        if held.names:
            rows = call.db.scalars(select(held.key).where(held.table.c.activity.in_(person.shows), held.whose(person)))
            ids = tuple(rows)
            person = person._replace(sessions=ids) if held.names == "sessions" else person._replace(links=ids)
    return person
