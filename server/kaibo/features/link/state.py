"""Launch links: their addresses, and whether one opens anything now: the store is asked each time."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import (
    ApiError,
    LinkExpired,
    LinkNotYet,
    LinkRevoked,
    LinkUsedUp,
    ShowIsOver,
    StageFull,
    UnknownLink,
)
from kaibo.features.link import table
from kaibo.features.link.table import CREATED, GRANTED, PERMANENT, TEMPORARY, LaunchLink
from kaibo.features.link.token import LaunchToken, NotAToken, StoredLink, link_id, mint, read
from kaibo.session import admission, crowd, seat as seats, table as sessions
from kaibo.session.role import Role
from kaibo.session.table import Session

PURPOSE = "launch token"
ID_PURPOSE = "launch link id"
BROWSER = "browser"
ISSUE, AGAIN = "issue", "again"
"""In the audit log: an address was given out; one that had been before was read out again."""


class State(StrEnum):
    """What a link is now: turned off by itself, with all of its role, or because somebody whom it let in was put
    out; too old, too early, used as often as it may be; or open."""

    REVOKED = "revoked"
    ROTATED = "rotated"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    EARLY = "early"
    USED_UP = "used-up"
    OPEN = "open"


REFUSALS: dict[State, type[ApiError]] = {
    State.REVOKED: LinkRevoked,
    State.ROTATED: LinkRevoked,
    State.BLOCKED: LinkRevoked,
    State.EXPIRED: LinkExpired,
    State.EARLY: LinkNotYet,
    State.USED_UP: LinkUsedUp,
}


FOR_COMING_IN = {State.EXPIRED, State.EARLY, State.USED_UP}


class Link(NamedTuple):
    """A link and its activity, which may be deleted."""

    terms: LaunchLink
    show: Activity


def url(call: Call, token: LaunchToken | StoredLink) -> str:
    """Its web address."""
    return f"{call.limits.public_url}/l/{mint(token, call.vault.key(PURPOSE))}"


def url_of(call: Call, terms: LaunchLink) -> str:
    """The web address of a link: the same as it had when it was made."""
    if terms.kind in (CREATED, GRANTED):
        return url(call, StoredLink(terms.id))
    token = LaunchToken(terms.activity, terms.role, terms.name, terms.expires_at // 1000, terms.epoch)
    return url(call, token)


def epoch(show: Activity, role: int) -> int:
    """The link epoch of a role: links of an older one are turned off."""
    return show.link_epoch if role == Role.HOST else show.guest_link_epoch


def known(call: Call, text: str) -> Link:
    """The link that a token in an address is, open or not. Raises UnknownLink for one that is not ours."""
    try:
        token = read(text, {1: call.vault.key(PURPOSE)})
    except NotAToken:
        raise UnknownLink from None
    if isinstance(token, StoredLink):
        return of(call, token.id)
    terms = permanent_or_temporary(call, token)
    kept = table.find(call.db, terms.id)
    return _of_show(call, kept._replace(prefer=terms.prefer) if kept else terms)


def of(call: Call, found: str) -> Link:
    """The link that is kept under this id. Raises UnknownLink without one."""
    terms = table.find(call.db, found)
    if terms is None:
        raise UnknownLink
    return _of_show(call, terms)


def permanent_or_temporary(call: Call, token: LaunchToken) -> LaunchLink:
    """What a token says by itself, as terms: it never needs a row to be made."""
    return LaunchLink(
        id=link_id(token, call.vault.key(ID_PURPOSE)),
        activity=token.activity,
        role=token.role,
        name=token.name,
        epoch=token.epoch,
        expires_at=token.expires * 1000,
        kind=PERMANENT if token.permanent else TEMPORARY,
        prefer=BROWSER if token.browser else "",
    )


def permanent(call: Call, show: Activity, role: Role, name: str = "") -> LaunchLink:
    """The vendor's link of a role, for ever, as terms; `name` is a guest's."""
    return permanent_or_temporary(call, LaunchToken(show.id, role, name, epoch=epoch(show, role)))


def give_out(call: Call, show: Activity, token: LaunchToken, detail: str = "") -> str:
    """The web address of a vendor's link, which somebody is given: the audit log has it."""
    note(call, ISSUE, Link(permanent_or_temporary(call, token), show), detail)
    return url(call, token)


def note(call: Call, kind: str, link: Link, detail: str = "") -> None:
    """For the audit log: this happened to a link."""
    terms = link.terms
    about = {"link": terms.id, "role": terms.role, "name": terms.name, "detail": detail}
    call.note(kind, link.show.account, link.show.id, **about)


def _of_show(call: Call, terms: LaunchLink) -> Link:
    show = activities.find(call.db, terms.activity)
    if show is None:
        raise UnknownLink
    return Link(terms, show)


def state(call: Call, link: Link) -> State:
    """What it is at the moment of this call."""
    terms, now = link.terms, call.now
    if terms.revoked_at is not None:
        return State.REVOKED
    if terms.epoch != epoch(link.show, terms.role):
        return State.ROTATED
    if admission.is_blocked(call.db, terms.id):
        return State.BLOCKED
    if terms.expires_at and now >= terms.expires_at:
        return State.EXPIRED
    if now < terms.not_before:
        return State.EARLY
    if terms.max_uses and used(call, terms) >= terms.max_uses:
        return State.USED_UP
    return State.OPEN


def used(call: Call, terms: LaunchLink) -> int:
    """Count the people whom a link has let in, also those whose sessions were deleted since."""
    return sessions.made_by(call.db, terms.id) + terms.forgotten


def check_open(call: Call, link: Link, *, is_in: bool = False) -> Link:
    """The same link. Raises UnknownLink for one of a deleted activity, LinkRevoked, LinkExpired, LinkNotYet or
    LinkUsedUp; the last three not for who `is_in` by it: they are about coming in."""
    if link.show.deleted_at is not None:
        raise UnknownLink
    found = state(call, link)
    if (refusal := REFUSALS.get(found)) and not (is_in and found in FOR_COMING_IN):
        raise refusal
    return link


def inside(call: Call, terms: LaunchLink) -> list[Session]:
    """Where the one guest whose link it is is in, the newest first; nobody of a link that several may use."""
    return sessions.living_of_link(call.db, terms.id, call.now) if terms.personal else []


def check_room(call: Call, link: Link, network: str, mine: Collection[Session] = ()) -> Link:
    """The same link. Raises, for a guest, ShowIsOver when it is and no host is there, StageFull, and LinkCrowded when
    the link has its places from this `network`; the places of `mine`, this person's own sessions, do not count, and
    of one guest's link all are that guest's. Raises LinkCrowded as well for one session too many."""
    cap = call.limits.stage_cap
    if link.terms.role == Role.GUEST:
        host = seats.holder(call.db, seats.of(call.db, link.show.id), call.now)
        if link.show.status == Status.OVER and not (host and host.connected):
            raise ShowIsOver
        own = {one.id for one in (*mine, *inside(call, link.terms)) if one.joined_at is not None}
        if sessions.places_taken(call.db, link.show.id, call.now) - len(own) >= cap:
            raise StageFull(cap)
        crowd.check_places(call.db, link.terms.id, network, cap, call.now, len(own))
    crowd.check_room(call.db, link.terms.id, network, cap, call.now)
    return link
