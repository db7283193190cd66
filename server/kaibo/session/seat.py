"""The host seat: the right to be on air. One session holds it. The seat epoch shuts out earlier holders."""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    bindparam,
    false,
    insert,
    select,
    update,
)

from kaibo.call import Limits
from kaibo.session.table import Session, change, find, of_person
from kaibo.store import METADATA

seat = Table(
    "seat",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("session", String(32), ForeignKey("session.id"), nullable=False, index=True),
    Column("since", BigInteger, nullable=False),
    Column("aired", Boolean, key="resumable", nullable=False, server_default=false()),
    Column("displaced", String(32), nullable=False, server_default=""),
)


class Seat(NamedTuple):
    """The seat of one activity."""

    activity: int
    epoch: int
    """Rises when another session takes the seat; never at a reload."""
    session: str
    """The holder."""
    since: int
    """When the holder took the seat, in unix ms."""
    resumable: bool
    """Whether the holder's page may go live again without a click, after a reload or a crash.

    A click on “Go live” sets it, and so does taking the seat of a live show. A new epoch clears it.
    """
    displaced: str = ""
    """The session that lost the seat to this one without an answer; "" after a hand over."""


TAKE_BACK_MS = 60_000
"""A session that lost the seat without an answer may take it back at once for this long."""
OF = select(seat).where(seat.c.activity == bindparam("activity"))


def of(db: Connection, activity_id: int) -> Seat | None:
    """Return the seat of an activity; None before any session held it."""
    row = db.execute(OF, {"activity": activity_id}).first()
    return None if row is None else Seat._make(row)


def holder(db: Connection, held: Seat | None, now: int) -> Session | None:
    """Return the session that holds the seat, if it lives at `now` (unix ms)."""
    session = find(db, held.session) if held else None
    return session if session and session.lives(now) else None


def gone_at(holder: Session, limits: Limits) -> int | None:
    """Tell when the holder counts as absent, in unix ms; None while a page of the holder is open."""
    return None if holder.connected else holder.left_at + limits.gone_seconds * 1000


def free_in_ms(holder: Session | None, now: int, limits: Limits) -> int | None:
    """Tell how long the seat stays with an absent holder; None while a page of the holder is open. `now` is unix ms."""
    gone = gone_at(holder, limits) if holder else now
    return None if gone is None else max(0, gone - now)


def is_free(held: Seat | None, holder: Session | None, session_id: str, now: int, limits: Limits) -> bool:
    """Tell whether a session may take the seat without a takeover at `now` (unix ms).

    It may when no session holds the seat, when it holds the seat itself, or when the holder is absent.
    """
    if held is None or holder is None or holder.id == session_id:
        return True
    return free_in_ms(holder, now, limits) == 0


def first_held(db: Connection, member: Session) -> int:
    """Tell when the person of a session first held the seat, in unix ms; 0 for never.

    All sessions of the person count, also those before and after a handoff.
    """
    return min((each.seated_at for each in of_person(db, member) if each.seated_at), default=0)


def take_back_ms(db: Connection, held: Seat | None, holder: Session | None, mine: Session, now: int) -> int:
    """Tell for how long `mine` may take back the seat of `holder` without asking; 0 for not at all. `now` is unix ms.

    The session must have lost the seat without an answer, and its person must have held it before the holder.
    So a host has this right, and a displaced intruder does not.
    """
    if held is None or holder is None or held.displaced != mine.id or holder.id == mine.id:
        return 0
    elder = 0 < first_held(db, mine) < first_held(db, holder)
    return max(0, held.since + TAKE_BACK_MS - now) if elder else 0


def take(db: Connection, activity_id: int, session_id: str, now: int, *, resumable: bool, displaced: str = "") -> Seat:
    """Give the seat to a session. A session that holds it already keeps its epoch, and stays resumable.

    `displaced` is the session that loses the seat without an answer.
    """
    held = of(db, activity_id)
    if held and held.session == session_id:
        if resumable and not held.resumable:
            allow_resume(db, activity_id)
        return held
    taken = Seat(activity_id, held.epoch + 1 if held else 1, session_id, now, resumable, displaced)
    if held is None:
        db.execute(insert(seat).values(**taken._asdict()))
    else:
        db.execute(update(seat).where(seat.c.activity == activity_id).values(**taken._asdict()))
    if (taker := find(db, session_id)) and not taker.seated_at:
        change(db, session_id, seated_at=now)
    return taken


def allow_resume(db: Connection, activity_id: int) -> None:
    """Let the holder's page go live again without a click."""
    db.execute(update(seat).where(seat.c.activity == activity_id).values(resumable=True))
