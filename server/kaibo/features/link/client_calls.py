"""The calls from a click to the studio, at `/client/{Action}`: nobody is signed in yet."""

import hmac
from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from kaibo.call import Call, new_id
from kaibo.errors import LinkRevoked, OpenElsewhere, TicketSpent, UnknownLink
from kaibo.features.link import handoff, opener as openers, state as links, table
from kaibo.features.link.call import ClientCall
from kaibo.features.link.state import Link
from kaibo.features.link.table import Launch
from kaibo.gateway.action import Cookie, Wire, WithCookie, action
from kaibo.session import crowd, guests, table as sessions
from kaibo.session.call import COOKIE
from kaibo.session.role import Role
from kaibo.session.table import Session
from kaibo.vault import fingerprint

RATE = "60/minute"
RATE_OF_LINK = "600/minute"
"""Of one link from one network: a guest link may be a whole team's, and one who has it keeps out no other network."""
MOVED = "moved"
Secret = Annotated[str, Field(min_length=22, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
"""128 random bits or more, in base64url or hex."""


class LinkToken(Wire):
    """What stands in a launch link's address after `/l/`."""

    token: Annotated[str, Field(max_length=512)]

    @property
    def counted(self) -> tuple[str, str]:
        return RATE_OF_LINK, fingerprint(self.token)


class OpenedLaunch(Wire):
    """`listen_key` hears of the launch and can do nothing else; `deep_link` opens the app."""

    launch_id: str
    listen_key: str
    ticket: str
    deep_link: str
    enter_path: str


class Ticket(Wire):
    ticket: Secret

    @property
    def counted(self) -> tuple[str, str]:
        return RATE, fingerprint(self.ticket)


class PeekTicket(Ticket):
    """`app`: it is the desktop app that asks, and the launch page hears that it is there."""

    app: bool = False


class Device(Wire):
    """Somebody's device, "" for what is not known of it; `since` in unix seconds."""

    browser: str
    system: str
    since: int


class PeekedTicket(Wire):
    """Whose show a ticket leads to, and as whom: what a person is asked about before it is used. `elsewhere` is where
    the one guest whose link it is is in already. `here`: a launch page at the caller's own address made the ticket."""

    name: str
    role: int
    user_name: str
    link_id: str
    elsewhere: Device | None = None
    here: bool = False


class RedeemTicket(Ticket):
    """`nonce` is made by whoever redeems: it alone may ask again, for a minute, when the answer got lost. `move`: the
    guest wants to be here and no longer on the other device."""

    nonce: Secret
    app: bool = False
    move: bool = False


class RedeemedTicket(WithCookie):
    """`link_id` lets this device find its session again by the link, without a secret."""

    session_id: str
    path: str
    link_id: str


class LaunchState(Wire):
    """What the launch page is sent: whether its ticket was used, and by what; `heard` when the app has only asked about
    it so far, `heard_time` (unix milliseconds) when it last did, 0 for never."""

    state: Literal["open", "heard", "opened"]
    by: Literal["", "app", "browser"]
    heard_time: int


class AskState(Wire):
    """What the page of somebody who asks for a new link is sent."""

    state: Literal["waiting", "granted", "declined"]


@action("OpenLaunch", rate=RATE, writes=True)
def open_launch(call: ClientCall, request: LinkToken) -> OpenedLaunch:
    """A ticket for a link: one use, two minutes.

    Raises UnknownLink for a link that was turned off as for one that never was, LinkExpired, LinkNotYet, LinkUsedUp,
    LinkCrowded, and for a guest ShowIsOver and StageFull.
    """
    link = links.known(call, request.token)
    try:
        with call.refusing(link):
            links.check_room(call, links.check_open(call, link), call.address)
    except LinkRevoked:
        raise UnknownLink from None
    call.note("open", link.show.account, link.show.id, **call.about(link))
    table.note_opened(call.db, link.terms, call.now)
    launch_id, ticket, listen = new_id("la_"), new_id("tk_"), new_id("lk_")
    expires_at = call.now + call.limits.ticket_seconds * 1000
    table.create(
        call.db,
        launch_id,
        link.terms.id,
        link.show.id,
        fingerprint(ticket),
        fingerprint(listen),
        call.now,
        expires_at,
        opener=openers.mark(call.vault, launch_id, call.computer),
    )
    return OpenedLaunch(
        launch_id=launch_id,
        listen_key=listen,
        ticket=ticket,
        deep_link=f"kaibo://open?v=1&server={_origin(call)}&ticket={ticket}",
        enter_path="/enter",
    )


@action("PeekTicket", rate=RATE, writes=True)
def peek_ticket(call: ClientCall, request: PeekTicket) -> PeekedTicket:
    """What a ticket leads to; it is not used up. Raises what RedeemTicket raises, but OpenElsewhere."""
    launch = table.by_ticket(call.db, fingerprint(request.ticket))
    if launch is None:
        raise TicketSpent
    link = links.of(call, launch.link)
    with call.refusing(link):
        if launch.redeemed_at is not None or call.now >= launch.expires_at:
            raise TicketSpent
        source = handoff.check(call, launch, link)
    if request.app:
        table.note_heard(call.db, launch.id, call.now)
        call.mark_changed(link.show.id)
    others = links.inside(call, link.terms)
    return PeekedTicket(
        name=link.show.name,
        role=link.terms.role,
        user_name=source.name if source else link.terms.name,
        link_id=link.terms.id,
        elsewhere=device(others[0]) if others else None,
        here=openers.is_here(call.vault, launch, call.computer),
    )


@action("RedeemTicket", rate=RATE, writes=True)
def redeem_ticket(call: ClientCall, request: RedeemTicket) -> RedeemedTicket:
    """Turn a ticket into a session. The same nonce may ask again for a minute; no other may.

    Raises TicketSpent; OpenElsewhere for one guest's link that is in use, unless they move, with their place on the
    stage; and for what befell the link since: LinkExpired, LinkRevoked, LinkNotYet, LinkUsedUp, LinkCrowded
    or UnknownLink.
    """
    launch = table.by_ticket(call.db, fingerprint(request.ticket))
    if launch is None:
        raise TicketSpent
    secret = _session_secret(call, request)
    if launch.redeemed_at is not None:
        with call.refusing(links.of(call, launch.link)):
            return _redeemed(_again(call, launch, request), secret)
    link = links.of(call, launch.link)
    with call.refusing(link):
        if call.now >= launch.expires_at:
            raise TicketSpent
        source = handoff.check(call, launch, link)
        others = links.inside(call, link.terms)
        if others and not request.move:
            raise OpenElsewhere
        cap, keep = call.limits.stage_cap, source.id if source else ""
        crowd.make_room(call.db, link.terms.id, call.address, cap, call.now, keep)
    by = "app" if request.app else "browser"
    session = _enter(call, link, fingerprint(secret), by, source)
    for other in others:
        sessions.end(call.db, other.id, MOVED, call.now)
        call.note("end", link.show.account, link.show.id, link=other.link, session=other.id, detail=MOVED)
    if others:
        _bring_along(call, session, others)
    call.note("redeem", link.show.account, link.show.id, session=session.id, detail=by, **call.about(link))
    table.redeem(call.db, launch.id, fingerprint(request.nonce), by, session.id, call.now)
    call.mark_changed(link.show.id)
    return _redeemed(session, secret)


def device(one: Session) -> Device:
    """A session's device."""
    return Device(browser=one.browser, system=one.system, since=one.created_at // 1000)


def _enter(call: ClientCall, link: Link, secret_hash: str, via: str, source: Session | None) -> Session:
    """Who goes on from a `source` is who they are there: the link may be another one since."""
    terms, show = link
    return sessions.create(
        call.db,
        activity=show.id,
        account=show.account,
        link=terms.id,
        role=Role(terms.role),
        name=source.name if source else terms.name,
        browser=call.browser,
        system=call.system,
        secret_hash=secret_hash,
        on_air=source.on_air if source else guests.on_air_at_once(call, show.id),
        now=call.now,
        expires_at=source.expires_at if source else call.now + call.limits.session_seconds * 1000,
        via=via,
        address=call.address,
        external_user=source.external_user if source else terms.external_user,
        avatar_url=source.avatar_url if source else terms.avatar_url,
        return_url=source.return_url if source else terms.return_url,
        continues=source.first if source else "",
    )


def _bring_along(call: ClientCall, here: Session, others: Sequence[Session]) -> None:
    """Who moved here keeps their place on the stage, and what the host decided about it."""
    old = next((one for one in others if one.joined_at is not None), others[0])
    sessions.change(call.db, here.id, joined_at=old.joined_at, on_air=old.on_air)


def _again(call: ClientCall, launch: Launch, request: RedeemTicket) -> Session:
    """The session of a ticket that was used, for a lost answer."""
    late = call.now >= (launch.redeemed_at or 0) + call.limits.ticket_replay_seconds * 1000
    same = hmac.compare_digest(launch.nonce_hash, fingerprint(request.nonce))
    made = sessions.find(call.db, launch.session or "")
    if late or not same or made is None:
        raise TicketSpent
    return made


def _session_secret(call: ClientCall, request: RedeemTicket) -> str:
    """Derived, so that a lost answer can be given again though only its hash is kept."""
    text = f"{request.ticket}|{request.nonce}".encode()
    return hmac.digest(call.vault.key("session secret"), text, sha256).hex()


def _redeemed(made: Session, secret: str) -> RedeemedTicket:
    path, life = f"/s/{made.id}", (made.expires_at - made.created_at) // 1000
    cookie = Cookie(name=COOKIE, value=secret, path=path, max_age=life)
    return RedeemedTicket(session_id=made.id, path=path, link_id=made.link, cookie=cookie)


def _origin(call: Call) -> str:
    """The server as a deep link names it: percent-encoded, so that it is one value."""
    return call.limits.public_url.replace(":", "%3A").replace("/", "%2F")
