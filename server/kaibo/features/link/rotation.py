"""Turn off one link, or rotate all links of a role. End the sessions of the old links on request."""

from collections.abc import Collection
from typing import Literal, NamedTuple

from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.features.link import state as links, table
from kaibo.features.link.state import Link
from kaibo.features.link.token import LaunchToken
from kaibo.session import ending, table as sessions
from kaibo.session.admission import REVOKED
from kaibo.session.role import Role
from kaibo.session.table import Session

Mode = Literal["new-joins-only", "everyone"]
EVERYONE: Mode = "everyone"
EPOCHS = {Role.HOST: "link_epoch", Role.GUEST: "guest_link_epoch", Role.ASSISTANT: "assistant_link_epoch"}
"""Each role's link epoch in the activity."""
NOTED = 100
"""The audit log names this many sessions that end together. Of more, it only notes the number."""


class HostLinks(NamedTuple):
    """The host's two links."""

    permanent: LaunchToken
    temporary: LaunchToken


def host_links(call: Call, show: Activity, *, browser: bool = False) -> HostLinks:
    """Return the host's permanent link and a new temporary one. With `browser` their page offers the browser first."""
    expires = call.now // 1000 + call.limits.tmp_link_seconds

    def link(until: int) -> LaunchToken:
        return LaunchToken(show.id, Role.HOST, expires=until, epoch=show.link_epoch, browser=browser)

    return HostLinks(link(0), link(expires))


def rotate(
    call: Call, show: Activity, roles: Collection[Role], mode: Mode, keep: Collection[Session] = ()
) -> tuple[Activity, int]:
    """Turn off every link of these roles. Return the changed activity, and the number of ended sessions.

    With EVERYONE, also end the sessions of these roles, except those of the people in `keep`.
    The sessions of those people move to the new permanent link.
    """
    epochs = {column: links.epoch(show, role) + (role in roles) for role, column in EPOCHS.items()}
    activities.change(call.db, show.id, **epochs)
    changed = activities.find(call.db, show.id)
    assert changed
    show = changed
    call.mark_changed(show.id)
    for role in roles:
        call.note("rotate", show.account, show.id, role=int(role), detail=mode)
    if mode != EVERYONE:
        return show, 0
    stay = {mine.id: mine for person in keep for mine in sessions.of_person(call.db, person) if mine.lives(call.now)}
    living = sessions.living(call.db, show.id, roles, call.now, NOTED + len(stay) + 1)
    ended = ending.of_roles(call.db, show.id, roles, keep, REVOKED, call.now)
    _note_ended(call, show, [session for session in living if session.id not in stay], ended)
    for session in stay.values():
        if session.role in roles:
            _rebind(call, show, session)
    return show, ended


def revoke(call: Call, link: Link, mode: Mode, keep: Session | None = None) -> int:
    """Revoke a link: it admits nobody from now on. Return the number of ended sessions.

    With EVERYONE, also end the link's sessions, except those of the person of `keep`.
    """
    revoked, ended = table.revoke(call.db, link.terms, call.now), 0
    if mode == EVERYONE:
        ended = _end(call, link, keep)
    if revoked or ended:
        call.mark_changed(link.show.id)
        links.note(call, "revoke", link, mode)
    return ended


def _end(call: Call, link: Link, keep: Session | None) -> int:
    """End every session of a link, except those of the person of `keep`. Return their number."""
    found = sessions.living_of_link(call.db, link.terms.id, call.now, NOTED + 1)
    living = [each for each in found if keep is None or each.first != keep.first]
    ended = ending.of_link(call.db, link.terms.id, REVOKED, call.now, keep)
    _note_ended(call, link.show, living, ended, link=link.terms.id)
    return ended


def _rebind(call: Call, show: Activity, session: Session) -> None:
    """Move a session to the permanent link of its role, because its own link is turned off.

    A guest's link has the name of the old link, because a backend asks for it by that name.
    """
    old = table.find(call.db, session.link)
    name = old.name if old else session.name
    new = links.permanent(call, show, session.role, "" if session.role is Role.HOST else name)
    table.ensure(call.db, new, call.now)
    sessions.change(call.db, session.id, link=new.id)


def _note_ended(call: Call, show: Activity, ended: Collection[Session], number: int, link: str = "") -> None:
    """Add an event for each ended session to the audit log. Add one event with their number if they are many."""
    if number > NOTED:
        call.note("end", show.account, show.id, link=link, detail=f"{REVOKED}: {number} sessions")
        return
    for session in ended:
        call.note("end", session.account, session.activity, **session.about, detail=REVOKED)
