"""The signed calls about guests who wait. They are Kaibo's own; the vendor has none.

ListSessions shows who is on the stage, and EndSession removes a person.
"""

from kaibo.call import Call
from kaibo.features.stage import knocks
from kaibo.gateway.action import Wire, action
from kaibo.session import places, table as sessions
from kaibo.session.actions import OneSession, session_of
from kaibo.session.errors import UnknownSession
from kaibo.session.places import Place
from kaibo.session.role import Role
from kaibo.session.table import Session


class GuestPlace(Wire):
    """Where the guest is now."""

    session_id: str
    place: Place
    """"" for a guest whose visit has ended."""


@action("AdmitGuest", writes=True)
def admit_guest(call: Call, request: OneSession) -> GuestPlace:
    """Let a waiting guest in, to backstage. Nothing changes for a guest who is in already.

    Raises UnknownSession, StageFull, and GuestNotWaiting for a guest who waits no more.
    """
    guest = _guest(call, request)
    knocks.admit(call, guest)
    return _place(call, guest)


@action("TurnAwayGuest", writes=True)
def turn_away_guest(call: Call, request: OneSession) -> GuestPlace:
    """End the visit of a waiting guest. The link stays good, so the guest may knock again.

    Raises UnknownSession, and GuestNotWaiting for a guest who waits no more.
    """
    guest = _guest(call, request)
    knocks.turn_away(call, guest)
    return _place(call, guest)


def _guest(call: Call, request: OneSession) -> Session:
    guest = session_of(call, request)
    if guest.role is not Role.GUEST:
        raise UnknownSession
    return guest


def _place(call: Call, guest: Session) -> GuestPlace:
    now = sessions.find(call.db, guest.id)
    place = places.place(now) if now and now.lives(call.now) else ""
    return GuestPlace(session_id=guest.id, place=place)
