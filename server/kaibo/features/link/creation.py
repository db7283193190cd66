"""The signed call that creates a link with terms of its own. It is Kaibo's own; the vendor has none."""

from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from kaibo.activity.rights import of_call
from kaibo.address import origin
from kaibo.call import Call, new_id
from kaibo.errors import InvalidParameter
from kaibo.features.link import state as links, table
from kaibo.features.link.address import split
from kaibo.features.link.errors import ClientTokenReused
from kaibo.features.link.named import Address
from kaibo.features.link.state import AGAIN, ISSUE, Link
from kaibo.features.link.table import LaunchLink
from kaibo.gateway.action import Int, Seconds, Secret, Wire, action
from kaibo.names import PERSON_MAX, checked
from kaibo.session.role import ROLES, RoleName


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
        if value and not (split(value) and origin(value).startswith("https://")):
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


def _replayed_url(call: Call, request: Any, answer: dict[str, Any]) -> str:
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
    """Return the person's name. Without one the green room asks a guest, and a host needs none."""
    return checked("UserName", request.user_name, PERSON_MAX) if request.user_name.strip() else ""


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
        split(request.return_url)
        site = origin(request.return_url)
    except ValueError as wrong:
        raise InvalidParameter("ReturnUrl", str(wrong)) from None
    if site not in call.limits.return_origins:
        raise InvalidParameter("ReturnUrl", "its origin is not among the setting return_origins")
    return request.return_url
