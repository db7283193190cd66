"""The signed calls about launch links with a policy of their own, and about turning any link off (ours)."""

from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from kaibo.activity import table as activities
from kaibo.activity.rights import of_call
from kaibo.call import Call, new_id
from kaibo.errors import (
    ClientTokenReused,
    InvalidParameter,
    LinkRotated,
    MissingParameter,
    UnknownActivity,
    UnknownLink,
    UnknownSession,
)
from kaibo.features.link import rotation, state as links, table
from kaibo.features.link.address import split
from kaibo.features.link.rotation import EVERYONE, Mode
from kaibo.features.link.state import AGAIN, ISSUE, Link
from kaibo.features.link.table import LaunchLink
from kaibo.features.link.token import LaunchToken, clean_name
from kaibo.gateway.action import Int, Seconds, Secret, Wire, action
from kaibo.gateway.paging import Paged, page_token
from kaibo.session import admission, table as sessions
from kaibo.session.role import Role
from kaibo.session.table import Session

ROLES = {"host": Role.HOST, "guest": Role.GUEST}
NAMES = {role: name for name, role in ROLES.items()}
USES_SHOWN = 100
RoleName = Literal["host", "guest"]
Address = Annotated[str, Field(max_length=2000)]


class CreateLaunchLink(Wire):
    """Times in unix seconds, 0 for none. `max_uses` 0: any number, 1: one-time. A link with an `external_user_id` is
    that one person's: a guest is in once at a time, a host's second device asks for the seat."""

    activity_id: Int
    role: RoleName
    user_name: Annotated[str, Field(max_length=200)] = ""
    external_user_id: Annotated[str, Field(max_length=128)] = ""
    avatar_url: Address = ""
    not_before: Seconds = 0
    expire_time: Seconds = 0
    ttl_seconds: Annotated[Int, Field(ge=0, le=2**31)] = 0
    max_uses: Annotated[Int, Field(ge=0, le=100_000)] = 0
    locale: Literal["", "zh", "en"] = ""
    prefer: Literal["", "app", "browser", "ask"] = ""
    return_url: Address = ""
    note: Annotated[str, Field(max_length=500)] = ""
    client_token: Annotated[str, Field(max_length=64)] = ""

    @field_validator("avatar_url")
    @classmethod
    def https(cls, value: str) -> str:
        if value and not (value.startswith("https://") and split(value).hostname):
            raise ValueError("it is an https address")
        return value


class CreatedLaunchLink(Wire):
    """`expire_time` in unix seconds, 0 for never. `state` as it is listed: one that is given again may open nothing."""

    link_id: str
    url: str
    expire_time: int
    state: str


class OneLink(Wire):
    """A link by its LinkId or, when that is all one has, by its address. `activity_id` need not be given, but a key
    that is good for some activities only has to."""

    activity_id: Int | None = None
    link_id: Annotated[str, Field(max_length=64)] = ""
    url: Address = ""


class LinkUse(Wire):
    """A session that the link made. `via`: app or browser; times in unix seconds, 0 for none."""

    session_id: str
    use_time: int
    via: str
    browser: str
    system: str
    address_prefix: str
    is_in: bool
    connected: bool
    end_time: int
    end_reason: str


class ListedLink(Wire):
    """Times in unix seconds, 0 for none. `state`: open, early, used-up, expired, revoked, rotated or blocked (somebody
    whom it let in was put out)."""

    link_id: str
    activity_id: int
    kind: str
    role: str
    state: str
    user_name: str
    external_user_id: str
    avatar_url: str
    not_before: int
    expire_time: int
    max_uses: int
    used_count: int
    locale: str
    prefer: str
    return_url: str
    note: str
    create_time: int
    first_open_time: int
    revoke_time: int


class LaunchLinkDetails(ListedLink):
    url: str
    uses: list[LinkUse]


class ListLaunchLinks(Paged):
    activity_id: Int
    role: Literal["", "host", "guest"] = ""


class ListedLinks(Wire):
    links: list[ListedLink]
    next_page_token: str


class RevokeLaunchLink(OneLink):
    mode: Mode = "new-joins-only"


class RevokedLink(Wire):
    """`ended` is how many sessions were ended by it."""

    link_id: str
    ended: int


class RotateLaunchLinks(Wire):
    activity_id: Int
    role: Literal["host", "guest", "all"]
    mode: Mode = "new-joins-only"
    keep_session_ids: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)] = []


class RotatedLinks(Wire):
    """The new host links, "" and 0 when only guests' were made anew: those are asked for by name."""

    ended: int
    url: str
    tmp_url: str
    expire_time: int


def _url_again(call: Call, answer: dict[str, Any]) -> str:
    link = links.of(call, answer["LinkId"])
    call.check(link.show.id)
    return links.url_of(call, link.terms)


@action("CreateLaunchLink", rate="50/second", writes=True, secret=Secret("Url", _url_again))
def create_launch_link(call: Call, request: CreateLaunchLink) -> CreatedLaunchLink:
    """A link with a policy. The same ClientToken gives the same link again, whatever became of it: its State says so.

    Raises ClientTokenReused for one that made another link.
    """
    show = of_call(call, request.activity_id)
    asked = _asked(request)
    if request.client_token and (made := table.by_client_token(call.db, show.id, request.client_token)):
        if made.asked_hash != asked:
            raise ClientTokenReused
        return _created(call, Link(made, show), AGAIN)
    terms = LaunchLink(
        id=new_id("ln_"),
        activity=show.id,
        role=ROLES[request.role],
        name=_name(request),
        epoch=links.epoch(show, ROLES[request.role]),
        expires_at=_expiry(call, request),
        created_at=call.now,
        created_by=call.key,
        not_before=request.not_before * 1000,
        max_uses=request.max_uses,
        external_user=request.external_user_id,
        avatar_url=request.avatar_url,
        locale=request.locale,
        prefer=request.prefer,
        return_url=_return_url(call, request),
        note=request.note,
        client_token=request.client_token or None,
        asked_hash=asked,
    )
    table.keep(call.db, terms)
    return _created(call, Link(terms, show), terms.note)


@action("GetLaunchLink")
def get_launch_link(call: Call, request: OneLink) -> LaunchLinkDetails:
    """A link, what became of it, and the latest hundred who came by it."""
    link = _one(call, request)
    if not request.url:
        links.note(call, ISSUE, link, AGAIN)
    uses = [_use(call, one) for one in sessions.of_link(call.db, link.terms.id, USES_SHOWN)]
    return LaunchLinkDetails(**_listed(call, link).model_dump(), url=links.url_of(call, link.terms), uses=uses)


@action("ListLaunchLinks", slow=True)
def list_launch_links(call: Call, request: ListLaunchLinks) -> ListedLinks:
    """The links of an activity, the newest first, without their addresses. The vendor's are among them once they were
    opened or turned off; the permanent host link always is."""
    show = of_call(call, request.activity_id)
    before = request.before()
    role = ROLES.get(request.role)
    found = table.listed(call.db, show.id, role, before, request.page_size + 1)
    page = found[: request.page_size]
    more = len(found) > len(page)
    shown = [_listed(call, Link(terms, show)) for terms in page]
    if not more and role is not Role.GUEST:
        token = LaunchToken(show.id, Role.HOST, epoch=show.link_epoch)
        host = links.permanent_or_temporary(call, token)
        if table.find(call.db, host.id) is None:
            shown.append(_listed(call, Link(host, show)))
    last = page_token(page[-1].created_at, page[-1].id) if more else ""
    return ListedLinks(links=shown, next_page_token=last)


@action("RevokeLaunchLink", writes=True)
def revoke_launch_link(call: Call, request: RevokeLaunchLink) -> RevokedLink:
    """A link lets nobody in from now on; with Mode everyone, whoever came by it is put out as well."""
    link = _one(call, request)
    revoked, ended = table.revoke(call.db, link.terms, call.now), 0
    if request.mode == EVERYONE:
        ended = rotation.end_link(call, link)
    if revoked or ended:
        call.mark_changed(link.show.id)
        links.note(call, "revoke", link, request.mode)
    return RevokedLink(link_id=link.terms.id, ended=ended)


@action("RestoreLaunchLink", writes=True)
def restore_launch_link(call: Call, request: OneLink) -> ListedLink:
    """A link works again that was turned off, or that was blocked because somebody whom it let in was put out.

    Raises LinkRotated when all links of its role were made anew.
    """
    link = _one(call, request)
    if link.terms.epoch != links.epoch(link.show, link.terms.role):
        raise LinkRotated
    restored, unblocked = table.restore(call.db, link.terms.id), admission.unblock_link(call.db, link.terms.id)
    if restored or unblocked:
        call.mark_changed(link.show.id)
        links.note(call, "restore", link)
    return _listed(call, Link(link.terms._replace(revoked_at=None), link.show))


@action("RotateLaunchLinks", writes=True)
def rotate_launch_links(call: Call, request: RotateLaunchLinks) -> RotatedLinks:
    """Every link of a role, or of both, stops; new ones are to be had. The show goes on: whoever is in stays, but with
    Mode everyone only those in KeepSessionIds do, and are in by the new permanent link then.

    Raises UnknownSession, before anything changes, for one to keep that is not of this activity.
    """
    show = of_call(call, request.activity_id)
    roles = list(Role) if request.role == "all" else [ROLES[request.role]]
    keep = [_of_show(call, show.id, one) for one in request.keep_session_ids]
    show, ended = rotation.rotate(call, show, roles, request.mode, keep)
    if Role.HOST not in roles:
        return RotatedLinks(ended=ended, url="", tmp_url="", expire_time=0)
    host = rotation.host_links(call, show)
    url, tmp_url = (links.give_out(call, show, one) for one in host)
    return RotatedLinks(ended=ended, url=url, tmp_url=tmp_url, expire_time=host.brief.expires)


def _one(call: Call, request: OneLink) -> Link:
    """Raises UnknownLink, the same for one that is not there and for another's; AccessDenied as of_call does."""
    if bool(request.link_id) == bool(request.url):
        raise MissingParameter("LinkId") if not request.url else InvalidParameter("Url", "give it or LinkId, not both")
    if request.url:
        link = links.known(call, _token(request.url))
    else:
        link = _permanent(call, request) or links.of(call, request.link_id)
    if request.activity_id is not None and link.show.id != request.activity_id:
        raise UnknownLink
    try:
        of_call(call, link.show.id)
    except UnknownActivity:
        raise UnknownLink from None
    return link


def _permanent(call: Call, request: OneLink) -> Link | None:
    """The permanent host link of the named activity, if that is meant: it is listed before it has a row."""
    show = activities.find(call.db, request.activity_id) if request.activity_id is not None else None
    if show is None:
        return None
    host = links.permanent_or_temporary(call, LaunchToken(show.id, Role.HOST, epoch=show.link_epoch))
    return Link(table.find(call.db, host.id) or host, show) if host.id == request.link_id else None


def _token(url: str) -> str:
    """What stands after `/l/` in an address as people copy it. Raises UnknownLink for what is no address."""
    try:
        return split(url.strip()).path.rpartition("/")[2]
    except ValueError:
        raise UnknownLink from None


def _of_show(call: Call, activity_id: int, session_id: str) -> Session:
    """A session of this activity. Raises UnknownSession."""
    one = sessions.find(call.db, session_id)
    if one is None or one.activity != activity_id:
        raise UnknownSession
    return one


def _asked(request: CreateLaunchLink) -> str:
    """What was asked for, as a hash: only of what says something, so that a parameter that a later version adds changes
    none from before."""
    return sha256(request.model_dump_json(exclude_defaults=True).encode()).hexdigest()


def _created(call: Call, link: Link, detail: str) -> CreatedLaunchLink:
    terms = link.terms
    links.note(call, ISSUE, link, detail)
    return CreatedLaunchLink(
        link_id=terms.id,
        url=links.url_of(call, terms),
        expire_time=terms.expires_at // 1000,
        state=links.state(call, link),
    )


def _name(request: CreateLaunchLink) -> str:
    """A guest has a name, a host may have one."""
    if not request.user_name.strip():
        if request.role == "guest":
            raise MissingParameter("UserName")
        return ""
    try:
        return clean_name(request.user_name)
    except ValueError as wrong:
        raise InvalidParameter("UserName", str(wrong)) from None


def _expiry(call: Call, request: CreateLaunchLink) -> int:
    """In unix ms, 0 for never."""
    if request.expire_time and request.ttl_seconds:
        raise InvalidParameter("TtlSeconds", "give it or ExpireTime, not both")
    expires = request.expire_time * 1000
    if request.ttl_seconds:
        expires = call.now + request.ttl_seconds * 1000
    if expires and expires <= max(call.now, request.not_before * 1000):
        raise InvalidParameter("ExpireTime", "it is not after now and after NotBefore")
    return expires


def _return_url(call: Call, request: CreateLaunchLink) -> str:
    """Only to where the operator lets people be sent: an open redirect would lend our name to anybody."""
    if not request.return_url:
        return ""
    try:
        parts = split(request.return_url)
    except ValueError as wrong:
        raise InvalidParameter("ReturnUrl", str(wrong)) from None
    if f"{parts.scheme}://{parts.netloc}".lower() not in call.limits.return_origins:
        raise InvalidParameter("ReturnUrl", "its origin is not among the setting return_origins")
    return request.return_url


def _listed(call: Call, link: Link) -> ListedLink:
    terms = link.terms
    return ListedLink(
        link_id=terms.id,
        activity_id=terms.activity,
        kind=terms.kind,
        role=NAMES[Role(terms.role)],
        state=links.state(call, link),
        user_name=terms.name,
        external_user_id=terms.external_user,
        avatar_url=terms.avatar_url,
        not_before=terms.not_before // 1000,
        expire_time=terms.expires_at // 1000,
        max_uses=terms.max_uses,
        used_count=links.used(call, terms),
        locale=terms.locale,
        prefer=terms.prefer,
        return_url=terms.return_url,
        note=terms.note,
        create_time=terms.created_at // 1000,
        first_open_time=terms.first_opened_at // 1000,
        revoke_time=(terms.revoked_at or 0) // 1000,
    )


def _use(call: Call, one: Session) -> LinkUse:
    return LinkUse(
        session_id=one.id,
        use_time=one.created_at // 1000,
        via=one.via,
        browser=one.browser,
        system=one.system,
        address_prefix=one.address,
        is_in=one.lives(call.now),
        connected=one.connected,
        end_time=(one.ended_at or 0) // 1000,
        end_reason=one.end_reason,
    )
