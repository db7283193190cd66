"""The signed calls about viewers and the people on the stage (docs/wire.md, "The audience")."""

from typing import Annotated

from pydantic import Field

from kaibo.access import table as access
from kaibo.access.number import nameless, number
from kaibo.access.table import Signed
from kaibo.activity.fields import ActivityId
from kaibo.activity.rights import of_call, within
from kaibo.activity.table import Activity, activity
from kaibo.call import Call
from kaibo.features.audience import table
from kaibo.features.audience.table import Viewer
from kaibo.folded import fold
from kaibo.gateway.action import Int, LongText, Wire, action
from kaibo.session import admission, allowed_rooms, seat as seats
from kaibo.session.admission import Removed
from kaibo.session.table import Session
from kaibo.talk import people as talkers
from kaibo.talk.people import Silenced

EVERYBODY, SILENCED, REMOVED, BANNED = 1, 2, 3, 4
ALL_GROUPS, NO_GROUP = -2, 0


class OnlineNumber(Wire):
    """The number of viewers."""

    real_popularity: int
    fake_popularity: int = 0
    """Always 0: Kaibo invents no viewers."""


@action("GetRealTimeOnlineNumberAPI", "2020-06-01", rate="120/minute")
def get_online_number(call: Call, request: ActivityId) -> OnlineNumber:
    """Count the viewers who watch now. Kaibo invents none."""
    show = of_call(call, request.activity_id)
    return OnlineNumber(real_popularity=table.online(call.db, show.id))


class GetAccountRealTimeOnlineNumber(Wire):
    """A request without parameters, of the vendor's version."""


class AccountOnlineNumber(Wire):
    """The number of viewers of all shows."""

    uv: Annotated[int, Field(alias="UV")]


@action("GetAccountRealTimeOnlineNumber", "2023-08-01")
def get_account_online_number(call: Call, request: GetAccountRealTimeOnlineNumber) -> AccountOnlineNumber:
    """Count the viewers who watch any show of the caller now."""
    return AccountOnlineNumber(uv=table.online_of_account(call.db, call.owner, within(call.reach(), activity.c.id)))


class LinkUserAmount(Wire):
    """The number of people on the stage."""

    link_user_amount: int


@action("GetLinkUserAmount", "2023-08-01")
def get_link_user_amount(call: Call, request: ActivityId) -> LinkUserAmount:
    """Count the people on the stage now: the guests with a place, and the host while connected."""
    show = of_call(call, request.activity_id)
    host = _host(call, show)
    return LinkUserAmount(link_user_amount=len(_guests(call, show)) + int(host is not None and host.connected))


class ListActivityUsers(Wire):
    """Which people to list."""

    activity_id: Int
    search_status: Annotated[Int, Field(ge=1, le=5)]
    """1 all people, 2 silenced in the chat, 3 removed, 4 banned, 5 people who do something else than watch."""
    page_number: Annotated[Int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[Int, Field(ge=1, le=100)] = 50
    search_name: LongText = ""
    search_audience_group_id: Int = ALL_GROUPS

    @property
    def ungrouped(self) -> bool:
        """Tell whether the search includes people without a group. In Kaibo no person has a group."""
        return self.search_audience_group_id in (ALL_GROUPS, NO_GROUP)


class UserMsg(Wire):
    """One person. Fields that have no meaning in Kaibo are 0 or ""."""

    user_id: int
    user_name: str = ""
    external_user_id: str = ""
    is_presenter: int = 0
    online_status: int
    ip: Annotated[str, Field(alias="IP")] = ""
    silence_status: int = 0
    is_banned_user: int = 0
    is_banned_ip: Annotated[int, Field(alias="IsBannedIP")] = 0
    audience_group_id: int = 0
    user_cookie: int = 0
    user_credit: int = 0
    shift_screen_number: int = 0
    mute_number: int = 0
    no_interact_number: int = 0


class ActivityUsers(Wire):
    """A page of the people of a show."""

    page_number: int
    page_size: int
    total_count: int
    """How many people the search found."""
    online_user_count: int
    """How many viewers watch now, for any search."""
    total_user_count: int
    """How many viewers watch or watched, for any search."""
    user_msgs: list[UserMsg]


@action("ListActivityUsers", "2023-08-01", slow=True)
def list_activity_users(call: Call, request: ListActivityUsers) -> ActivityUsers:
    """List the people of a show: the host, then the guests on the stage, then the viewers, the newest first."""
    show = of_call(call, request.activity_id)
    total = table.total(call.db, show.id)
    people = _named(call, show, request)
    viewers = total if _finds_viewers(request) else 0
    start = (request.page_number - 1) * request.page_size
    page = people[start : start + request.page_size]
    if viewers:
        room = request.page_size - len(page)
        page += _viewers(call, show, table.listed(call.db, show.id, max(0, start - len(people)), room))
    silenced = talkers.silenced(call.db, show.id, [person.user_id for person in page])
    page = [person.model_copy(update={"silence_status": int(person.user_id in silenced)}) for person in page]
    return ActivityUsers(
        page_number=request.page_number,
        page_size=request.page_size,
        total_count=len(people) + viewers,
        online_user_count=table.online(call.db, show.id),
        total_user_count=total,
        user_msgs=page,
    )


def _finds_viewers(request: ListActivityUsers) -> bool:
    """Tell whether a search finds viewers. It finds all or none. Names are searched among people with sessions."""
    return request.search_status == EVERYBODY and request.ungrouped and not request.search_name


def _named(call: Call, show: Activity, request: ListActivityUsers) -> list[UserMsg]:
    """List the people with sessions whom the search finds. As in the vendor's API, a name never finds the host.

    A group always finds the host.
    """
    people: list[UserMsg] = []
    if request.search_status == EVERYBODY and request.ungrouped:
        people = [_guest(guest) for guest in _guests(call, show)]
    elif request.search_status == REMOVED and request.ungrouped:
        people = [_removed(gone) for gone in admission.listed(call.db, show.id)]
    elif request.search_status == SILENCED and request.ungrouped:
        people = [_silenced(person) for person in talkers.list_silenced(call.db, show.id)]
    elif request.search_status == BANNED and request.ungrouped:
        people = [_banned(*one) for one in access.bans(call.db, show.id)]
    if request.search_name:
        name = fold(request.search_name)
        return [person for person in people if name in fold(person.user_name)]
    host = _host(call, show) if request.search_status == EVERYBODY else None
    return [_presenter(host), *people] if host else people


def _host(call: Call, show: Activity) -> Session | None:
    """Return the holder of the host seat."""
    return seats.holder(call.db, seats.of(call.db, show.id), call.now)


def _guests(call: Call, show: Activity) -> list[Session]:
    """List the guests who have a place on the stage, the earliest first."""
    return list(allowed_rooms.guests_on_stage(call.db, show, call.now).values())


def _presenter(host: Session) -> UserMsg:
    return UserMsg(user_id=number(host.id), user_name=host.name, is_presenter=1, online_status=int(host.connected))


def _guest(guest: Session) -> UserMsg:
    return UserMsg(user_id=number(guest.id), user_name=guest.name, online_status=int(guest.connected))


def _removed(gone: Removed) -> UserMsg:
    return UserMsg(user_id=number(gone.session), user_name=gone.name, online_status=0)


def _silenced(person: Silenced) -> UserMsg:
    return UserMsg(user_id=person.number, user_name=person.name, online_status=0)


def _banned(viewer: int, user: str) -> UserMsg:
    return UserMsg(user_id=viewer, external_user_id=user, user_cookie=viewer, online_status=0, is_banned_user=1)


def _viewers(call: Call, show: Activity, viewers: list[Viewer]) -> list[UserMsg]:
    """Make the lines of viewers. One who signed in has a name, and the integrator's id. Others may have told a name."""
    signed = access.signed_in(call.db, show.id, [viewer.id for viewer in viewers])
    banned = access.banned(call.db, show.id)
    told = talkers.names(call.db, show.id, [viewer.number for viewer in viewers])
    nobody = Signed("", "", "", "", "", 0)
    return [
        UserMsg(
            user_id=viewer.number,
            user_name=signed.get(viewer.id, nobody).name or told.get(viewer.number, ""),
            external_user_id=signed.get(viewer.id, nobody).user,
            user_cookie=viewer.number,
            online_status=int(viewer.online),
            ip=viewer.address,
            is_banned_user=int(not banned.isdisjoint((viewer.number, nameless(viewer.id)))),
        )
        for viewer in viewers
    ]
