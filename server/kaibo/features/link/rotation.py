"""Links that are made anew, and who is put out with the old ones."""

from collections.abc import Collection
from dataclasses import replace
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
NOTED = 100
"""How many sessions that end together the audit log names one by one."""


class HostLinks(NamedTuple):
    """The permanent link and a temporary one."""

    forever: LaunchToken
    brief: LaunchToken


def host_links(call: Call, show: Activity, *, browser: bool = False) -> HostLinks:
    """The host's links as they are now."""
    expires = call.now // 1000 + call.limits.tmp_link_seconds
    forever = LaunchToken(show.id, Role.HOST, epoch=show.link_epoch, browser=browser)
    return HostLinks(forever, replace(forever, expires=expires))


def rotate(
    call: Call, show: Activity, roles: Collection[Role], mode: Mode, keep: Collection[Session] = ()
) -> tuple[Activity, int]:
    """Every link of these roles stops, whoever made it. With EVERYONE the sessions of these roles end, but those of the
    people to keep, who are in by the new permanent link from then on. The activity as it is then, and how many ended.
    """
    host, guest = show.link_epoch + (Role.HOST in roles), show.guest_link_epoch + (Role.GUEST in roles)
    activities.change(call.db, show.id, link_epoch=host, guest_link_epoch=guest)
    show = show._replace(link_epoch=host, guest_link_epoch=guest)
    call.mark_changed(show.id)
    for role in roles:
        call.note("rotate", show.account, show.id, role=int(role), detail=mode)
    if mode != EVERYONE:
        return show, 0
    stay = {mine.id: mine for one in keep for mine in sessions.of_person(call.db, one) if mine.lives(call.now)}
    found = sessions.living(call.db, show.id, roles, call.now, NOTED + len(stay) + 1)
    ended = ending.of_roles(call.db, show.id, roles, keep, REVOKED, call.now)
    _note_ended(call, show, [one for one in found if one.id not in stay], ended)
    for one in stay.values():
        if one.role in roles:
            _rebind(call, show, one)
    return show, ended


def end_link(call: Call, link: Link) -> int:
    """End every session of a link; return their number."""
    found = sessions.living_of_link(call.db, link.terms.id, call.now, NOTED + 1)
    ended = ending.of_link(call.db, link.terms.id, REVOKED, call.now)
    _note_ended(call, link.show, found, ended, link=link.terms.id)
    return ended


def _rebind(call: Call, show: Activity, one: Session) -> None:
    """It is in by the permanent link of its role and name: by the one that it came by nothing may be done any more."""
    new = links.permanent(call, show, one.role, one.name if one.role is Role.GUEST else "")
    table.ensure(call.db, new, call.now)
    sessions.change(call.db, one.id, link=new.id)


def _note_ended(call: Call, show: Activity, found: Collection[Session], ended: int, link: str = "") -> None:
    """For the audit log: one event for each session, or, of more than it notes singly, one with their number."""
    if ended > NOTED:
        call.note("end", show.account, show.id, link=link, detail=f"{REVOKED}: {ended} sessions")
        return
    for one in found:
        about = {"link": one.link, "session": one.id, "role": int(one.role), "name": one.name}
        call.note("end", one.account, one.activity, **about, detail=REVOKED)
