"""Launch links: their web addresses, and their state. Each call reads the state from the store."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from kaibo.activity import table as activities
from kaibo.activity.status import ENDED
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import ApiError
from kaibo.features.link import table
from kaibo.features.link.errors import LinkExpired, LinkNotYet, LinkRevoked, LinkUsedUp, ShowIsOver, UnknownLink
from kaibo.features.link.table import CREATED, GRANTED, PERMANENT, TEMPORARY, LaunchLink
from kaibo.features.link.token import Found, LaunchToken, NotAToken, StoredLink, find, link_id, mint
from kaibo.session import admission, crowd, seat as seats, table as sessions
from kaibo.session.errors import StageFull
from kaibo.session.role import Role
from kaibo.session.table import Session

PURPOSE = "launch token"
ID_PURPOSE = "launch link id"
BROWSER = "browser"
ISSUE, AGAIN = "issue", "again"
"""Words of the audit log. ISSUE: a link URL was handed out. AGAIN: an existing URL was read again."""


class State(StrEnum):
    """The state of a link."""

    REVOKED = "revoked"
    """A call turned this link off."""
    ROTATED = "rotated"
    """A call turned off all links of its role."""
    BLOCKED = "blocked"
    """A person of this link was removed."""
    EXPIRED = "expired"
    EARLY = "early"
    """Its time has not come yet."""
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


ENTRY_ONLY = {State.EXPIRED, State.EARLY, State.USED_UP}
"""States that refuse new people only. A signed-in person may continue in another app."""


class Link(NamedTuple):
    """A link and its activity."""

    terms: LaunchLink
    show: Activity
    """May be deleted."""


def url(call: Call, token: LaunchToken | StoredLink) -> str:
    """Return the web address of a launch token."""
    return f"{call.limits.public_url}/l/{mint(token, call.vault.key(PURPOSE), call.vault.id)}"


def url_of(call: Call, terms: LaunchLink) -> str:
    """Return the web address of a link. It is the same each time."""
    if terms.kind in (CREATED, GRANTED):
        return url(call, StoredLink(terms.id))
    token = LaunchToken(terms.activity, terms.role, terms.name, terms.expires_at // 1000, terms.epoch)
    return url(call, token)


def epoch(show: Activity, role: int) -> int:
    """Return the link epoch of a role. Links of an older epoch are turned off."""
    if role == Role.ASSISTANT:
        return show.assistant_link_epoch
    return show.link_epoch if role == Role.HOST else show.guest_link_epoch


def found(call: Call, text: str) -> Found:
    """Find the launch token in the text of a link. Raises UnknownLink when there is none of ours."""
    try:
        return find(text, call.vault.keys(PURPOSE))
    except NotAToken:
        raise UnknownLink from None


def known(call: Call, text: str) -> Link:
    """Return the link of a text that holds a launch token, open or not. Raises UnknownLink for a text without one."""
    return of_token(call, found(call, text).token)


def of_token(call: Call, token: LaunchToken | StoredLink) -> Link:
    """Return the link of a launch token, open or not. Raises UnknownLink when the store lacks it or its activity."""
    if isinstance(token, StoredLink):
        return of(call, token.id)
    terms = permanent_or_temporary(call, token)
    stored = table.find(call.db, terms.id)
    return _of_show(call, stored._replace(prefer=terms.prefer) if stored else terms)


def of(call: Call, stored_id: str) -> Link:
    """Return the stored link with this id. Raises UnknownLink when there is none."""
    terms = table.find(call.db, stored_id)
    if terms is None:
        raise UnknownLink
    return _of_show(call, terms)


def permanent_or_temporary(call: Call, token: LaunchToken) -> LaunchLink:
    """Return the terms that a launch token states itself. Such a link needs no row in the store."""
    return LaunchLink(
        id=link_id(token, call.vault.lasting(ID_PURPOSE)),
        activity=token.activity,
        role=token.role,
        name=token.name,
        epoch=token.epoch,
        expires_at=token.expires * 1000,
        kind=PERMANENT if token.permanent else TEMPORARY,
        prefer=BROWSER if token.browser else "",
    )


def permanent(call: Call, show: Activity, role: Role, name: str = "") -> LaunchLink:
    """Return the terms of the permanent link of a role. `name` is a guest's."""
    return permanent_or_temporary(call, LaunchToken(show.id, role, name, epoch=epoch(show, role)))


def give_out(call: Call, show: Activity, token: LaunchToken, detail: str = "") -> str:
    """Return the web address of a permanent or temporary link. Note in the audit log that it was handed out."""
    about = {"link": link_id(token, call.vault.lasting(ID_PURPOSE)), "role": token.role, "name": token.name}
    call.note(ISSUE, show.account, show.id, **about, detail=detail)
    return url(call, token)


def note(call: Call, kind: str, link: Link, detail: str = "") -> None:
    """Add an event about a link to the audit log."""
    terms = link.terms
    about = {"link": terms.id, "role": terms.role, "name": terms.name, "detail": detail}
    call.note(kind, link.show.account, link.show.id, **about)


def _of_show(call: Call, terms: LaunchLink) -> Link:
    show = activities.find(call.db, terms.activity)
    if show is None:
        raise UnknownLink
    return Link(terms, show)


def state(call: Call, link: Link) -> State:
    """Compute a link's state at the moment of this call."""
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
    """Count the people whom a link has admitted, also those whose sessions were deleted since."""
    return sessions.people_of_link(call.db, terms.id) + terms.forgotten


def check_open(call: Call, link: Link, *, is_in: bool = False) -> Link:
    """Return the same link, if it is open.

    `is_in` is for a person with a session of the link. Then it may be too old, too early or used up.

    Raises UnknownLink for a link of a deleted activity, LinkRevoked, LinkExpired, LinkNotYet or LinkUsedUp.
    """
    if link.show.deleted_at is not None:
        raise UnknownLink
    current = state(call, link)
    if (refusal := REFUSALS.get(current)) and not (is_in and current in ENTRY_ONLY):
        raise refusal
    return link


def inside(call: Call, terms: LaunchLink) -> list[Session]:
    """List the living sessions of a personal guest link, the newest first. Return none for a shared link."""
    return sessions.living_of_link(call.db, terms.id, call.now) if terms.personal else []


def check_room(call: Call, link: Link, network: str, mine: Collection[Session] = ()) -> Link:
    """Return the same link, if it has room for one more session.

    The places of `mine`, this person's own sessions, do not count. Of a personal link no places count.

    Raises for a guest ShowIsOver when the show is over and no host is connected, and StageFull.
    Raises for a guest LinkCrowded when the link has all its places from this `network`.
    Raises LinkCrowded for everyone when the link has too many sessions.
    """
    cap = call.limits.stage_cap
    if link.terms.role == Role.GUEST:
        host = seats.holder(call.db, seats.of(call.db, link.show.id), call.now)
        if link.show.status in ENDED and not (host and host.connected):
            raise ShowIsOver
        own = {session.id for session in (*mine, *inside(call, link.terms)) if session.joined_at is not None}
        if sessions.places_taken(call.db, link.show.id, call.now) - len(own) >= cap:
            raise StageFull(cap)
        crowd.check_places(call.db, link.terms.id, network, cap, call.now, len(own))
    crowd.check_room(call.db, link.terms.id, network, cap, call.now)
    return link
