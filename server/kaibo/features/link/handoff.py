"""Handoff: a signed-in person gets a ticket to continue in another app on the same computer.

The ticket admits no other person.
"""

from kaibo.call import Call, new_id
from kaibo.features.link import launches, state as links
from kaibo.features.link.errors import TicketSpent
from kaibo.features.link.launches import Launch
from kaibo.features.link.state import Link
from kaibo.gateway.action import Nothing, Wire, action
from kaibo.session import table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.role import ANY_ROLE
from kaibo.session.table import Session
from kaibo.vault import fingerprint

RATE = "10/minute"


class Continued(Wire):
    """The result of ContinueInBrowser."""

    enter_path: str
    """The system's browser opens it once, within two minutes, and continues there."""


@action("ContinueInBrowser", rate=RATE, writes=True, by=ANY_ROLE, ended=True)
def continue_in_browser(call: SessionCall, request: Nothing) -> Continued:
    """Make a ticket of this session's link, for the same role and name. This session stays.

    The ticket does not count as a use of the link, and works after the link has expired.
    The new session expires when this one does.

    Raises LinkRevoked for a revoked link, LinkCrowded, and for a guest ShowIsOver and StageFull.
    This person's own place does not count for StageFull.
    """
    mine = call.session
    with call.refusing():
        call.require_life()
        link = links.check_open(call, links.of(call, mine.link), is_in=True)
        links.check_room(call, link, mine.address, sessions.of_person(call.db, mine))
    ticket, unheard = new_id("tk_"), new_id("lk_")
    expires_at = call.now + call.limits.ticket_seconds * 1000
    launches.create(
        call.db,
        new_id("la_"),
        mine.link,
        mine.activity,
        fingerprint(ticket),
        fingerprint(unheard),
        call.now,
        expires_at,
        handed_off_from=mine.id,
    )
    call.note_about("continue", mine)
    return Continued(enter_path=f"/enter#ticket={ticket}")


def check(call: Call, launch: Launch, link: Link) -> Session | None:
    """Return the living session that a ticket hands off from; None for a ticket of a launch page.

    Raises TicketSpent when that session is over, and the errors of `check_open` if the link changed meanwhile.
    """
    source = sessions.find(call.db, launch.handed_off_from) if launch.handed_off_from else None
    if launch.handed_off_from and (source is None or not source.lives(call.now)):
        raise TicketSpent
    links.check_open(call, link, is_in=source is not None)
    return source
