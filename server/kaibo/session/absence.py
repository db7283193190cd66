"""Since when people have been missing from their rooms.

The store keeps it. So the time goes on when another server becomes the owner of the activity.
"""

from collections.abc import Mapping

from sqlalchemy import BigInteger, Column, Connection, String, Table, bindparam, delete, insert, select

from kaibo.session.table import Session
from kaibo.store import METADATA

absence = Table(
    "absence",
    METADATA,
    Column("activity", BigInteger, primary_key=True, autoincrement=False),
    Column("identity", String(128), primary_key=True),
    Column("since", BigInteger, nullable=False),
)
OF = select(absence.c.identity, absence.c.since).where(absence.c.activity == bindparam("of"))


def missing_since(guest: Session, since: int) -> int:
    """Tell since when a guest's media are missing, in unix ms. A page that came back gets the whole time again.

    `since` is when the media engine lost the guest.
    """
    return max(since, guest.left_at) if guest.connected else since


def of(db: Connection, activity_id: int) -> dict[str, int]:
    """Return the moment since which each absent person of an activity is missing, in unix ms by identity."""
    return {row.identity: row.since for row in db.execute(OF, {"of": activity_id})}


def write(db: Connection, activity_id: int, since: Mapping[str, int]) -> None:
    """Replace the absent people of an activity. Times are unix ms, by identity."""
    db.execute(delete(absence).where(absence.c.activity == activity_id))
    if since:
        rows = [{"activity": activity_id, "identity": name, "since": at} for name, at in since.items()]
        db.execute(insert(absence), rows)


def activities(db: Connection) -> set[int]:
    """Return the activities in which people are absent."""
    return set(db.scalars(select(absence.c.activity).distinct()))


def forget(db: Connection) -> None:
    """Let all people count as present, for the start of a server that is alone.

    Nobody could come back while it was down.
    """
    db.execute(delete(absence))
