"""The signed calls that turn links off, and on again. They are Kaibo's own; the vendor has none."""

from typing import Annotated, Literal

from pydantic import Field

from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.features.link import rotation, state as links, table
from kaibo.features.link.errors import LinkRotated
from kaibo.features.link.listing import ListedLink, listed
from kaibo.features.link.named import OneLink, named
from kaibo.features.link.rotation import Mode
from kaibo.features.link.state import Link
from kaibo.gateway.action import Int, Wire, action
from kaibo.session import admission
from kaibo.session.of_activity import of_activity
from kaibo.session.role import ROLES, Role


class RevokeLaunchLink(OneLink):
    """Which link to revoke."""

    mode: Mode = "new-joins-only"
    """`everyone` also ends the link's sessions."""


class RevokedLink(Wire):
    """The revoked link."""

    link_id: str
    ended: int
    """How many sessions the call ended."""


class RotateLaunchLinks(Wire):
    """Which links to rotate."""

    activity_id: Int
    role: Literal["host", "guest", "assistant", "all"]
    mode: Mode = "new-joins-only"
    keep_session_ids: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=100)] = []


class RotatedLinks(Wire):
    """The new host links; "" and 0 when the call rotated no host links.

    A backend asks for each guest's new link by the guest's name.
    """

    ended: int
    """How many sessions the call ended."""
    url: str
    tmp_url: str
    expire_time: int


@action("RevokeLaunchLink", writes=True)
def revoke_launch_link(call: Call, request: RevokeLaunchLink) -> RevokedLink:
    """Revoke a link: it admits nobody from now on. With Mode everyone, also end the link's sessions."""
    link = named(call, request)
    return RevokedLink(link_id=link.terms.id, ended=rotation.revoke(call, link, request.mode))


@action("RestoreLaunchLink", writes=True)
def restore_launch_link(call: Call, request: OneLink) -> ListedLink:
    """Restore a link that was revoked, or that the removal of a person blocked.

    Raises LinkRotated when all links of its role were rotated since.
    """
    link = named(call, request)
    if link.terms.epoch != links.epoch(link.show, link.terms.role):
        raise LinkRotated
    restored, unblocked = table.restore(call.db, link.terms.id), admission.unblock_link(call.db, link.terms.id)
    if restored or unblocked:
        call.mark_changed(link.show.id)
        links.note(call, "restore", link)
    return listed(call, Link(link.terms._replace(revoked_at=None), link.show))


@action("RotateLaunchLinks", writes=True)
def rotate_launch_links(call: Call, request: RotateLaunchLinks) -> RotatedLinks:
    """Turn off every link of a role, or of all roles. New links can be had at once. The show continues.

    All sessions stay. With Mode everyone only those in KeepSessionIds stay, and move to the new permanent link.

    Raises UnknownSession, before anything changes, for a session in KeepSessionIds of another activity.
    """
    show = of_call(call, request.activity_id)
    roles = list(Role) if request.role == "all" else [ROLES[request.role]]
    keep = [of_activity(call.db, show.id, session_id) for session_id in request.keep_session_ids]
    show, ended = rotation.rotate(call, show, roles, request.mode, keep)
    if Role.HOST not in roles:
        return RotatedLinks(ended=ended, url="", tmp_url="", expire_time=0)
    host = rotation.host_links(call, show)
    url, tmp_url = (links.give_out(call, show, token) for token in host)
    return RotatedLinks(ended=ended, url=url, tmp_url=tmp_url, expire_time=host.temporary.expires)
