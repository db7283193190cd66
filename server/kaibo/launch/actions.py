"""The signed call that gives launch links (spec: actions §1)."""

from pydantic import field_validator

from kaibo.activity import table as activities
from kaibo.call import Call
from kaibo.errors import InvalidParameter, MissingParameter
from kaibo.gateway.action import Int, Wire, action
from kaibo.launch.link import url
from kaibo.launch.token import LaunchToken, clean_name
from kaibo.stage.role import Role


class GetDownloadLiveClient(Wire):
    activity_id: Int
    login_type: Int = 0
    user_name: str = ""

    @field_validator("login_type")
    @classmethod
    def host_or_guest(cls, value: int) -> int:
        if value not in (Role.HOST, Role.GUEST):
            raise ValueError("it is 0 (host) or 1 (guest)")
        return value


class LaunchLinks(Wire):
    url: str
    tmp_url: str
    expire_time: int


@action("GetDownloadLiveClient", "2023-08-01", rate="10/second")
def get_download_live_client(call: Call, request: GetDownloadLiveClient) -> LaunchLinks:
    """The links that open an activity: a host's permanent and temporary one, or a named guest's.

    Asked again, the permanent ones are the same. ExpireTime, in unix seconds, is TmpUrl's.
    """
    name = _guest_name(request) if request.login_type == Role.GUEST else ""
    show = activities.get(call.db, call.account, request.activity_id)
    forever = LaunchToken(show.id, request.login_type, name, epoch=show.link_epoch)
    if request.login_type == Role.GUEST:
        return LaunchLinks(url=url(call, forever), tmp_url="", expire_time=0)
    expires = call.now // 1000 + call.policy.tmp_link_seconds
    brief = LaunchToken(show.id, request.login_type, name, expires, show.link_epoch)
    return LaunchLinks(url=url(call, forever), tmp_url=url(call, brief), expire_time=expires)


def _guest_name(request: GetDownloadLiveClient) -> str:
    if not request.user_name:
        raise MissingParameter("UserName")
    try:
        return clean_name(request.user_name)
    except ValueError as wrong:
        raise InvalidParameter("UserName", str(wrong)) from None
