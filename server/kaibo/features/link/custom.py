"""The signed calls that create links with terms of their own, and that list and revoke any link.

They are Kaibo's own; the vendor has none.
"""

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
from kaibo.features.link.token import NAME_MAX, LaunchToken
from kaibo.gateway.action import Int, Seconds, Secret, Wire, action
from kaibo.gateway.paging import Paged, page_token
from kaibo.names import checked
from kaibo.session import admission, table as sessions
from kaibo.session.role import Role
from kaibo.session.table import Session

ROLES = {"host": Role.HOST, "guest": Role.GUEST}
NAMES = {role: name for name, role in ROLES.items()}
USES_SHOWN = 100
RoleName = Literal["host", "guest"]
Address = Annotated[str, Field(max_length=2000)]


class CreateLaunchLink(Wire):
    """The terms of a new link. Times are unix seconds; 0 means none."""

    activity_id: Int
    role: RoleName
    user_name: Annotated[str, Field(max_length=200)] = ""
    external_user_id: Annotated[str, Field(max_length=128)] = ""
    """Makes the link personal. A guest uses it on one device at a time; a host's second device asks for the seat."""
    avatar_url: Address = ""
    not_before: Seconds = 0
    expire_time: Seconds = 0
    ttl_seconds: Annotated[Int, Field(ge=0, le=2**31)] = 0
    max_uses: Annotated[Int, Field(ge=0, le=100_000)] = 0
    """0: any number. 1: a one-time link."""
    locale: Literal["", "zh", "en"] = ""
    prefer: Literal["", "app", "browser", "ask"] = ""
    return_url: Address = ""
    note: Annotated[str, Field(max_length=500)] = ""
    client_token: Annotated[str, Field(max_length=64)] = ""
    """Makes the call repeatable: the same text returns the same link."""

    @field_validator("avatar_url")
    @classmethod
    def https(cls, value: str) -> str:
        """Check that the address is an https address. Raises ValueError."""
        if value and not (value.startswith("https://") and split(value).hostname):
            raise ValueError("it is an https address")
        return value


class CreatedLaunchLink(Wire):
    """A new link, or the same link again for the same ClientToken."""

    link_id: str
    url: str
    expire_time: int
    """In unix seconds; 0 for never."""
    state: str
    """The state as ListLaunchLinks shows it. A link that is returned again may open nothing."""


class OneLink(Wire):
    """Names one link, by its LinkId or by its web address."""

    activity_id: Int | None = None
    """Optional, except for an access key that may use only some activities."""
    link_id: Annotated[str, Field(max_length=64)] = ""
    url: Address = ""


class LinkUse(Wire):
    """A session of the link. Times are unix seconds; 0 means none."""

    session_id: str
    use_time: int
    via: str
    """`app` or `browser`."""
    browser: str
    system: str
    address_prefix: str
    is_in: bool
    """Whether the session lives."""
    connected: bool
    end_time: int
    end_reason: str


class ListedLink(Wire):
    """A launch link. Times are unix seconds; 0 means none."""

    link_id: str
    activity_id: int
    kind: str
    role: str
    state: str
    """open, early, used-up, expired, revoked, rotated, or blocked (a person of the link was removed)."""
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
    """A launch link with its web address and its latest sessions."""

    url: str
    uses: list[LinkUse]


class ListLaunchLinks(Paged):
    """Which links to list."""

    activity_id: Int
    role: Literal["", "host", "guest"] = ""


class ListedLinks(Wire):
    links: list[ListedLink]
    next_page_token: str


class RevokeLaunchLink(OneLink):
    """Which link to revoke."""

    mode: Mode = "new-joins-only"
    """`everyone` also ends the link's sessions."""


class RevokedLink(Wire):
    """The revoked link."""

    link_id: str
    ended: int
    """How many sessions the call ended."""


class RotateLaunchLinks(Wire):
    """Which links to rotate."""

    activity_id: Int
    role: Literal["host", "guest", "all"]
    mode: Mode = "new-joins-only"
    keep_session_ids: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)] = []


class RotatedLinks(Wire):
    """The new host links; "" and 0 when the call rotated only guest links.

    A backend asks for each guest's new link by the guest's name.
    """

    ended: int
    """How many sessions the call ended."""
    url: str
    tmp_url: str
    expire_time: int


def _replayed_url(call: Call, answer: dict[str, Any]) -> str:
    link = links.of(call, answer["LinkId"])
    call.check(link.show.id)
    return links.url_of(call, link.terms)


@action("CreateLaunchLink", rate="50/second", writes=True, secret=Secret("Url", _replayed_url))
def create_launch_link(call: Call, request: CreateLaunchLink) -> CreatedLaunchLink:
    """Create a link with terms of its own. The same ClientToken returns the same link again, in any State.

    Raises ClientTokenReused when the ClientToken belongs to a link with other terms.
    """
    show = of_call(call, request.activity_id)
    request_hash = _request_hash(request)
    if request.client_token and (existing := table.by_client_token(call.db, show.id, request.client_token)):
        if existing.asked_hash != request_hash:
            raise ClientTokenReused
        return _created(call, Link(existing, show), AGAIN)
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
        asked_hash=request_hash,
    )
    table.store(call.db, terms)
    return _created(call, Link(terms, show), terms.note)


@action("GetLaunchLink")
def get_launch_link(call: Call, request: OneLink) -> LaunchLinkDetails:
    """Return a link, its state, and its latest hundred sessions."""
    link = _link(call, request)
    if not request.url:
        links.note(call, ISSUE, link, AGAIN)
    uses = [_use(call, session) for session in sessions.of_link(call.db, link.terms.id, USES_SHOWN)]
    return LaunchLinkDetails(**_listed(call, link).model_dump(), url=links.url_of(call, link.terms), uses=uses)


@action("ListLaunchLinks", slow=True)
def list_launch_links(call: Call, request: ListLaunchLinks) -> ListedLinks:
    """List the links of an activity, the newest first, without their web addresses.

    A permanent or temporary link is listed once it was opened or revoked. The permanent host link is always listed.
    """
    show = of_call(call, request.activity_id)
    before = request.before()
    role = ROLES.get(request.role)
    rows = table.listed(call.db, show.id, role, before, request.page_size + 1)
    page = rows[: request.page_size]
    more = len(rows) > len(page)
    listed = [_listed(call, Link(terms, show)) for terms in page]
    if not more and role is not Role.GUEST:
        token = LaunchToken(show.id, Role.HOST, epoch=show.link_epoch)
        host = links.permanent_or_temporary(call, token)
        if table.find(call.db, host.id) is None:
            listed.append(_listed(call, Link(host, show)))
    next_token = page_token(page[-1].created_at, page[-1].id) if more else ""
    return ListedLinks(links=listed, next_page_token=next_token)


@action("RevokeLaunchLink", writes=True)
def revoke_launch_link(call: Call, request: RevokeLaunchLink) -> RevokedLink:
    """Revoke a link: it admits nobody from now on. With Mode everyone, also end the link's sessions."""
    link = _link(call, request)
    revoked, ended = table.revoke(call.db, link.terms, call.now), 0
    if request.mode == EVERYONE:
        ended = rotation.end_link(call, link)
    if revoked or ended:
        call.mark_changed(link.show.id)
        links.note(call, "revoke", link, request.mode)
    return RevokedLink(link_id=link.terms.id, ended=ended)


@action("RestoreLaunchLink", writes=True)
def restore_launch_link(call: Call, request: OneLink) -> ListedLink:
    """Restore a link that was revoked, or that the removal of a person blocked.

    Raises LinkRotated when all links of its role were rotated since.
    """
    link = _link(call, request)
    if link.terms.epoch != links.epoch(link.show, link.terms.role):
        raise LinkRotated
    restored, unblocked = table.restore(call.db, link.terms.id), admission.unblock_link(call.db, link.terms.id)
    if restored or unblocked:
        call.mark_changed(link.show.id)
        links.note(call, "restore", link)
    return _listed(call, Link(link.terms._replace(revoked_at=None), link.show))


@action("RotateLaunchLinks", writes=True)
def rotate_launch_links(call: Call, request: RotateLaunchLinks) -> RotatedLinks:
    """Turn off every link of a role, or of both roles. New links can be had at once. The show continues.

    All sessions stay. With Mode everyone only those in KeepSessionIds stay, and move to the new permanent link.

    Raises UnknownSession, before anything changes, for a session in KeepSessionIds of another activity.
    """
    show = of_call(call, request.activity_id)
    roles = list(Role) if request.role == "all" else [ROLES[request.role]]
    keep = [_of_show(call, show.id, session_id) for session_id in request.keep_session_ids]
    show, ended = rotation.rotate(call, show, roles, request.mode, keep)
    if Role.HOST not in roles:
        return RotatedLinks(ended=ended, url="", tmp_url="", expire_time=0)
    host = rotation.host_links(call, show)
    url, tmp_url = (links.give_out(call, show, token) for token in host)
    return RotatedLinks(ended=ended, url=url, tmp_url=tmp_url, expire_time=host.temporary.expires)


def _link(call: Call, request: OneLink) -> Link:
    """Return the link that a request names.

    Raises UnknownLink, also for a link of another account, and AccessDenied as `of_call` does.
    """
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
    """Return the permanent host link of the activity if the request names it. It is listed before it has a row."""
    show = activities.find(call.db, request.activity_id) if request.activity_id is not None else None
    if show is None:
        return None
    host = links.permanent_or_temporary(call, LaunchToken(show.id, Role.HOST, epoch=show.link_epoch))
    return Link(table.find(call.db, host.id) or host, show) if host.id == request.link_id else None


def _token(url: str) -> str:
    """Return the launch token of a copied web address. Raises UnknownLink for a text that is not a web address."""
    try:
        return split(url.strip()).path.rpartition("/")[2]
    except ValueError:
        raise UnknownLink from None


def _of_show(call: Call, activity_id: int, session_id: str) -> Session:
    """Return a session of this activity. Raises UnknownSession."""
    session = sessions.find(call.db, session_id)
    if session is None or session.activity != activity_id:
        raise UnknownSession
    return session


def _request_hash(request: CreateLaunchLink) -> str:
    """Hash the parameters that differ from their defaults, so a parameter of a later version changes no old hash."""
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
    """Return the person's name: required for a guest, optional for a host."""
    if not request.user_name.strip():
        if request.role == "guest":
            raise MissingParameter("UserName")
        return ""
    return checked("UserName", request.user_name, NAME_MAX)


def _expiry(call: Call, request: CreateLaunchLink) -> int:
    """Return when the link expires, in unix ms; 0 for never. Raises InvalidParameter."""
    if request.expire_time and request.ttl_seconds:
        raise InvalidParameter("TtlSeconds", "give it or ExpireTime, not both")
    expires = request.expire_time * 1000
    if request.ttl_seconds:
        expires = call.now + request.ttl_seconds * 1000
    if expires and expires <= max(call.now, request.not_before * 1000):
        raise InvalidParameter("ExpireTime", "it is not after now and after NotBefore")
    return expires


def _return_url(call: Call, request: CreateLaunchLink) -> str:
    """Return the ReturnUrl, if the setting `return_origins` allows its origin. Raises InvalidParameter.

    An open redirect would let strangers misuse our address.
    """
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


def _use(call: Call, session: Session) -> LinkUse:
    return LinkUse(
        session_id=session.id,
        use_time=session.created_at // 1000,
        via=session.via,
        browser=session.browser,
        system=session.system,
        address_prefix=session.address,
        is_in=session.lives(call.now),
        connected=session.connected,
        end_time=(session.ended_at or 0) // 1000,
        end_reason=session.end_reason,
    )
