"""The vendor's calls about the white lists of a show (docs/wire.md, "Who may watch")."""

from typing import Annotated

from pydantic import Field

from kaibo.access import table, white_list
from kaibo.access.table import MAIN
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import TooMany
from kaibo.gateway.action import Flag, Int, Wire, action

ONE_CALL = 2100
"""Users of one call."""
LONGEST_ID, LONGEST_NAME = 100, 60
Place = Annotated[Int, Field(ge=1, le=2)]
"""1 the list of the main rule, 2 that of the second one."""


class WhiteListUser(Wire):
    """A user of the integrator."""

    external_user_id: str = ""
    nick_name: str = ""


class InsertWhiteList(Wire):
    """The users to add."""

    activity_id: Int
    permission_order: Place = MAIN
    white_list_user: Annotated[list[WhiteListUser], Field(max_length=ONE_CALL)] = []


class RefusedUser(WhiteListUser):
    """A user who was not added."""

    error_reason: str


class Inserted(Wire):
    activity_id: int
    error_user_list: list[RefusedUser]
    """The users whom the call left out. All others are on the list."""


@action("InsertWhiteList", "2023-08-01", writes=True)
def insert_white_list(call: Call, request: InsertWhiteList) -> Inserted:
    """Add up to 2,100 users to a white list of a show, which holds 200,000.

    One who is there gets the new name. Raises TooMany when the list is full.
    """
    show, place = of_call(call, request.activity_id), request.permission_order
    names: dict[str, str] = {}
    refused: list[RefusedUser] = []
    for user in request.white_list_user:
        reason = _fault(user)
        if reason:
            refused.append(RefusedUser(**dict(user), error_reason=reason))
        else:
            names[user.external_user_id.strip()] = user.nick_name.strip()
    white_list.add(call.db, show.id, place, names)
    if white_list.count(call.db, show.id, place) > white_list.MOST:
        raise TooMany(white_list.MOST, "users on the white list")
    _changed(call, show, f"+{len(names)}")
    return Inserted(activity_id=show.id, error_user_list=refused)


class GetWhiteList(Wire):
    activity_id: Int
    permission_order: Place = MAIN
    key_word: Annotated[str, Field(max_length=100)] = ""
    """A part of the id or the name; "" for all."""
    page_num: Annotated[Int, Field(ge=1, le=1_000_000)] = 1
    page_size: Annotated[Int, Field(ge=1, le=1000)] = 100


class WhiteList(Wire):
    activity_id: int
    white_list: list[WhiteListUser]


@action("GetWhiteList", "2023-08-01", slow=True)
def get_white_list(call: Call, request: GetWhiteList) -> WhiteList:
    """List the users of a white list, by id."""
    show, size = of_call(call, request.activity_id), request.page_size
    of = call.db, show.id, request.permission_order, request.key_word
    users = white_list.listed(*of, (request.page_num - 1) * size, size)
    return WhiteList(
        activity_id=show.id, white_list=[WhiteListUser(external_user_id=user, nick_name=name) for user, name in users]
    )


class DeleteWhiteList(Wire):
    activity_id: Int
    permission_order: Place
    delete_all: Flag
    """1: the list becomes empty."""
    delete_user_list: Annotated[list[str], Field(max_length=ONE_CALL)] = []
    """ExternalUserIds."""


class Deleted(Wire):
    activity_id: int
    status: int = 1


@action("DeleteWhiteList", "2023-08-01", writes=True)
def delete_white_list(call: Call, request: DeleteWhiteList) -> Deleted:
    """Take users off a white list, or empty it. Those who watch stop watching at once."""
    show, place = of_call(call, request.activity_id), request.permission_order
    if request.delete_all:
        white_list.empty(call.db, show.id, place)
    else:
        white_list.remove(call.db, show.id, place, [user.strip() for user in request.delete_user_list])
    _changed(call, show, "-all" if request.delete_all else f"-{len(request.delete_user_list)}")
    return Deleted(activity_id=show.id)


def _fault(user: WhiteListUser) -> str:
    if not 1 <= len(user.external_user_id.strip()) <= LONGEST_ID:
        return f"ExternalUserId has 1 to {LONGEST_ID} characters"
    if not 1 <= len(user.nick_name.strip()) <= LONGEST_NAME:
        return f"NickName has 1 to {LONGEST_NAME} characters"
    return ""


def _changed(call: Call, show: Activity, detail: str) -> None:
    table.touch(call.db, show.id)
    call.note("white-list", show.account, show.id, detail=detail)
    call.mark_changed(show.id)
