"""The vendor's signed calls that return launch links (docs/wire.md, "Launch links")."""

from dataclasses import replace

from pydantic import field_validator

from kaibo.activity.fields import ActivityId
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import MissingParameter
from kaibo.features.link import join_code
from kaibo.features.link.assistant import accounts, table as assistants
from kaibo.features.link.rotation import host_links
from kaibo.features.link.state import give_out, url
from kaibo.features.link.token import LaunchToken
from kaibo.gateway.action import Int, Wire, action
from kaibo.names import PERSON_MAX, checked
from kaibo.session.role import Role

GUEST = "嘉宾"
"""The guest's name in the guest link of GetActivityLinks, because that call has no name."""


class GetDownloadLiveClient(Wire):
    """Which links to return."""

    activity_id: Int
    login_type: Int = 0
    """0 host, 1 guest."""
    user_name: str = ""
    """A guest's name."""

    @field_validator("login_type")
    @classmethod
    def host_or_guest(cls, value: int) -> int:
        """Check that the value is a role. Raises ValueError."""
        if value not in (Role.HOST, Role.GUEST):
            raise ValueError("it is 0 (host) or 1 (guest)")
        return value


class LaunchLinks(Wire):
    """A permanent link and a temporary one."""

    url: str
    tmp_url: str
    expire_time: int
    """When TmpUrl expires, in unix seconds."""


class GuestLink(Wire):
    """A guest's link, as the vendor shows it."""

    login_url: str
    link_key: str = ""
    """Always "". The vendor's guests may need a password; here the link is enough."""
    enable_key: int = 0


class AudienceLink(Wire):
    """The address of the watch page. It is the same for both, because the page fits the screen."""

    landscape_mode_url: str
    portrait_mode_url: str
    portrait_moede_url: str
    """The spelling of the vendor's SDK."""


class AssistantLink(Wire):
    """The address at which an assistant types the password, and the password."""

    login_url: str
    password: str


class ActivityLinks(Wire):
    """Every link of an activity."""

    web_push_host_link: LaunchLinks
    live_client_link: LaunchLinks
    teach_assistant_login_links: list[AssistantLink]
    web_push_guest_login_link: GuestLink
    audience_link: AudienceLink


@action("GetDownloadLiveClient", "2023-08-01", rate="10/second")
def get_download_live_client(call: Call, request: GetDownloadLiveClient) -> LaunchLinks:
    """Return the links of a role: a host's permanent and temporary link, or a named guest's permanent link.

    Each call returns the same permanent link. ExpireTime, in unix seconds, belongs to TmpUrl.
    """
    name = _guest_name(request) if request.login_type == Role.GUEST else ""
    show = of_call(call, request.activity_id)
    if request.login_type == Role.HOST:
        return _host_links(call, show)
    return LaunchLinks(url=_guest_url(call, show, name), tmp_url="", expire_time=0)


@action("GetDownloadLiveClientAPI", "2020-06-01", rate="120/minute")
def get_download_live_client_api(call: Call, request: ActivityId) -> LaunchLinks:
    """Return the host's links, as GetDownloadLiveClient does."""
    return _host_links(call, of_call(call, request.activity_id))


@action("GetWebPushLiveClientAPI", "2020-06-01", rate="120/minute")
def get_web_push_live_client(call: Call, request: ActivityId) -> LaunchLinks:
    """Return the host's links. Their page offers the browser first and does not open the app by itself."""
    return _host_links(call, of_call(call, request.activity_id), browser=True)


class JoinCodes(Wire):
    """A host's join codes."""

    activity_id: int
    secret_key: str
    """The permanent join code."""
    tmp_secret_key: str
    """The temporary join code."""
    expire_time: int
    """When the temporary join code expires, in unix seconds."""


@action("GetTemporaryLoginTokenAPI", "2020-06-01", rate="120/minute")
def get_temporary_login_token(call: Call, request: ActivityId) -> JoinCodes:
    """Return the host's links as join codes. A person types one into the app, or at `/go`."""
    show = of_call(call, request.activity_id)
    temporary, expires = join_code.temporary(call, show)
    permanent = host_links(call, show).permanent
    for token in (permanent, replace(permanent, expires=expires)):
        give_out(call, show, token, "keys")
    return JoinCodes(
        activity_id=show.id, secret_key=join_code.permanent(call, show), tmp_secret_key=temporary, expire_time=expires
    )


@action("GetActivityLinks", "2023-08-01", rate="5/second")
def get_activity_links(call: Call, request: ActivityId) -> ActivityLinks:
    """Return every link of an activity: those of the host, a guest, the assistants and the audience."""
    show = of_call(call, request.activity_id)
    watch = call.limits.view_url(show.view_path)
    host = _host_links(call, show)
    permanent, temporary = host_links(call, show, browser=True)  # the same links with the browser's flag
    push = LaunchLinks(url=url(call, permanent), tmp_url=url(call, temporary), expire_time=temporary.expires)
    return ActivityLinks(
        web_push_host_link=push,
        live_client_link=host,
        teach_assistant_login_links=[
            AssistantLink(login_url=accounts.login_url(call, each), password=accounts.password(call, each))
            for each in assistants.of_activity(call.db, show.id)
        ],
        web_push_guest_login_link=GuestLink(login_url=_guest_url(call, show, GUEST, browser=True)),
        audience_link=AudienceLink(landscape_mode_url=watch, portrait_mode_url=watch, portrait_moede_url=watch),
    )


def _host_links(call: Call, show: Activity, *, browser: bool = False) -> LaunchLinks:
    permanent, temporary = host_links(call, show, browser=browser)
    url, tmp_url = give_out(call, show, permanent), give_out(call, show, temporary)
    return LaunchLinks(url=url, tmp_url=tmp_url, expire_time=temporary.expires)


def _guest_url(call: Call, show: Activity, name: str, *, browser: bool = False) -> str:
    return give_out(call, show, LaunchToken(show.id, Role.GUEST, name, epoch=show.guest_link_epoch, browser=browser))


def _guest_name(request: GetDownloadLiveClient) -> str:
    if not request.user_name:
        raise MissingParameter("UserName")
    return checked("UserName", request.user_name, PERSON_MAX)
