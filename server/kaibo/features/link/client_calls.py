"""The call that opens a launch link, at `/client/OpenLaunch`. The caller is not signed in yet."""

from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import Field

from kaibo.call import new_id
from kaibo.features.link import launches, link_text, opener as openers, state as links, table
from kaibo.features.link.call import ClientCall
from kaibo.features.link.errors import LinkRevoked, UnknownLink
from kaibo.gateway.action import Wire, action
from kaibo.vault import fingerprint

RATE = "60/minute"
RATE_OF_LINK = "600/minute"
"""For one link from one network. A whole team may share a guest link, and one network must not shut out another."""


class LinkToken(Wire):
    """Names a launch link."""

    token: Annotated[str, Field(max_length=512)]
    """The launch token: the part of the link after `/l/`. The server drops other text behind it."""

    @property
    def counted(self) -> tuple[str, str]:
        """Return the rate of calls with this link, and the name that they are counted under."""
        return RATE_OF_LINK, fingerprint(link_text.counted(self.token))


class OpenedLaunch(Wire):
    """One opening of a launch link."""

    launch_id: str
    listen_key: str
    """Only hears what became of the ticket."""
    ticket: str
    deep_link: str
    """Opens the app."""
    enter_path: str
    """Opens the studio in the browser."""


class LaunchState(Wire):
    """The state of a ticket, for its launch page."""

    state: Literal["open", "heard", "opened"]
    """`heard`: the app asked about the ticket. `opened`: the ticket was used."""
    by: Literal["", "app", "browser"]
    """The program that used the ticket."""
    heard_time: int
    """When the app last asked about the ticket, in unix milliseconds; 0 for never."""


class LinkRequestState(Wire):
    """The state of a link request, for the page that made it."""

    state: Literal["waiting", "granted", "declined"]


@action("OpenLaunch", rate=RATE, writes=True)
def open_launch(call: ClientCall, request: LinkToken) -> OpenedLaunch:
    """Make a ticket for a link. The ticket is good for one use within two minutes.

    Raises UnknownLink, the same for a revoked link and for one that never existed.
    Raises LinkExpired, LinkNotYet, LinkUsedUp, LinkCrowded, and for a guest ShowIsOver and StageFull.
    """
    link = links.known(call, request.token)
    try:
        return admitted(call, link)
    except LinkRevoked:
        raise UnknownLink from None


def admitted(call: ClientCall, link: links.Link) -> OpenedLaunch:
    """Make a ticket for a link, if it is open and has room. Raises the errors of `check_open` and `check_room`."""
    with call.refusing(link):
        links.check_room(call, links.check_open(call, link), call.address)
    call.note("open", link.show.account, link.show.id, **call.about(link))
    table.note_opened(call.db, link.terms, call.now)
    launch_id, ticket, listen = new_id("la_"), new_id("tk_"), new_id("lk_")
    expires_at = call.now + call.limits.ticket_seconds * 1000
    launches.create(
        call.db,
        launch_id,
        link.terms.id,
        link.show.id,
        fingerprint(ticket),
        fingerprint(listen),
        call.now,
        expires_at,
        opener=openers.mark(call.vault, launch_id, call.computer),
    )
    return OpenedLaunch(
        launch_id=launch_id,
        listen_key=listen,
        ticket=ticket,
        deep_link=deep_link(call.limits.public_url, ticket),
        enter_path="/enter",
    )


def deep_link(public_url: str, ticket: str) -> str:
    """Return the link that opens a ticket in the desktop app. The app refuses a bracket that is not percent-encoded."""
    return f"kaibo://open?v=1&server={quote(public_url, safe='')}&ticket={ticket}"
