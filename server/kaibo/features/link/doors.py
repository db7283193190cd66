"""The signed call that returns the three addresses of a show. It is Kaibo's own; the vendor has none."""

from functools import partial

from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.features.link import qr, state as links, table
from kaibo.features.link.state import AGAIN, ISSUE, Link, State
from kaibo.gateway.action import Int, Wire, action
from kaibo.session.role import Role

LOOKED_AT = 20
"""So many of the newest shared guest links may be the one that lets guests in."""


class GetShowDoors(Wire):
    activity_id: Int


class Door(Wire):
    """A web address, and its code for the camera of a phone."""

    link_id: str
    """"" for the watch page, and when there is no link."""
    state: str
    """The state as ListLaunchLinks shows it; "" when there is no link."""
    url: str
    """"" unless the link is open."""
    qr: list[str]
    """The rows of the QR code of `url`, `1` for a dark square."""


class ShowDoors(Wire):
    """The addresses of a show."""

    host: Door
    """The permanent host link."""
    guest: Door
    """The newest open guest link without a name, an end and a number of uses.

    If none is open, the newest that is not. It is empty if there is none since all guest links were last replaced.
    """
    watch: Door


@action("GetShowDoors")
def get_show_doors(call: Call, request: GetShowDoors) -> ShowDoors:
    """Return the addresses of a show for its host, its guests and its viewers. Nothing changes."""
    show = of_call(call, request.activity_id)
    host = links.permanent(call, show, Role.HOST)
    watch = call.limits.view_url(show.view_path)
    return ShowDoors(
        host=_door(call, Link(table.find(call.db, host.id) or host, show)),
        guest=_guest(call, show),
        watch=Door(link_id="", state="", url=watch, qr=qr.rows(watch)),
    )


def _guest(call: Call, show: Activity) -> Door:
    shared = partial(table.shared, call.db, show.id, Role.GUEST, show.guest_link_epoch)
    on = [Link(terms, show) for terms in shared(LOOKED_AT)]
    opened = next((link for link in on if links.state(call, link) is State.OPEN), None)
    if found := [opened] if opened else on or [Link(terms, show) for terms in shared(1, revoked=True)]:
        return _door(call, found[0])
    return Door(link_id="", state="", url="", qr=[])


def _door(call: Call, link: Link) -> Door:
    state = links.state(call, link)
    if state is not State.OPEN:
        return Door(link_id=link.terms.id, state=state, url="", qr=[])
    url = links.url_of(call, link.terms)
    links.note(call, ISSUE, link, AGAIN)
    return Door(link_id=link.terms.id, state=state, url=url, qr=qr.rows(url))
