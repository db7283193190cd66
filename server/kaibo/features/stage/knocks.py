"""Let a waiting guest in, or turn them away. The crew and a backend do the same."""

from kaibo.call import Call
from kaibo.session import ending, places
from kaibo.session.errors import GuestNotWaiting
from kaibo.session.table import Session

TURNED_AWAY = "turned-away"
"""Why the session of a guest ended whom nobody let in."""


def admit(call: Call, guest: Session) -> None:
    """Let a waiting guest in, to backstage. Nothing changes for a guest who is in already.

    Raises StageFull, and GuestNotWaiting for a guest who waits no more.
    """
    if guest.joined_at is not None:
        return
    places.admit(call, _waiting(call, guest))
    _note(call, "admit", guest)


def turn_away(call: Call, guest: Session) -> None:
    """End the visit of a waiting guest. The link stays good. Raises GuestNotWaiting."""
    ending.of_person(call.db, _waiting(call, guest), TURNED_AWAY, call.now)
    _note(call, "end", guest, TURNED_AWAY)


def _waiting(call: Call, guest: Session) -> Session:
    """Return the same guest, if they wait. Raises GuestNotWaiting."""
    if places.place(guest) != "waiting" or not guest.lives(call.now):
        raise GuestNotWaiting
    return guest


def _note(call: Call, kind: str, guest: Session, detail: str = "") -> None:
    call.note(kind, guest.account, guest.activity, **guest.about, detail=detail)
    call.mark_changed(guest.activity)
