"""The calls with a ticket, at `/client/{Action}`: look at its show, and turn it into a session."""

import hmac
from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated

from pydantic import Field

from kaibo.features.link import handoff, launches, opener as openers, state as links
from kaibo.features.link.call import ClientCall
from kaibo.features.link.client_calls import RATE
from kaibo.features.link.errors import OpenElsewhere, TicketSpent
from kaibo.features.link.launches import Launch
from kaibo.features.link.state import Link
from kaibo.gateway.action import Cookie, Wire, WithCookie, action
from kaibo.session import crowd, guests, places, table as sessions
from kaibo.session.call import COOKIE
from kaibo.session.role import Role
from kaibo.session.table import Session
from kaibo.vault import fingerprint

MOVED = "moved"
Secret = Annotated[str, Field(min_length=22, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
"""128 random bits or more, in base64url or hex."""


class Ticket(Wire):
    ticket: Secret

    @property
    def counted(self) -> tuple[str, str]:
        """Return the rate of calls with this ticket, and the name that they are counted under."""
        return RATE, fingerprint(self.ticket)


class PeekTicket(Ticket):
    """Which ticket to look at."""

    app: bool = False
    """Whether the app calls. The launch page then hears that the app is there."""


class Device(Wire):
    """The device of a session. Unknown fields are ""."""

    browser: str
    system: str
    since: int
    """When the session was created, in unix seconds."""


class PeekedTicket(Wire):
    """The show and role that a ticket leads to. The app asks its person about them before it uses the ticket."""

    name: str
    """The show's name."""
    role: int
    user_name: str
    link_id: str
    elsewhere: Device | None = None
    """The other device that this guest is already using, if any."""
    here: bool = False
    """Whether a launch page at the caller's own address made the ticket."""


class RedeemTicket(Ticket):
    """Which ticket to redeem."""

    nonce: Secret
    """Random text of the caller. When the answer got lost, the same nonce may redeem again, for a minute."""
    app: bool = False
    """Whether the app calls."""
    move: bool = False
    """Whether the guest leaves the other device for this one."""


class RedeemedTicket(WithCookie):
    """The new session."""

    session_id: str
    path: str
    link_id: str
    """With it this device finds its session by the link, without a secret."""


@action("PeekTicket", rate=RATE, writes=True)
def peek_ticket(call: ClientCall, request: PeekTicket) -> PeekedTicket:
    """Return the show and role that a ticket leads to, without using it.

    Raises the errors of RedeemTicket, except OpenElsewhere.
    """
    launch = launches.by_ticket(call.db, fingerprint(request.ticket))
    if launch is None:
        raise TicketSpent
    link = links.of(call, launch.link)
    with call.refusing(link):
        if launch.redeemed_at is not None or call.now >= launch.expires_at:
            raise TicketSpent
        source = handoff.check(call, launch, link)
    if request.app:
        launches.note_heard(call.db, launch.id, call.now)
        call.mark_changed(link.show.id)
    others = links.inside(call, link.terms)
    return PeekedTicket(
        name=link.show.name,
        role=link.terms.role,
        user_name=source.name if source else others[0].name if others else link.terms.name,
        link_id=link.terms.id,
        elsewhere=device(others[0]) if others else None,
        here=openers.is_here(call.vault, launch, call.computer),
    )


@action("RedeemTicket", rate=RATE, writes=True)
def redeem_ticket(call: ClientCall, request: RedeemTicket) -> RedeemedTicket:
    """Turn a ticket into a session. For a minute, only the same nonce may ask for the answer again.

    With Move, a guest leaves another device for this one, and keeps the place on the stage.

    Raises TicketSpent, and OpenElsewhere for a personal guest link that another device uses, unless Move is true.
    Raises UnknownLink, LinkExpired, LinkRevoked, LinkNotYet, LinkUsedUp or LinkCrowded if the link changed meanwhile.
    """
    launch = launches.by_ticket(call.db, fingerprint(request.ticket))
    if launch is None:
        raise TicketSpent
    secret = _session_secret(call, request)
    if launch.redeemed_at is not None:
        with call.refusing(links.of(call, launch.link)):
            return _redeemed(_replayed(call, launch, request), secret)
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
    launches.redeem(call.db, launch.id, fingerprint(request.nonce), by, session.id, call.now)
    call.mark_changed(link.show.id)
    return _redeemed(session, secret)


def device(session: Session) -> Device:
    """Return the device of a session."""
    return Device(browser=session.browser, system=session.system, since=session.created_at // 1000)


def _enter(call: ClientCall, link: Link, secret_hash: str, via: str, source: Session | None) -> Session:
    """Create the session. After a handoff it copies the person from `source`, because the link may have changed."""
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
        on_air=source.on_air if source else guests.on_air_at_once(call, show.id, terms.role),
        now=call.now,
        expires_at=source.expires_at if source else call.now + call.limits.session_seconds * 1000,
        via=via,
        address=call.address,
        external_user=source.external_user if source else terms.external_user,
        avatar_url=source.avatar_url if source else terms.avatar_url,
        return_url=source.return_url if source else terms.return_url,
        handed_off_from=source.first if source else "",
        carried=places.rights_of(source) if source else {},
    )


def _bring_along(call: ClientCall, here: Session, others: Sequence[Session]) -> None:
    """Give this session the name and the place on the stage that the person had on the other device."""
    old = next((other for other in others if places.place(other)), others[0])
    sessions.change(call.db, here.id, name=old.name)
    places.move(call.db, old, here)


def _replayed(call: ClientCall, launch: Launch, request: RedeemTicket) -> Session:
    """Return the session of a used ticket, to a caller that lost the answer. Raises TicketSpent."""
    late = call.now >= (launch.redeemed_at or 0) + call.limits.ticket_replay_seconds * 1000
    same = hmac.compare_digest(launch.nonce_hash, fingerprint(request.nonce))
    session = sessions.find(call.db, launch.session or "")
    if late or not same or session is None:
        raise TicketSpent
    return session


def _session_secret(call: ClientCall, request: RedeemTicket) -> str:
    """Derive the session's secret. So the server can repeat a lost answer, though the store only has a hash."""
    text = f"{request.ticket}|{request.nonce}".encode()
    return hmac.digest(call.vault.key("session secret"), text, sha256).hex()


def _redeemed(session: Session, secret: str) -> RedeemedTicket:
    path, life = f"/s/{session.id}", (session.expires_at - session.created_at) // 1000
    cookie = Cookie(name=COOKIE, value=secret, path=path, max_age=life)
    return RedeemedTicket(session_id=session.id, path=path, link_id=session.link, cookie=cookie)
