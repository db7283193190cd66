"""The places of guests: waiting, backstage, on air. The store keeps them, so no restart loses one.

A waiting guest has no place on the stage, and no join token. `now` is unix ms.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from kaibo.call import Call
from kaibo.session import guests, table as sessions
from kaibo.session.errors import StageFull, WaitingRoomFull
from kaibo.session.role import Entry, Role
from kaibo.session.table import IN, Session, session

Place = Literal["", "waiting", "backstage", "air"]
MOST_WAITING = 200
"""How many guests of a show may wait."""
KEPT_MS = 10 * 60 * 1000
"""A guest whose page is closed for so long waits no more."""

HERE = or_(session.c.connected, session.c.left_at > bindparam("left"))
WAITS = and_(IN, session.c.role == Role.GUEST, session.c.knocked_at > 0, session.c.joined_at.is_(None), HERE)
WAITING = select(session).where(WAITS).order_by(session.c.knocked_at, session.c.id).limit(MOST_WAITING)
NUMBER = select(func.count()).select_from(session).where(WAITS)
RIGHTS = ("entry", "muted", "camera_off")
"""The crew's decisions about a guest. Each further session of the same person has them from the start."""
CARRIED = (*RIGHTS, "knocked_at", "hand_at", "asked_at", "turn", "spotlight")
"""Columns that a guest brings along to another session with the place."""


def place(guest: Session) -> Place:
    """Return the place of a guest."""
    if guest.joined_at is not None:
        return "air" if guest.on_air else "backstage"
    return "waiting" if guest.knocked_at else ""


def waiting(db: Connection, activity_id: int, now: int) -> list[Session]:
    """List the guests who wait, the earliest first."""
    rows = db.execute(WAITING, {"activity": activity_id, "now": now, "left": now - KEPT_MS})
    return [sessions.of_row(row) for row in rows]


def ask(call: Call, guest: Session) -> None:
    """Put a guest into the waiting room. Raises WaitingRoomFull."""
    at = {"activity": guest.activity, "now": call.now, "left": call.now - KEPT_MS}
    if (call.db.scalar(NUMBER, at) or 0) >= MOST_WAITING:
        raise WaitingRoomFull(MOST_WAITING)
    sessions.change(call.db, guest.id, knocked_at=call.now)


def must_ask(call: Call, guest: Session) -> bool:
    """Tell whether a guest waits until the crew lets them in."""
    if guest.entry is Entry.BY_MODE:
        return guests.mode_of(call, guest.activity) == "ask"
    return guest.entry is Entry.HELD


def check_free(call: Call, activity_id: int) -> None:
    """Raise StageFull when guests hold every place."""
    if sessions.places_taken(call.db, activity_id, call.now) >= call.limits.stage_cap:
        raise StageFull(call.limits.stage_cap)


def take(call: Call, guest: Session) -> None:
    """Give a guest a place on the stage. The caller checked that one is free.

    The guest is on air only where the activity's mode says so, and nobody took the guest off before.
    """
    at_once = guest.on_air and guests.on_air_at_once(call, guest.activity, guest.role)
    sessions.change(call.db, guest.id, joined_at=call.now, on_air=at_once, knocked_at=0, place_lost=False)


def admit(call: Call, guest: Session, turn: int = 0) -> None:
    """Let a waiting guest in, to backstage. Raises StageFull.

    Of several who come in at once, each has another `turn`. It is a millisecond, so that they are listed in that order.
    """
    check_free(call, guest.activity)
    values = {
        "joined_at": call.now + turn,
        "on_air": False,
        "knocked_at": 0,
        "place_lost": False,
        "entry": Entry.ADMITTED,
    }
    sessions.change(call.db, guest.id, **values)


def hold(call: Call, guest: Session) -> None:
    """Send a guest back to the waiting room. Only the crew ends that."""
    waits = {"on_air": False, "knocked_at": call.now, "entry": Entry.HELD}
    sessions.change(call.db, guest.id, **{**sessions.LEFT, **waits})


def rights_of(source: Session) -> Mapping[str, Any]:
    """Return what the crew decided about a guest, by column."""
    return {name: getattr(source, name) for name in RIGHTS}


def move(db: Connection, source: Session, target: Session) -> None:
    """Give all of one session's place and rights to another session of the same person."""
    carried = {name: getattr(source, name) for name in CARRIED}
    sessions.leave_stage(db, source.id)
    sessions.change(db, target.id, joined_at=source.joined_at, on_air=source.on_air, place_lost=False, **carried)


def arrange(db: Connection, activity_id: int, order: Sequence[str]) -> None:
    """Give these guests their turns, in this order. All others have none, and follow."""
    of_guests = update(session).where(session.c.activity == activity_id, session.c.role == Role.GUEST)
    db.execute(of_guests.where(session.c.turn > 0).values(turn=0))
    for turn, guest_id in enumerate(order, 1):
        db.execute(of_guests.where(session.c.id == guest_id).values(turn=turn))


def in_order(found: Sequence[Session]) -> list[Session]:
    """Sort guests: first those with a turn, then the others as they joined. Pure."""
    return sorted(found, key=lambda guest: (not guest.turn, guest.turn, guest.joined_at or 0, guest.id))
