"""Who belongs in the rooms of an activity: what the relay admits, and what the reconciler leaves in. `now` is
unix ms: whoever's session is over belongs nowhere."""

from sqlalchemy import Connection

from kaibo.activity.table import Activity
from kaibo.media.token import TokenClaims
from kaibo.session import identity, seat as seats, table as sessions
from kaibo.session.role import Role
from kaibo.session.table import Session


def of_host(db: Connection, show: Activity, now: int) -> dict[str, TokenClaims]:
    """The places of whoever holds the host seat, by kind of room; none in the program until the show is
    wanted on air."""
    held = seats.of(db, show.id)
    holder = seats.holder(db, held, now)
    if held is None or holder is None or show.deleted_at is not None:
        return {}
    names = {
        identity.STAGE: identity.host(holder.public, held.epoch),
        identity.PROGRAM: identity.publisher(holder.public, held.epoch),
    }
    return {
        kind: TokenClaims(identity.room(show.id, kind, show.room_epoch), name)
        for kind, name in names.items()
        if kind == identity.STAGE or show.wanted
    }


def of_guest(show: Activity, guest: Session, now: int) -> TokenClaims | None:
    """A guest's place on the stage, while there is one."""
    if guest.joined_at is None or not guest.lives(now) or show.deleted_at is not None:
        return None
    return TokenClaims(identity.room(show.id, identity.STAGE, show.room_epoch), identity.guest(guest.public))


def has_room(db: Connection, guest: Session, now: int, cap: int) -> bool:
    """Whether a guest's place is among the first `cap`: whoever came in while there were more places waits."""
    return guest.id in {one.id for one in sessions.guests(db, guest.activity, now)[:cap]}


def of_session(db: Connection, show: Activity, mine: Session, now: int, cap: int) -> set[TokenClaims]:
    """Where one session may be now; `cap` is how many places the stage has."""
    if mine.role is Role.GUEST:
        place = of_guest(show, mine, now)
        return {place} if place and has_room(db, mine, now, cap) else set()
    held = seats.of(db, show.id)
    return set(of_host(db, show, now).values()) if held and held.session == mine.id else set()


def host_on_stage(db: Connection, show: Activity, now: int) -> str:
    """The host's identity on the stage; "" while nobody holds the seat."""
    place = of_host(db, show, now).get(identity.STAGE)
    return place.identity if place else ""


def guests_on_stage(db: Connection, show: Activity, now: int) -> dict[str, Session]:
    """The guests who have a place on the stage, by identity."""
    found = {of_guest(show, guest, now): guest for guest in sessions.guests(db, show.id, now)}
    return {place.identity: guest for place, guest in found.items() if place}


def publisher(db: Connection, show: Activity, now: int) -> str:
    """The one identity whose picture and sound are the program; "" while there is none."""
    place = of_host(db, show, now).get(identity.PROGRAM)
    return place.identity if place else ""
