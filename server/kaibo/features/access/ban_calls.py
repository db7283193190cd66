"""The vendor's call that bans viewers of a show."""

from typing import Annotated

from pydantic import Field

from kaibo.access.number import number, viewer_of_user
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Done, Flag, Int, Wire, action
from kaibo.talk.moderation import ban

AT_ONCE = 1000
"""Viewers of one call."""


class UpdateActivityUserBanStatus(Wire):
    """The viewers, by any of three names."""

    activity_id: Int
    user_ids: Annotated[list[Int], Field(max_length=AT_ONCE)] = []
    """UserIds of ListActivityUsers."""
    external_user_ids: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=100)]], Field(max_length=AT_ONCE)
    ] = []
    """The integrator's ids of users who sign in, also of one who never came."""
    cookies: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=AT_ONCE)] = []
    """UserCookies of ListActivityUsers. In Kaibo a viewer's UserCookie is the UserId."""
    ban_status: Flag = 1
    """1: they may not watch. 0: they may again."""
    ban_type: Annotated[Int, Field(ge=1, le=1)] = 1
    """1, the only one: from this show."""


@action("UpdateActivityUserBanStatus", "2023-08-01", writes=True)
def update_activity_user_ban_status(call: Call, request: UpdateActivityUserBanStatus) -> Done:
    """Ban viewers from a show, or let them watch again. Those who watch stop watching at once.

    Raises InvalidParameter for a cookie that is no number, TooMany for the 10,001st banned viewer of a show.
    """
    show, key = of_call(call, request.activity_id), call.vault.lasting("viewer")
    people = dict.fromkeys(request.user_ids, "") | {_number(each): "" for each in request.cookies}
    for user in map(str.strip, request.external_user_ids):
        people[number(viewer_of_user(key, show.id, user))] = user
    ban(call, show, people, bool(request.ban_status))
    return Done()


def _number(cookie: str) -> int:
    """Read a UserCookie. Raises InvalidParameter."""
    if not (cookie.isascii() and cookie.isdecimal() and len(cookie) <= 18):
        raise InvalidParameter("Cookies", "each one is a UserCookie of ListActivityUsers")
    return int(cookie)
