"""The people who may be in the rooms of an activity. The relay admits them, and the reconciler leaves them in.

`now` is unix ms. A session that is over may be nowhere.
"""

from sqlalchemy import Connection

from kaibo.activity.table import Activity
from kaibo.media.token import TokenClaims
from kaibo.session import admission, identity, seat as seats, table as sessions
from kaibo.session.role import SOURCES, Role, left_to
from kaibo.session.table import Session

MOST_ASSISTANTS = 100
"""So many sessions of assistants may be in the rooms of a show at once."""


def of_host(db: Connection, show: Activity, now: int) -> dict[str, TokenClaims]:
    """Return what the holder of the host seat may enter, by kind of room.

    The program is missing until the host requested the live show.
    """
    seat = seats.of(db, show.id)
    holder = seats.holder(db, seat, now)
    if seat is None or holder is None or show.deleted_at is not None:
        return {}
    names = {
        identity.STAGE: identity.host(holder.public, seat.epoch),
        identity.PROGRAM: identity.publisher(holder.public, seat.epoch),
    }
    return {
        kind: TokenClaims(identity.room(show, kind), name)
        for kind, name in names.items()
        if kind == identity.STAGE or show.live_requested
    }


def of_guest(show: Activity, guest: Session, now: int) -> TokenClaims | None:
    """Return what lets a guest enter the stage; None for a guest without a place."""
    if guest.joined_at is None or not guest.lives(now) or show.deleted_at is not None:
        return None
    return TokenClaims(identity.room(show, identity.STAGE), identity.guest(guest.public))


def stage_sources(mine: Session) -> tuple[str, ...] | None:
    """Return what a session may send on the stage now; None for nothing. The crew may have taken some from a guest."""
    sources = SOURCES[mine.role].stage
    return left_to(sources, muted=mine.muted, camera_off=mine.camera_off) or None if sources else None


def has_taken(mine: Session, claims: TokenClaims) -> bool:
    """Tell whether a guest's token has a source that the crew took since. LiveKit would pass it on for a moment."""
    return mine.role is Role.GUEST and not set(claims.sources) <= set(stage_sources(mine) or ())


def of_preview(show: Activity, mine: Session, now: int) -> TokenClaims | None:
    """Return what lets a guest with a place, or an assistant, see the program; None while they may not."""
    on_stage = mine.role is Role.ASSISTANT or (mine.role is Role.GUEST and mine.joined_at is not None)
    if not on_stage or not mine.lives(now) or show.deleted_at is not None or not (show.shown or show.starting):
        return None
    return TokenClaims(identity.room(show, identity.PROGRAM), identity.preview(mine.public))


def has_room(db: Connection, guest: Session, now: int, cap: int) -> bool:
    """Tell whether a guest's place is among the first `cap`. Later ones wait after the cap was lowered."""
    return guest.id in {each.id for each in sessions.guests(db, guest.activity, now)[:cap]}


def of_session(db: Connection, show: Activity, mine: Session, now: int, cap: int) -> set[TokenClaims]:
    """Return what one session may enter now; `cap` is how many places the stage has."""
    preview = of_preview(show, mine, now)
    if mine.role is Role.GUEST:
        claims = of_guest(show, mine, now)
        return {claims} | ({preview} if preview else set()) if claims and has_room(db, mine, now, cap) else set()
    if mine.role is Role.ASSISTANT:
        if show.deleted_at is not None or not mine.lives(now) or admission.keeps_out(db, mine, now):
            return set()
        return {of_assistant(show, mine)} | ({preview} if preview else set())
    seat = seats.of(db, show.id)
    return set(of_host(db, show, now).values()) if seat and seat.session == mine.id else set()


def of_assistant(show: Activity, mine: Session) -> TokenClaims:
    """Return what lets an assistant enter the stage. A blocked link keeps some out (`assistants`)."""
    return TokenClaims(identity.room(show, identity.STAGE), identity.assistant(mine.public))


def assistants(db: Connection, show: Activity, now: int) -> list[Session]:
    """Return the living sessions of assistants, except those whom a blocked link keeps out."""
    found = sessions.living(db, show.id, [Role.ASSISTANT], now, MOST_ASSISTANTS)
    return [each for each in found if not admission.keeps_out(db, each, now)]


def host_on_stage(db: Connection, show: Activity, now: int) -> str:
    """Return the host's identity on the stage; "" while no session holds the seat."""
    claims = of_host(db, show, now).get(identity.STAGE)
    return claims.identity if claims else ""


def guests_on_stage(db: Connection, show: Activity, now: int) -> dict[str, Session]:
    """Return the guests who have a place on the stage, by identity."""
    guests = {of_guest(show, guest, now): guest for guest in sessions.guests(db, show.id, now)}
    return {claims.identity: guest for claims, guest in guests.items() if claims}


def publisher(db: Connection, show: Activity, now: int) -> str:
    """Return the one identity whose picture and sound are the program; "" while there is none."""
    claims = of_host(db, show, now).get(identity.PROGRAM)
    return claims.identity if claims else ""
