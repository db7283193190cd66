"""The calls of a host's studio that invite people: guests, viewers, assistants, another host.

An invite is a link without a name and without an end. A host turns it off alone, and the other links of its role
stay.
"""

from typing import Annotated, Literal

from pydantic import Field

from kaibo.call import new_id
from kaibo.features.link import qr, rotation, state as links, table
from kaibo.features.link.errors import UnknownLink
from kaibo.features.link.rotation import Mode
from kaibo.features.link.state import AGAIN, ISSUE, Link, State
from kaibo.features.link.table import LaunchLink
from kaibo.gateway.action import Wire, action
from kaibo.session import table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.calls import Tab
from kaibo.session.role import HOST, NAMES, ROLES, Role, RoleName

RATE = "60/minute"
MAKE_RATE = "10/minute"
INVITE = "invite"
"""The audit log's word for the new link of a host who invites."""
LOOKED_AT = 20
"""So many of the newest invites of a role may be the one that is shown."""

InviteState = Literal["none", "open", "off", "blocked"]


class Invite(Wire):
    """The link that a host gives to the people of one role. Only an open one has an address."""

    role: RoleName
    state: InviteState
    """`none`: a host never made one. `off`: it was turned off. `blocked`: a host removed a person who used it."""
    link_id: str
    url: str
    qr: list[str]
    """The rows of the QR code of `url`, `1` for a dark square."""
    people: int
    """How many people used it and may still be in. The caller does not count."""


class Invites(Wire):
    """The links of a host who invites people."""

    guest: Invite
    host: Invite
    assistant: Invite
    watch_qr: list[str]
    """The rows of the QR code of the watch page's address, which the view has."""


class CreateInvite(Tab):
    """Whom to invite."""

    role: RoleName


class TurnOffInvite(Tab):
    """Which invite to turn off."""

    link_id: Annotated[str, Field(max_length=64)]
    mode: Mode = "new-joins-only"
    """`everyone` also ends the sessions of the people who used it, except the caller's."""


@action("GetInvites", rate=RATE, by=HOST, seat=True, slow=True)
def get_invites(call: SessionCall, request: Tab) -> Invites:
    """Return the links that the host gave to guests, assistants and other hosts. Nothing changes.

    The audit log notes that an address was read.
    """
    watch = call.limits.view_url(call.activity.view_path)
    return Invites(
        guest=_shown(call, Role.GUEST),
        host=_shown(call, Role.HOST),
        assistant=_shown(call, Role.ASSISTANT),
        watch_qr=qr.rows(watch),
    )


@action("CreateInvite", rate=MAKE_RATE, writes=True, by=HOST, seat=True)
def create_invite(call: SessionCall, request: CreateInvite) -> Invite:
    """Return the open invite of a role. Make one if there is none. A second call returns the same one."""
    role = ROLES[request.role]
    if (there := _newest(call, role)) is None or links.state(call, there) is not State.OPEN:
        made = LaunchLink(
            id=new_id("ln_"),
            activity=call.activity.id,
            role=role,
            name="",
            epoch=links.epoch(call.activity, role),
            expires_at=0,
            created_at=call.now,
            created_by=call.session.id,
            invite=True,
        )
        table.store(call.db, made)
        links.note(call, ISSUE, Link(made, call.activity), INVITE)
        return _open(call, Link(made, call.activity))
    return _read(call, there)


@action("TurnOffInvite", rate=MAKE_RATE, writes=True, by=HOST, seat=True)
def turn_off_invite(call: SessionCall, request: TurnOffInvite) -> Invite:
    """Turn off an invite: it admits nobody from now on. Its people stay, unless Mode is everyone.

    Return what the host can give to people of its role now.

    Raises UnknownLink for a link that is no invite of this activity.
    """
    link = links.of(call, request.link_id)
    if not link.terms.invite or link.show.id != call.activity.id:
        raise UnknownLink
    rotation.revoke(call, link, request.mode, keep=call.session)
    return _shown(call, Role(link.terms.role))


def _newest(call: SessionCall, role: Role) -> Link | None:
    """Return the newest open invite of a role, or the newest one if none is open."""
    found = [Link(terms, call.activity) for terms in table.invites(call.db, call.activity.id, role, LOOKED_AT)]
    is_open = (link for link in found if links.state(call, link) is State.OPEN)
    return next(is_open, found[0] if found else None)


def _shown(call: SessionCall, role: Role) -> Invite:
    link = _newest(call, role)
    if link is None:
        return _closed("none", role)
    state = links.state(call, link)
    if state is State.OPEN:
        return _read(call, link)
    return _closed("blocked" if state is State.BLOCKED else "off", role)


def _closed(state: InviteState, role: Role) -> Invite:
    return Invite(role=NAMES[role], state=state, link_id="", url="", qr=[], people=0)


def _read(call: SessionCall, link: Link) -> Invite:
    """Show an open invite that was made before."""
    links.note(call, ISSUE, link, AGAIN)
    return _open(call, link)


def _open(call: SessionCall, link: Link) -> Invite:
    url = links.url_of(call, link.terms)
    living = sessions.living_of_link(call.db, link.terms.id, call.now)
    people = {each.first for each in living} - {call.session.first}
    role = NAMES[Role(link.terms.role)]
    return Invite(role=role, state="open", link_id=link.terms.id, url=url, qr=qr.rows(url), people=len(people))
