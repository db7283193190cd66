"""The calls of a session about links. A host's studio makes new links, and the app finds its session by the link."""

import hmac

from pydantic import Field

from kaibo.call import new_id
from kaibo.features.link import launches, request as requests, rotation, state as links, table
from kaibo.features.link.client_calls import RATE as TICKET_RATE
from kaibo.features.link.errors import TicketSpent, UnknownLink
from kaibo.features.link.launches import Launch
from kaibo.features.link.rotation import EVERYONE
from kaibo.features.link.table import GRANTED, LaunchLink
from kaibo.features.link.ticket_calls import Secret
from kaibo.gateway.action import Wire, action
from kaibo.session import seat as seats, table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE, Tab
from kaibo.session.role import ANY_ROLE, HOST, Role
from kaibo.vault import fingerprint

ONCE = 1


class OneLinkRequest(Tab):
    """Names a link request."""

    ask_id: str = Field(max_length=64)


class ResumeTicket(Wire):
    """Which ticket to use up."""

    ticket: Secret
    nonce: Secret
    """As in RedeemTicket: for a minute, only the same nonce may call again."""


class RenewedLink(Wire):
    """The new permanent host link."""

    url: str


@action("RenewLink", rate="5/minute", writes=True, by=HOST, seat=True)
def renew_link(call: SessionCall, request: Tab) -> RenewedLink:
    """Turn off every host link, and make a new one. Only the holder of the seat may call.

    Hosts who held the seat before this session first did stay, and move to the new link. Every other host is removed.
    So a stranger with a leaked link cannot remove the real hosts.

    Raises SeatTaken for another host.
    """
    since = seats.first_held(call.db, call.session)
    seated = sessions.seated(call.db, call.activity.id, call.now)
    elders = [session for session in seated if session.seated_at < since]
    show, _ = rotation.rotate(call, call.activity, [Role.HOST], EVERYONE, [call.session, *elders])
    return RenewedLink(url=links.give_out(call, show, rotation.host_links(call, show).permanent))


@action("ResumeTicket", rate=TICKET_RATE, writes=True, by=ANY_ROLE, ended=True)
def resume_ticket(call: SessionCall, request: ResumeTicket) -> None:
    """Use up a ticket of this session's link without a second session.

    A person opened the link again, and the app found this session. The launch page hears that the app opened.

    Raises TicketSpent for a ticket that is used, too old or of another link.
    """
    launch, nonce = launches.by_ticket(call.db, fingerprint(request.ticket)), fingerprint(request.nonce)
    with call.refusing():
        call.require_life()
        if launch is not None:
            _check_ticket(call, launch, nonce)
    if launch is None:
        raise TicketSpent
    if launch.redeemed_at is None:
        launches.redeem(call.db, launch.id, nonce, "app", call.session.id, call.now)
        call.note("resume", call.activity.account, call.activity.id, link=launch.link, session=call.session.id)
        call.mark_changed(call.activity.id)


@action("GrantLink", rate=RATE, writes=True, by=HOST, seat=True)
def grant_link(call: SessionCall, request: OneLinkRequest) -> None:
    """Grant a link request. The new link has the old one's role and person, one use, and the life of a TmpUrl.

    Only the holder of the seat may call. Raises SeatTaken for another host.
    Raises UnknownLink when the link request no longer waits.
    """
    link_request = _request(call, request)
    old = links.of(call, link_request.link).terms
    granted = LaunchLink(
        id=new_id("ln_"),
        activity=call.activity.id,
        role=link_request.role,
        name=link_request.name,
        epoch=links.epoch(call.activity, link_request.role),
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
    table.store(call.db, granted)
    requests.settle(call.db, link_request.id, granted.id, call.now)
    about = {"link": granted.id, "role": granted.role, "name": granted.name}
    call.note("grant", call.activity.account, call.activity.id, **about)
    call.mark_changed(call.activity.id)


@action("DeclineLink", rate=RATE, writes=True, by=HOST, seat=True)
def decline_link(call: SessionCall, request: OneLinkRequest) -> None:
    """Decline a link request. Raises the errors of GrantLink."""
    link_request = _request(call, request)
    requests.settle(call.db, link_request.id, "", call.now)
    about = {"link": link_request.link, "role": link_request.role, "name": link_request.name}
    call.note("decline", call.activity.account, call.activity.id, **about)
    call.mark_changed(call.activity.id)


def _check_ticket(call: SessionCall, launch: Launch, nonce: str) -> None:
    """Raise TicketSpent for a ticket that this session may not use up. The same nonce may call again."""
    used, mine = launch.redeemed_at is not None, launch.session == call.session.id
    retry = used and mine and hmac.compare_digest(launch.nonce_hash, nonce)
    good = retry or (not used and call.now < launch.expires_at)
    if launch.link != call.session.link or not good:
        raise TicketSpent


def _request(call: SessionCall, request: OneLinkRequest) -> requests.LinkRequest:
    """Return the waiting link request of this activity. Raises UnknownLink."""
    link_request = requests.find(call.db, request.ask_id)
    if link_request is None or link_request.activity != call.activity.id or not link_request.waits(call.now):
        raise UnknownLink
    return link_request
