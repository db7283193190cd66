"""Limits of how many sessions and places one link gives.

A link without an ExternalUserId may serve a whole team, so its limits are wide.
They keep one person from filling the stage or the store.
The numbers are our choice (docs/api.md, "How many one link lets in").
"""

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, select, update

from kaibo.session.errors import LinkCrowded
from kaibo.session.table import LIVING, OF_LINK, session

LEAST_CAP = 25
"""Limits of sessions are computed from a stage of at least this many places."""
OF_NETWORK, OF_ALL = 2, 4
"""The most living sessions of one link, from one network and from all networks. The unit is stages full of people."""
FREE_FOR_OTHERS = 5
"""One place in this many is for guests of other links, or from other networks."""
IDLE_MS = 10 * 60 * 1000
"""A session whose page was closed this long may end to make room."""

FROM_HERE = session.c.address == bindparam("network")
ON_STAGE = select(func.count()).select_from(session).where(OF_LINK, LIVING, session.c.joined_at.is_not(None), FROM_HERE)
IDLE = and_(
    ~session.c.connected,
    session.c.joined_at.is_(None),
    session.c.seated_at == 0,
    session.c.created_at < bindparam("idle"),
    session.c.left_at < bindparam("idle"),
    session.c.id != bindparam("but"),
)


def places(cap: int) -> int:
    """Tell how many places of a stage one link may take from one network."""
    return max(1, cap - cap // FREE_FOR_OTHERS)


def check_places(db: Connection, link: str, network: str, cap: int, now: int, own: int = 0) -> None:
    """Raise LinkCrowded when one link has taken all its places from one network.

    `own` of the taken places are the caller's. `now` is unix ms.
    """
    taken = db.scalar(ON_STAGE, {"of_link": link, "network": network, "now": now}) or 0
    if taken - own >= places(cap):
        raise LinkCrowded


def check_room(db: Connection, link: str, network: str, cap: int, now: int) -> None:
    """Raise LinkCrowded when one more session of a link would have no room. `now` is unix ms."""
    for crowd, over in _over(db, link, network, cap, now):
        idle = select(func.count()).select_from(session).where(crowd, LIVING, IDLE)
        if (db.scalar(idle, _which(link, network, now)) or 0) < over:
            raise LinkCrowded


def make_room(db: Connection, link: str, network: str, cap: int, now: int, but: str = "") -> None:
    """End idle sessions, the oldest first, until one more has room. The session `but` stays.

    So a person's own dead sessions never shut that person out. Raises LinkCrowded. `now` is unix ms.
    """
    for crowd, over in _over(db, link, network, cap, now):
        oldest = select(session.c.id).where(crowd, LIVING, IDLE).order_by(session.c.created_at).limit(over)
        ending = update(session).where(session.c.id.in_(oldest)).values(ended_at=now, end_reason="expired")
        if db.execute(ending, _which(link, network, now, but)).rowcount < over:
            raise LinkCrowded


def _over(db: Connection, link: str, network: str, cap: int, now: int) -> list[tuple[ColumnElement[bool], int]]:
    """List the limits that one more session would pass, and by how many sessions."""
    passed, size = [], max(LEAST_CAP, cap)
    for crowd, most in ((and_(OF_LINK, FROM_HERE), OF_NETWORK * size), (OF_LINK, OF_ALL * size)):
        living = select(func.count()).select_from(session).where(crowd, LIVING)
        over = (db.scalar(living, {"of_link": link, "network": network, "now": now}) or 0) + 1 - most
        if over > 0:
            passed.append((crowd, over))
    return passed


def _which(link: str, network: str, now: int, but: str = "") -> dict[str, object]:
    return {"of_link": link, "network": network, "now": now, "idle": now - IDLE_MS, "but": but}
