"""The signed call that lists the people of all shows. It is Kaibo's own; the vendor has none."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.rights import of_call, within
from kaibo.call import Call
from kaibo.errors import MissingParameter
from kaibo.features.people import people
from kaibo.features.people.people import Filters, Person
from kaibo.gateway.action import Flag, Int, Seconds, Wire, action
from kaibo.gateway.paging import Paged
from kaibo.session import admission, table as sessions
from kaibo.session.role import NAMES, ROLES, RoleName


class ListPeople(Paged):
    """Which people to list. Times are unix seconds; 0 means no bound."""

    activity_id: Int | None = None
    """Only the people of this activity. A sub-account must name one."""
    user_name: Annotated[str, Field(max_length=64)] = ""
    """A part of the name; "" for all."""
    role: RoleName | None = None
    only_connected: Flag = 0
    """1: only people who are in now."""
    begin_time: Seconds = 0
    """The first moment of coming to include."""
    end_time: Seconds = 0
    """The first moment of coming to leave out."""


class ListedPerson(Wire):
    """A host or a guest of one activity, on all devices. Times are unix seconds."""

    session_id: str
    """The person's first session. EndSession takes it."""
    activity_id: int
    activity_name: str
    link_id: str
    role: RoleName
    user_name: str
    external_user_id: str
    browser: str
    """Of the newest session, as are the system and the network."""
    system: str
    address_prefix: str
    create_time: int
    """When the person first came."""
    seen_time: int
    """When a page of the person was last open; now for a person who is in."""
    connected: bool
    end_reason: str
    """Why the newest session ended; "" while it lives."""
    blocked: bool
    """A call removed this person, and since then their link admits nobody."""


class ListedPeople(Wire):
    people: list[ListedPerson]
    next_page_token: str


@action("ListPeople", slow=True)
def list_people(call: Call, request: ListPeople) -> ListedPeople:
    """List the hosts and guests of an activity or of the whole account, who came last first.

    A person who continued on another device is one person. Viewers have no session, so ListActivityUsers lists them.
    Raises UnknownActivity, and MissingParameter for a sub-account that names no activity.
    """
    if request.activity_id is not None:
        of_call(call, request.activity_id)
    elif call.owner.sub_account:
        raise MissingParameter("ActivityId")
    filters = Filters(
        activity=request.activity_id,
        name=request.user_name.strip(),
        role=None if request.role is None else ROLES[request.role],
        connected=bool(request.only_connected),
        since=request.begin_time * 1000,
        until=request.end_time * 1000,
        within=tuple(within(call.reach(), sessions.session.c.activity)),
    )
    rows = people.listed(call.db, call.owner.account, filters, request.before(), request.limit)
    page, next_token = request.cut(rows, lambda one: (one.first.created_at, one.first.id))
    blocked = {
        gone.session for show in {one.first.activity for one in page} for gone in admission.listed(call.db, show)
    }
    return ListedPeople(people=[_listed(call, one, blocked) for one in page], next_page_token=next_token)


def _listed(call: Call, person: Person, blocked: set[str]) -> ListedPerson:
    first, latest = person.first, person.sessions[-1]
    return ListedPerson(
        session_id=first.id,
        activity_id=first.activity,
        activity_name=person.show,
        link_id=first.link,
        role=NAMES[first.role],
        user_name=latest.name,
        external_user_id=first.external_user,
        browser=latest.browser,
        system=latest.system,
        address_prefix=latest.address,
        create_time=first.created_at // 1000,
        seen_time=person.seen_at(call.now) // 1000,
        connected=person.connected,
        end_reason=latest.end_reason,
        blocked=any(each.id in blocked for each in person.sessions),
    )
