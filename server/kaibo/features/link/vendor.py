"""The signed calls that give launch links (docs/wire.md, "Launch links")."""

from dataclasses import replace

from pydantic import Field, field_validator

from kaibo.activity.fields import ActivityId
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import InvalidParameter, MissingParameter
from kaibo.features.link import join_code
from kaibo.features.link.rotation import host_links
from kaibo.features.link.state import give_out, url
from kaibo.features.link.token import LaunchToken, clean_name
from kaibo.gateway.action import Int, Wire, action
from kaibo.session.role import Role

GUEST = "嘉宾"
"""The name in the guest link of GetActivityLinks, which asks for none."""


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


class GuestLink(Wire):
    """`link_key` is a password that the vendor's guests may be asked for; here the link itself is the key."""

    login_url: str
    link_key: str = ""
    enable_key: int = 0


class AudienceLink(Wire):
    """One address for both: the page turns with the screen. `portrait_moede_url` is how the vendor's SDK spells it."""

    landscape_mode_url: str
    portrait_mode_url: str
    portrait_moede_url: str


class AssistantLink(Wire):
    login_url: str
    password: str


class ActivityLinks(Wire):
    web_push_host_link: LaunchLinks
    live_client_link: LaunchLinks
    teach_assistant_login_links: list[AssistantLink] = Field(default=[])
    web_push_guest_login_link: GuestLink
    audience_link: AudienceLink


@action("GetDownloadLiveClient", "2023-08-01", rate="10/second")
def get_download_live_client(call: Call, request: GetDownloadLiveClient) -> LaunchLinks:
    """The links that open an activity: a host's permanent and temporary one, or a named guest's.

    Asked again, the permanent ones are the same. ExpireTime, in unix seconds, is TmpUrl's.
    """
    name = _guest_name(request) if request.login_type == Role.GUEST else ""
    show = of_call(call, request.activity_id)
    if request.login_type == Role.HOST:
        return _host_links(call, show)
    return LaunchLinks(url=_guest_url(call, show, name), tmp_url="", expire_time=0)


@action("GetDownloadLiveClientAPI", "2020-06-01", rate="120/minute")
def get_download_live_client_api(call: Call, request: ActivityId) -> LaunchLinks:
    """The host's links, as GetDownloadLiveClient gives them."""
    return _host_links(call, of_call(call, request.activity_id))


@action("GetWebPushLiveClientAPI", "2020-06-01", rate="120/minute")
def get_web_push_live_client(call: Call, request: ActivityId) -> LaunchLinks:
    """The host's links to the same page, which offers the browser first and opens no app by itself."""
    return _host_links(call, of_call(call, request.activity_id), browser=True)


class LoginKeys(Wire):
    """`expire_time`, in unix seconds, is `tmp_secret_key`'s."""

    activity_id: int
    secret_key: str
    tmp_secret_key: str
    expire_time: int


@action("GetTemporaryLoginTokenAPI", "2020-06-01", rate="120/minute")
def get_temporary_login_token(call: Call, request: ActivityId) -> LoginKeys:
    """The host's links as keys that a person can type, into the app or at `/go`."""
    show = of_call(call, request.activity_id)
    brief, expires = join_code.brief(call, show)
    forever = host_links(call, show).forever
    for token in (forever, replace(forever, expires=expires)):
        give_out(call, show, token, "keys")
    return LoginKeys(
        activity_id=show.id, secret_key=join_code.permanent(call, show), tmp_secret_key=brief, expire_time=expires
    )


@action("GetActivityLinks", "2023-08-01", rate="5/second")
def get_activity_links(call: Call, request: ActivityId) -> ActivityLinks:
    """Every link of an activity: host in the browser and in the app, guest, audience."""
    show = of_call(call, request.activity_id)
    watch = call.limits.view_url(show.view_path)
    host = _host_links(call, show)
    forever, brief = host_links(call, show, browser=True)  # the same two, spelt otherwise
    return ActivityLinks(
        web_push_host_link=LaunchLinks(url=url(call, forever), tmp_url=url(call, brief), expire_time=brief.expires),
        live_client_link=host,
        web_push_guest_login_link=GuestLink(login_url=_guest_url(call, show, GUEST, browser=True)),
        audience_link=AudienceLink(landscape_mode_url=watch, portrait_mode_url=watch, portrait_moede_url=watch),
    )


def _host_links(call: Call, show: Activity, *, browser: bool = False) -> LaunchLinks:
    forever, brief = host_links(call, show, browser=browser)
    return LaunchLinks(
        url=give_out(call, show, forever), tmp_url=give_out(call, show, brief), expire_time=brief.expires
    )


def _guest_url(call: Call, show: Activity, name: str, *, browser: bool = False) -> str:
    return give_out(call, show, LaunchToken(show.id, Role.GUEST, name, epoch=show.guest_link_epoch, browser=browser))


def _guest_name(request: GetDownloadLiveClient) -> str:
    if not request.user_name:
        raise MissingParameter("UserName")
    try:
        return clean_name(request.user_name)
    except ValueError as wrong:
        raise InvalidParameter("UserName", str(wrong)) from None
