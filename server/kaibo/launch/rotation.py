"""Links that are made anew, and who is put out with the old ones."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal, NamedTuple

from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.launch import link as links
from kaibo.launch.token import LaunchToken
from kaibo.stage import session as sessions
from kaibo.stage.role import Role
from kaibo.stage.session import Session

Mode = Literal["new-joins-only", "everyone"]
EVERYONE: Mode = "everyone"
REVOKED = "revoked"


class HostLinks(NamedTuple):
    """The permanent link and a temporary one."""

    forever: LaunchToken
    brief: LaunchToken


def host_links(call: Call, show: Activity, *, browser: bool = False) -> HostLinks:
    """The host's links as they are now."""
    expires = call.now // 1000 + call.policy.tmp_link_seconds
    forever = LaunchToken(show.id, Role.HOST, epoch=show.link_epoch, browser=browser)
    return HostLinks(forever, replace(forever, expires=expires))


def rotate(call: Call, show: Activity, roles: Collection[Role], mode: Mode, keep: Collection[str] = ()) -> int:
    """Every link of these roles stops, whoever made it. With EVERYONE the sessions of these roles end, but those to
    keep; how many did."""
    epochs = {Role.HOST: ("link_epoch", show.link_epoch), Role.GUEST: ("guest_link_epoch", show.guest_link_epoch)}
    raised = {name: now + 1 for role, (name, now) in epochs.items() if role in roles}
    activities.change(call.db, show.id, **raised)
    call.touch(show.id)
    for role in roles:
        call.note("rotate", show.account, show.id, role=int(role), detail=mode)
    if mode != EVERYONE:
        return 0
    living = sessions.living(call.db, show.id, call.now)
    return end(call, [one for one in living if one.role in roles and one.id not in keep])


def end(call: Call, ended: Iterable[Session]) -> int:
    """These sessions are over, because their links are; how many they were."""
    count = 0
    for one in ended:
        sessions.end(call.db, one.id, REVOKED, call.now)
        about = {"link": one.link, "session": one.id, "role": int(one.role), "name": one.name}
        call.note("end", one.account, one.activity, **about, detail=REVOKED)
        count += 1
    return count
