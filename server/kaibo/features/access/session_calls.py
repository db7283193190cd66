"""The calls of the host's and the assistants' pages about banned viewers."""

from typing import Annotated

from pydantic import Field

from kaibo.access import table
from kaibo.gateway.action import Int, Nothing, Wire, action
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE
from kaibo.session.role import CREW
from kaibo.talk import people
from kaibo.talk.calls import Done
from kaibo.talk.moderation import ban_author

LISTED = 2000
"""The most banned people that a page gets, the latest."""


class Ban(Wire):
    """Whom to ban."""

    user_id: Annotated[Int, Field(ge=1)]
    """The author's number, as a message tells it."""
    banned: bool


class BannedPerson(Wire):
    """A banned person."""

    user_id: int
    user_name: str
    """The name in the chat. Else the integrator's id of a user who signed in; "" for neither."""


class BannedPeople(Wire):
    """The banned people of a show, the latest first."""

    people: list[BannedPerson]


@action("BanPerson", rate=RATE, writes=True, by=CREW, seat=True)
def ban_person(call: SessionCall, request: Ban) -> Done:
    """Ban a person from the show, or let them watch again. A banned one stops watching at once.

    Raises TooMany for the 10,001st banned viewer of a show.
    """
    ban_author(call, request.user_id, request.banned)
    return Done()


@action("ListBanned", rate="60/minute", by=CREW, seat=True)
def list_banned(call: SessionCall, request: Nothing) -> BannedPeople:
    """List the banned people of the show."""
    found = table.bans(call.db, call.activity.id)[:LISTED]
    names = people.names(call.db, call.activity.id, [number for number, _ in found])
    return BannedPeople(
        people=[BannedPerson(user_id=number, user_name=names.get(number) or user) for number, user in found]
    )
