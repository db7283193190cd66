"""Going on elsewhere on the same computer: somebody who is in gets a ticket for another place of their own, and is the
same person there. Nobody new comes in by it."""

from kaibo.call import Call, new_id
from kaibo.errors import TicketSpent
from kaibo.features.link import state as links, table
from kaibo.features.link.state import Link
from kaibo.features.link.table import Launch
from kaibo.gateway.action import Nothing, Wire, action
from kaibo.session import table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.role import ANY_ROLE
from kaibo.session.table import Session
from kaibo.vault import fingerprint

RATE = "10/minute"


class Continued(Wire):
    """Where the system's browser goes on, within the ticket's two minutes, once."""

    enter_path: str


@action("ContinueInBrowser", rate=RATE, writes=True, by=ANY_ROLE, ended=True)
def continue_in_browser(call: SessionCall, request: Nothing) -> Continued:
    """A ticket of the link that this session came by, for the same role and name. It uses up none of the link's uses,
    and an end of the link since then does not matter, but the new session ends when this one would have. This one
    stays.

    Raises LinkRevoked for a link that was turned off, LinkCrowded, and for a guest ShowIsOver and StageFull, in which
    this person's own place does not count.
    """
    mine = call.session
    with call.refusing():
        call.require_life()
        link = links.check_open(call, links.of(call, mine.link), is_in=True)
        links.check_room(call, link, mine.address, sessions.of_person(call.db, mine))
    ticket, unheard = new_id("tk_"), new_id("lk_")
    expires_at = call.now + call.limits.ticket_seconds * 1000
    table.create(
        call.db,
        new_id("la_"),
        mine.link,
        mine.activity,
        fingerprint(ticket),
        fingerprint(unheard),
        call.now,
        expires_at,
        continues=mine.id,
    )
    call.note_about("continue", mine)
    return Continued(enter_path=f"/enter#ticket={ticket}")


def check(call: Call, launch: Launch, link: Link) -> Session | None:
    """The session that a ticket goes on from, which still lives; None for one by which somebody comes in.

    Raises TicketSpent when that session is over, and what befell the link since.
    """
    source = sessions.find(call.db, launch.continues) if launch.continues else None
    if launch.continues and (source is None or not source.lives(call.now)):
        raise TicketSpent
    links.check_open(call, link, is_in=source is not None)
    return source
