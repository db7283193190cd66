"""The table of recordings. One airing has one recording, whichever makers wrote it.

The server that holds a recording's lease runs its maker. `run` is the fence: each taker of the lease raises it.
"""

import secrets
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    func,
    insert,
    or_,
    select,
    update,
)

from kaibo.activity import airings
from kaibo.store import METADATA

LEASE_MS = 15_000
"""How long a server holds a recording without renewing. Another server may take it after that."""
RENEW_MS = 5_000
"""How often the holder renews."""
FULL, DISK = "full", "disk"
"""The troubles of a recording without a maker: no maker is free, and there is no room for it."""
SLOW = "slow"
"""The trouble of a recording whose maker leaves out pictures, because the machine cannot keep up."""


class State(StrEnum):
    """The state of a recording."""

    LIVE = "live"
    """Its airing goes on, or makers still write."""
    READY = "ready"
    GONE = "gone"
    """Its bytes are deleted, or about to be."""


recording = Table(
    "recording",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("account", String(64), nullable=False, index=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False),
    Column("order_number", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("trouble", String(8), nullable=False),
    Column("start_time", BigInteger, nullable=False),
    Column("end_time", BigInteger, nullable=False),
    Column("holder", String(32), nullable=False),
    Column("run", Integer, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("duration_ms", BigInteger, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("cover", Boolean, nullable=False),
    Column("storyboard", Boolean, nullable=False),
    Column("kept", Boolean, nullable=False),
    UniqueConstraint("activity", "order_number", name="uq_recording_airing"),
)
IS_LIVE = recording.c.state == State.LIVE.value
Index("ix_recording_live", recording.c.id, sqlite_where=IS_LIVE, postgresql_where=IS_LIVE)


class Recording(NamedTuple):
    """One recording. Times are in unix ms; 0 means none."""

    id: str
    """The wire's Vid, and the name of its folder."""
    account: str
    activity: int
    order_number: int
    state: State
    trouble: str
    """"", FULL, DISK or SLOW."""
    start_time: int
    """When its airing began."""
    end_time: int
    holder: str
    """The id of the server that holds the lease; "" for none."""
    run: int
    """The number of the newest run; 0 for none."""
    lease_until: int
    duration_ms: int
    bytes: int
    cover: bool
    storyboard: bool
    kept: bool
    """Its folder may be on the disk."""

    def free(self, now: int) -> bool:
        """Tell whether any server may take the lease. `now` is in unix ms."""
        return not self.holder or self.lease_until <= now


COLUMNS = [recording.c[name] for name in Recording._fields]


def made(row: Any) -> Recording:
    """Make a recording of the values of COLUMNS."""
    found = Recording._make(row)
    return found._replace(state=State(found.state))


def find(db: Connection, recording_id: str) -> Recording | None:
    """Find a recording of any account."""
    row = db.execute(select(*COLUMNS).where(recording.c.id == recording_id)).first()
    return made(row) if row else None


def of_airing(db: Connection, activity_id: int, order_number: int) -> Recording | None:
    """Find the recording of one airing."""
    mine = (recording.c.activity == activity_id) & (recording.c.order_number == order_number)
    row = db.execute(select(*COLUMNS).where(mine)).first()
    return made(row) if row else None


def last(db: Connection, activity_id: int) -> Recording | None:
    """Find the recording of the last airing that has one."""
    query = select(*COLUMNS).where(recording.c.activity == activity_id).order_by(recording.c.order_number.desc())
    row = db.execute(query.limit(1)).first()
    return made(row) if row else None


def newest(db: Connection, activity_id: int) -> Recording | None:
    """Find the recording of the last airing. None: the recording of that one has not begun."""
    found, aired = last(db, activity_id), airings.of(db, activity_id)
    return found if found and aired and found.order_number == aired[-1].order_number else None


def live(db: Connection) -> list[Recording]:
    """List the recordings that are not ready yet, of all servers."""
    return [made(row) for row in db.execute(select(*COLUMNS).where(IS_LIVE))]


def create(db: Connection, account: str, activity_id: int, order_number: int, start_time: int) -> Recording:
    """Create the recording of an airing. `start_time` is in unix ms."""
    new = Recording(
        id=f"rc_{secrets.token_hex(12)}",
        account=account,
        activity=activity_id,
        order_number=order_number,
        state=State.LIVE,
        trouble="",
        start_time=start_time,
        end_time=0,
        holder="",
        run=0,
        lease_until=0,
        duration_ms=0,
        bytes=0,
        cover=False,
        storyboard=False,
        kept=True,
    )
    db.execute(insert(recording).values(**new._asdict() | {"state": new.state.value}))
    return new


def take(db: Connection, seen: Recording, server: str, now: int) -> Recording | None:
    """Take the lease, and raise the fence. Return None when another server was faster. `now` is in unix ms."""
    may = or_(recording.c.holder.in_(("", server)), recording.c.lease_until <= now)
    same = (recording.c.id == seen.id) & (recording.c.run == seen.run) & IS_LIVE
    values = {"holder": server, "run": seen.run + 1, "lease_until": now + LEASE_MS}
    if not db.execute(update(recording).where(same, may).values(**values)).rowcount:
        return None
    return find(db, seen.id)


def renew(db: Connection, held: Recording, now: int) -> bool:
    """Renew a lease. Return False when this server does not hold it any more."""
    return _set(db, held, lease_until=now + LEASE_MS)


def tell(db: Connection, held: Recording, trouble: str) -> bool:
    """Note the trouble of a recording whose maker runs. Return False when this server does not hold it any more."""
    return _set(db, held, trouble=trouble)


def _set(db: Connection, held: Recording, **values: Any) -> bool:
    """Set columns, unless another server took the lease."""
    mine = (recording.c.id == held.id) & (recording.c.run == held.run) & (recording.c.holder == held.holder)
    return bool(db.execute(update(recording).where(mine).values(**values)).rowcount)


def change(db: Connection, recording_id: str, **values: Any) -> None:
    """Set columns of a recording."""
    db.execute(update(recording).where(recording.c.id == recording_id).values(**values))


def used(db: Connection, account: str) -> int:
    """Count the bytes of an account's recordings, as of the last look."""
    kept = (recording.c.account == account) & recording.c.kept
    return int(db.scalar(select(func.coalesce(func.sum(recording.c.bytes), 0)).where(kept)) or 0)


def without_bytes(db: Connection, limit: int) -> list[str]:
    """List the recordings that are gone, and whose folder may still be there."""
    gone = (recording.c.state == State.GONE.value) & recording.c.kept
    return list(db.scalars(select(recording.c.id).where(gone).limit(limit)))
