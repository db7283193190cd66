"""The thumbnails of shows on air, with every query about them. A thumbnail never outlives its airing."""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    Table,
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)

from kaibo.activity.airings import airing
from kaibo.activity.table import THERE, activity
from kaibo.store import METADATA

thumbnail = Table(
    "thumbnail",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("taken_at", BigInteger, nullable=False),
    Column("picture", LargeBinary, nullable=False),
)
OF_THIS_AIRING = (
    (airing.c.activity == thumbnail.c.activity)
    & airing.c.end_time.is_(None)
    & (airing.c.start_time <= thumbnail.c.taken_at)
)
FIND = (
    select(thumbnail.c.taken_at, thumbnail.c.picture)
    .join(activity, activity.c.id == thumbnail.c.activity)
    .join(airing, OF_THIS_AIRING)
    .where(thumbnail.c.activity == bindparam("activity"), activity.c.account == bindparam("account"), THERE)
)
PUT = update(thumbnail).where(thumbnail.c.activity == bindparam("of"))
OUTLIVED = delete(thumbnail).where(~exists().where(OF_THIS_AIRING))


class Thumbnail(NamedTuple):
    """The last picture of a show on air."""

    taken_at: int
    """In unix ms."""
    picture: bytes
    """As WebP."""


def find(db: Connection, account: str, activity_id: int) -> Thumbnail | None:
    """Return the thumbnail of an account's show on air. None when there is none of this airing."""
    row = db.execute(FIND, {"activity": activity_id, "account": account}).first()
    return Thumbnail._make(row) if row else None


def put(db: Connection, activity_id: int, taken: Thumbnail) -> None:
    """Keep a thumbnail instead of the one before."""
    if not db.execute(PUT, {"of": activity_id, **taken._asdict()}).rowcount:
        db.execute(insert(thumbnail).values(activity=activity_id, **taken._asdict()))


def forget(db: Connection) -> None:
    """Delete the thumbnails whose airing is over. A deleted show is not on air."""
    db.execute(OUTLIVED)
