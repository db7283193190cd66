"""The signed calls about who watches and who is on the stage (docs/wire.md, "The audience")."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.fields import ActivityId
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.features.audience import table
from kaibo.features.audience.table import Viewer, number
from kaibo.gateway.action import Int, LongText, Wire, action
from kaibo.session import admission, allowed_rooms, seat as seats
from kaibo.session.admission import Removed
from kaibo.session.table import Session

EVERYBODY, REMOVED = 1, 3
ALL_GROUPS, NO_GROUP = -2, 0


class OnlineNumber(Wire):
    real_popularity: int
    fake_popularity: int = 0


@action("GetRealTimeOnlineNumberAPI", "2020-06-01", rate="120/minute")
def get_online_number(call: Call, request: ActivityId) -> OnlineNumber:
    """How many watch now. Nobody is made up."""
    show = of_call(call, request.activity_id)
    return OnlineNumber(real_popularity=table.online(call.db, show.id))


class LinkUserAmount(Wire):
    link_user_amount: int


@action("GetLinkUserAmount", "2023-08-01")
def get_link_user_amount(call: Call, request: ActivityId) -> LinkUserAmount:
    """How many are on the stage now: the guests who have a place, and the host while their page is open."""
    show = of_call(call, request.activity_id)
    host = _host(call, show)
    return LinkUserAmount(link_user_amount=len(_guests(call, show)) + int(host is not None and host.connected))


class ListActivityUsers(Wire):
    """`search_status`: 1 everybody, 2 muted, 3 put out, 4 banned, 5 those who do something else than watch."""

    activity_id: Int
    search_status: Annotated[Int, Field(ge=1, le=5)]
    page_number: Annotated[Int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[Int, Field(ge=1, le=100)] = 50
    search_name: LongText = ""
    search_audience_group_id: Int = ALL_GROUPS

    @property
    def ungrouped(self) -> bool:
        """Whether it is about people who are in no group, as all are."""
        return self.search_audience_group_id in (ALL_GROUPS, NO_GROUP)


class UserMsg(Wire):
    """One person. What has no meaning here is 0 or ""."""

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
    """The two user counts are of viewers, whatever was searched for; `total_count` is what the search found."""

    page_number: int
    page_size: int
    total_count: int
    online_user_count: int
    total_user_count: int
    user_msgs: list[UserMsg]


@action("ListActivityUsers", "2023-08-01", slow=True)
def list_activity_users(call: Call, request: ListActivityUsers) -> ActivityUsers:
    """A page of the people of a show: the host first, then the guests on the stage, then viewers, newest first."""
    show = of_call(call, request.activity_id)
    total = table.total(call.db, show.id)
    people = _named(call, show, request)
    viewers = total if _finds_viewers(request) else 0
    start = (request.page_number - 1) * request.page_size
    page = people[start : start + request.page_size]
    if viewers:
        room = request.page_size - len(page)
        page += [_viewer(one) for one in table.listed(call.db, show.id, max(0, start - len(people)), room)]
    return ActivityUsers(
        page_number=request.page_number,
        page_size=request.page_size,
        total_count=len(people) + viewers,
        online_user_count=table.online(call.db, show.id),
        total_user_count=total,
        user_msgs=page,
    )


def _finds_viewers(request: ListActivityUsers) -> bool:
    """Viewers have no names and are in no groups: a search finds all of them or none."""
    return request.search_status == EVERYBODY and request.ungrouped and not request.search_name


def _named(call: Call, show: Activity, request: ListActivityUsers) -> list[UserMsg]:
    """Those whom the search finds among people with sessions. As the vendor has it, a name never finds the host, and
    any group does."""
    found: list[UserMsg] = []
    if request.search_status == EVERYBODY and request.ungrouped:
        found = [_guest(one) for one in _guests(call, show)]
    elif request.search_status == REMOVED and request.ungrouped:
        found = [_removed(one) for one in admission.listed(call.db, show.id)]
    if request.search_name:
        name = request.search_name.casefold()
        return [one for one in found if name in one.user_name.casefold()]
    host = _host(call, show) if request.search_status == EVERYBODY else None
    return [_presenter(host), *found] if host else found


def _host(call: Call, show: Activity) -> Session | None:
    """Who holds the host seat."""
    return seats.holder(call.db, seats.of(call.db, show.id), call.now)


def _guests(call: Call, show: Activity) -> list[Session]:
    """Who has a place on the stage, the first one first."""
    return list(allowed_rooms.guests_on_stage(call.db, show, call.now).values())


def _presenter(host: Session) -> UserMsg:
    return UserMsg(user_id=number(host.id), user_name=host.name, is_presenter=1, online_status=int(host.connected))


def _guest(guest: Session) -> UserMsg:
    return UserMsg(user_id=number(guest.id), user_name=guest.name, online_status=int(guest.connected))


def _removed(gone: Removed) -> UserMsg:
    return UserMsg(user_id=number(gone.session), user_name=gone.name, online_status=0)


def _viewer(one: Viewer) -> UserMsg:
    return UserMsg(user_id=one.number, online_status=int(one.online), ip=one.address)
