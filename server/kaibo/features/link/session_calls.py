"""The calls of a session about links: a host's studio makes new ones; a device comes back by the one it came by."""

import hmac

from pydantic import Field

from kaibo.call import new_id
from kaibo.errors import TicketSpent, UnknownLink
from kaibo.features.link import request as requests, rotation, state as links, table
from kaibo.features.link.client_calls import RATE as TICKET_RATE, Secret
from kaibo.features.link.rotation import EVERYONE
from kaibo.features.link.table import GRANTED, Launch, LaunchLink
from kaibo.gateway.action import Wire, action
from kaibo.session import seat as seats, table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE, Tab
from kaibo.session.role import ANY_ROLE, HOST, Role
from kaibo.vault import fingerprint

ONCE = 1


class Asking(Tab):
    ask_id: str = Field(max_length=64)


class Returning(Wire):
    """`nonce` as in RedeemTicket: it alone may ask again for a minute."""

    ticket: Secret
    nonce: Secret


class RenewedLink(Wire):
    """The permanent host link from now on."""

    url: str


@action("RenewLink", rate="5/minute", writes=True, by=HOST, seat=True)
def renew_link(call: SessionCall, request: Tab) -> RenewedLink:
    """Stop every host link. Hosts who held the seat before this session first did stay; every other host is put out. So
    a link that got about puts no true host out. Who stays is in by the new link from now on. For the seat's holder.

    Raises SeatTaken for another host.
    """
    since = seats.first_held(call.db, call.session)
    elders = [one for one in sessions.seated(call.db, call.activity.id, call.now) if one.seated_at < since]
    show, _ = rotation.rotate(call, call.activity, [Role.HOST], EVERYONE, [call.session, *elders])
    return RenewedLink(url=links.give_out(call, show, rotation.host_links(call, show).forever))


@action("ResumeTicket", rate=TICKET_RATE, writes=True, by=ANY_ROLE, ended=True)
def resume_ticket(call: SessionCall, request: Returning) -> None:
    """The link that this session came by was opened again, and its app found the session: the ticket is used up, the
    launch page hears that the app took it, and no second session is made.

    Raises TicketSpent for a ticket that is used, too old or of another link.
    """
    launch, nonce = table.by_ticket(call.db, fingerprint(request.ticket)), fingerprint(request.nonce)
    with call.refusing():
        call.require_life()
        if launch is not None:
            _check_ticket(call, launch, nonce)
    if launch is None:
        raise TicketSpent
    if launch.redeemed_at is None:
        table.redeem(call.db, launch.id, nonce, "app", call.session.id, call.now)
        call.note("resume", call.activity.account, call.activity.id, link=launch.link, session=call.session.id)
        call.mark_changed(call.activity.id)


@action("GrantLink", rate=RATE, writes=True, by=HOST, seat=True)
def grant_link(call: SessionCall, request: Asking) -> None:
    """Who asks gets a new link: the old one's role and person, one use, as long as a TmpUrl. For whoever holds the
    seat.

    Raises SeatTaken for another host, and UnknownLink when nobody asks under this id any more.
    """
    asked = _request(call, request)
    old = links.of(call, asked.link).terms
    made = LaunchLink(
        id=new_id("ln_"),
        activity=call.activity.id,
        role=asked.role,
        name=asked.name,
        epoch=links.epoch(call.activity, asked.role),
        expires_at=call.now + call.limits.tmp_link_seconds * 1000,
        kind=GRANTED,
        created_at=call.now,
        created_by=call.session.id,
        max_uses=ONCE,
        external_user=old.external_user,
        avatar_url=old.avatar_url,
        locale=old.locale,
        prefer=old.prefer,
        return_url=old.return_url,
        note=old.note,
    )
    table.keep(call.db, made)
    requests.settle(call.db, asked.id, made.id, call.now)
    call.note("grant", call.activity.account, call.activity.id, link=made.id, role=made.role, name=made.name)
    call.mark_changed(call.activity.id)


@action("DeclineLink", rate=RATE, writes=True, by=HOST, seat=True)
def decline_link(call: SessionCall, request: Asking) -> None:
    """Who asks gets none. Raises what GrantLink raises."""
    asked = _request(call, request)
    requests.settle(call.db, asked.id, "", call.now)
    call.note("decline", call.activity.account, call.activity.id, link=asked.link, role=asked.role, name=asked.name)
    call.mark_changed(call.activity.id)


def _check_ticket(call: SessionCall, launch: Launch, nonce: str) -> None:
    """Raises TicketSpent, but not for what this session used up by the same nonce."""
    used, mine = launch.redeemed_at is not None, launch.session == call.session.id
    again = used and mine and hmac.compare_digest(launch.nonce_hash, nonce)
    good = again or (not used and call.now < launch.expires_at)
    if launch.link != call.session.link or not good:
        raise TicketSpent


def _request(call: SessionCall, request: Asking) -> requests.Ask:
    asked = requests.find(call.db, request.ask_id)
    if asked is None or asked.activity != call.activity.id or not asked.waits(call.now):
        raise UnknownLink
    return asked
