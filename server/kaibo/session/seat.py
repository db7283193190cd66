"""The host seat: the right to be on air. One session holds it; its epoch fences whoever held it before."""

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

from kaibo.session.table import Session, change, find, of_person
from kaibo.store import METADATA

seat = Table(
    "seat",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("epoch", Integer, nullable=False),
    Column("session", String(32), ForeignKey("session.id"), nullable=False, index=True),
    Column("since", BigInteger, nullable=False),
    Column("aired", Boolean, nullable=False, server_default=false()),
    Column("displaced", String(32), nullable=False, server_default=""),
)


class Seat(NamedTuple):
    """`epoch` rises whenever another session takes the seat, never at a reload. `since` in unix ms. `aired`: in this
    epoch a click put the show on air, or took the seat of a show on air; a reload or a crash may go on with it.
    `displaced`: the session that lost the seat to this one without a word, "" after a handing over."""

    activity: int
    epoch: int
    session: str
    since: int
    aired: bool
    displaced: str = ""


GONE_MS = 5_000
"""How long a holder's page is not open before the seat is anybody's: a reload, a moment without a network and a restart
of the server are shorter."""
TAKE_BACK_MS = 60_000
"""How long the session that held the seat first may take it back at once, after it lost it without a word."""
OF = select(seat).where(seat.c.activity == bindparam("activity"))


def of(db: Connection, activity_id: int) -> Seat | None:
    """None while nobody ever held it."""
    row = db.execute(OF, {"activity": activity_id}).first()
    return None if row is None else Seat._make(row)


def holder(db: Connection, held: Seat | None, now: int) -> Session | None:
    """The session that holds it, if it lives at `now` (unix ms)."""
    found = find(db, held.session) if held else None
    return found if found and found.lives(now) else None


def gone_at(who: Session) -> int | None:
    """From when on the holder counts as gone, in unix ms; None while a page is open."""
    return None if who.connected else who.left_at + GONE_MS


def is_free(held: Seat | None, who: Session | None, asking: str, now: int) -> bool:
    """Whether `asking` may sit down without a takeover: nobody holds the seat, or it does itself, or the holder
    is gone at `now` (unix ms)."""
    if held is None or who is None or who.id == asking:
        return True
    gone = gone_at(who)
    return gone is not None and gone <= now


def first_held(db: Connection, one: Session) -> int:
    """Tell when the person of a session first held the seat, in unix ms; 0 for never. Where they went on they are the
    same person."""
    return min((each.seated_at for each in of_person(db, one) if each.seated_at), default=0)


def take_back_ms(db: Connection, held: Seat | None, who: Session | None, mine: Session, now: int) -> int:
    """Tell for how long `mine` may take the seat of `who` back without asking; 0 for not at all. `now` is unix ms.

    The right is of the session that lost the seat unasked, if its person held it before the present holder ever did:
    so a host gets it and an intruder who was displaced in turn does not.
    """
    if held is None or who is None or held.displaced != mine.id or who.id == mine.id:
        return 0
    elder = 0 < first_held(db, mine) < first_held(db, who)
    return max(0, held.since + TAKE_BACK_MS - now) if elder else 0


def take(db: Connection, activity_id: int, session_id: str, now: int, *, aired: bool, displaced: str = "") -> Seat:
    """Give the seat to a session. One that holds it already keeps its epoch, and what it aired. `displaced` is the
    session that loses it without a word."""
    held = of(db, activity_id)
    if held and held.session == session_id:
        if aired and not held.aired:
            air(db, activity_id)
        return held
    taken = Seat(activity_id, held.epoch + 1 if held else 1, session_id, now, aired, displaced)
    if held is None:
        db.execute(insert(seat).values(**taken._asdict()))
    else:
        db.execute(update(seat).where(seat.c.activity == activity_id).values(**taken._asdict()))
    if (sits := find(db, session_id)) and not sits.seated_at:
        change(db, session_id, seated_at=now)
    return taken


def air(db: Connection, activity_id: int) -> None:
    """Whoever sits there puts the show on air."""
    db.execute(update(seat).where(seat.c.activity == activity_id).values(aired=True))
