"""The calls from a click to the studio, at `/client/{Action}`: nobody is signed in yet."""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from kaibo.call import Call, new_id
from kaibo.errors import TicketSpent
from kaibo.gateway.action import Cookie, Wire, WithCookie, action
from kaibo.launch import link as links, table
from kaibo.launch.link import Link
from kaibo.launch.table import Launch
from kaibo.stage import session as sessions
from kaibo.stage.call import COOKIE
from kaibo.stage.role import Role
from kaibo.vault import fingerprint

RATE = "60/minute"
Secret = Annotated[str, Field(min_length=22, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
"""128 random bits or more, in base64url or hex."""


@dataclass(frozen=True, kw_only=True)
class ClientCall(Call):
    """A stranger's call: `browser` and `system` as its User-Agent names them."""

    browser: str
    system: str


class OpenLaunch(Wire):
    token: Annotated[str, Field(max_length=512)]


class OpenedLaunch(Wire):
    """`listen_key` hears of the launch and can do nothing else; `deep_link` opens the app."""

    launch_id: str
    listen_key: str
    ticket: str
    deep_link: str
    enter_path: str


class Ticket(Wire):
    ticket: Secret


class PeekedTicket(Wire):
    """Whose show a ticket leads to, and as whom: what a person is asked about before it is used."""

    name: str
    role: int
    user_name: str


class RedeemTicket(Ticket):
    """`nonce` is made by whoever redeems: it alone may ask again, for a minute, when the answer got lost."""

    nonce: Secret
    app: bool = False


class RedeemedTicket(WithCookie):
    session_id: str
    path: str


class LaunchState(Wire):
    """What the launch page is sent: whether its ticket was used, and by what."""

    state: Literal["open", "opened"]
    by: Literal["", "app", "browser"]


@action("OpenLaunch", rate=RATE, writes=True)
def open_launch(call: ClientCall, request: OpenLaunch) -> OpenedLaunch:
    """A ticket for a link: one use, two minutes. Raises UnknownLink, LinkExpired or LinkRevoked."""
    link = links.check_open(call, links.known(call, request.token))
    table.note_link(call.db, link.id, link.token, call.now)
    launch_id, ticket, listen = new_id("la_"), new_id("tk_"), new_id("lk_")
    expires_at = call.now + call.policy.ticket_seconds * 1000
    table.create(
        call.db,
        launch_id,
        link.id,
        link.show.id,
        fingerprint(ticket),
        fingerprint(listen),
        call.now,
        expires_at,
    )
    return OpenedLaunch(
        launch_id=launch_id,
        listen_key=listen,
        ticket=ticket,
        deep_link=f"kaibo://open?v=1&server={_origin(call)}&ticket={ticket}",
        enter_path="/enter",
    )


@action("PeekTicket", rate=RATE)
def peek_ticket(call: ClientCall, request: Ticket) -> PeekedTicket:
    """What a ticket leads to; it is not used up. Raises what RedeemTicket raises."""
    launch = table.by_ticket(call.db, fingerprint(request.ticket))
    if launch is None or launch.redeemed_at is not None or call.now >= launch.expires_at:
        raise TicketSpent
    link = _still_open(call, launch)
    return PeekedTicket(name=link.show.name, role=link.token.role, user_name=link.token.name)


@action("RedeemTicket", rate=RATE, writes=True)
def redeem_ticket(call: ClientCall, request: RedeemTicket) -> RedeemedTicket:
    """Turn a ticket into a session. The same nonce may ask again for a minute; no other may.

    Raises TicketSpent, and LinkExpired, LinkRevoked or UnknownLink for what befell the link since.
    """
    launch = table.by_ticket(call.db, fingerprint(request.ticket))
    if launch is None:
        raise TicketSpent
    secret = _session_secret(call, request)
    if launch.redeemed_at is not None:
        return _redeemed(call, _again(call, launch, request), secret)
    if call.now >= launch.expires_at:
        raise TicketSpent
    _, token, show = _still_open(call, launch)
    session = sessions.create(
        call.db,
        activity=show.id,
        account=show.account,
        link=launch.link,
        role=Role(token.role),
        name=token.name,
        browser=call.browser,
        system=call.system,
        secret_hash=fingerprint(secret),
        on_air=call.policy.guests_on_air,
        now=call.now,
        expires_at=call.now + call.policy.session_seconds * 1000,
    )
    by = "app" if request.app else "browser"
    table.redeem(call.db, launch.id, fingerprint(request.nonce), by, session.id, call.now)
    call.touch(show.id)
    return _redeemed(call, session.id, secret)


def _again(call: ClientCall, launch: Launch, request: RedeemTicket) -> str:
    """The session of a ticket that was used, for a lost answer."""
    late = call.now >= (launch.redeemed_at or 0) + call.policy.ticket_replay_seconds * 1000
    same = hmac.compare_digest(launch.nonce_hash, fingerprint(request.nonce))
    if late or not same or launch.session is None:
        raise TicketSpent
    return launch.session


def _still_open(call: ClientCall, launch: Launch) -> Link:
    return links.check_open(call, links.of(call, launch.link, table.link(call.db, launch.link)))


def _session_secret(call: ClientCall, request: RedeemTicket) -> str:
    """Derived, so that a lost answer can be given again though only its hash is kept."""
    text = f"{request.ticket}|{request.nonce}".encode()
    return hmac.digest(call.vault.key("session secret"), text, sha256).hex()


def _redeemed(call: ClientCall, session_id: str, secret: str) -> RedeemedTicket:
    path = f"/s/{session_id}"
    cookie = Cookie(name=COOKIE, value=secret, path=path, max_age=call.policy.session_seconds)
    return RedeemedTicket(session_id=session_id, path=path, cookie=cookie)


def _origin(call: Call) -> str:
    """The server as a deep link names it: percent-encoded, so that it is one value."""
    return call.policy.public_url.replace(":", "%3A").replace("/", "%2F")
