"""Takeovers: a session asks for the host seat, and its holder has `Limits.takeover_seconds` to refuse.

The time begins when the holder's page was told. A page that cannot be told does not keep the seat for ever. It may be
taken `Limits.takeover_untold_seconds` after the request. While servers are replaced, those of the release before count
the holder's time from the request.

Nothing here acts by itself. When the time is over, the page that asked calls again.
"""

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from kaibo.call import Limits
from kaibo.session import table as sessions
from kaibo.store import METADATA

WINDOW_MS = 60_000
"""After two takeovers within this time, the next one must wait this long."""
TOLD_MS = 60_000
"""How long a page shows that the holder refused its takeover."""
WAITING, TAKEN, REFUSED, HANDED_OVER = "", "taken", "refused", "handed-over"
TAKEN_BACK = "taken-back"
"""For the audit log only: taking the seat back needs no takeover."""

takeover = Table(
    "takeover",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False),
    Column("session", String(32), ForeignKey("session.id"), nullable=False, index=True),
    Column("holder", String(32), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("told_at", BigInteger, nullable=False, server_default="0"),
    Index("ix_takeover_activity", "activity", "asked_at"),
)


class Takeover(NamedTuple):
    """A session's request for the host seat."""

    id: str
    activity: int
    session: str
    """The session that asks."""
    holder: str
    """The session that held the seat at that time."""
    asked_at: int
    """In unix ms."""
    outcome: str
    """`WAITING`, `TAKEN`, `REFUSED` or `HANDED_OVER`."""
    told_at: int = 0
    """When the holder's page was told, in unix ms; 0 before. Servers of the release before write 0 too."""

    def due_at(self, limits: Limits) -> int:
        """Tell when the seat may be taken without an answer, in unix ms."""
        if self.told_at:
            return self.told_at + limits.takeover_seconds * 1000
        return self.asked_at + limits.takeover_untold_seconds * 1000

    def lapses_at(self, limits: Limits) -> int:
        """Tell when it is too late to take the seat, in unix ms."""
        return self.due_at(limits) + limits.takeover_lapses_seconds * 1000

    def waits(self, holder: str, now: int, limits: Limits) -> bool:
        """Tell whether the takeover can still succeed: the same holder, no answer, and not too late."""
        return self.outcome == WAITING and self.holder == holder and now < self.lapses_at(limits)


RECENT = (
    select(takeover)
    .where(takeover.c.activity == bindparam("activity"), takeover.c.asked_at > bindparam("since"))
    .order_by(takeover.c.asked_at, takeover.c.id)
)


def recent(db: Connection, activity_id: int, now: int) -> list[Takeover]:
    """List the takeovers that may still matter, the earliest first."""
    rows = db.execute(RECENT, {"activity": activity_id, "since": now - 2 * WINDOW_MS})
    return [Takeover._make(row) for row in rows]


def waiting(db: Connection, recent: list[Takeover], holder: str, now: int, limits: Limits) -> Takeover | None:
    """Return the pending takeover, which the holder may refuse (at most one). Ignore those of ended sessions."""
    return next((each for each in recent if each.waits(holder, now, limits) and _asker_lives(db, each, now)), None)


def _asker_lives(db: Connection, pending: Takeover, now: int) -> bool:
    asker = sessions.find(db, pending.session)
    return asker is not None and asker.lives(now)


def cool_until(recent: list[Takeover]) -> int:
    """Tell when the next takeover may be asked for, in unix ms; 0 for now.

    After two within a minute, the next must wait until a minute after the second. A hand over does not count.
    """
    contested = [each.asked_at for each in recent if each.outcome != HANDED_OVER]
    if len(contested) < 2 or contested[-1] - contested[-2] >= WINDOW_MS:
        return 0
    return contested[-1] + WINDOW_MS


def refused(recent: list[Takeover], session: str, now: int) -> bool:
    """Tell whether the holder refused this session's last takeover within `TOLD_MS`."""
    mine = [each for each in recent if each.session == session]
    return bool(mine) and mine[-1].outcome == REFUSED and now < mine[-1].asked_at + TOLD_MS


def create(db: Connection, pending: Takeover) -> None:
    """Store a new takeover."""
    db.execute(insert(takeover).values(**pending._asdict()))


def settle(db: Connection, pending: Takeover, outcome: str) -> None:
    """Note the outcome of a takeover, which ends its wait."""
    db.execute(update(takeover).where(takeover.c.id == pending.id).values(outcome=outcome))


def note_told(db: Connection, takeover_id: str, now: int) -> int | None:
    """Note that the holder's page was told, at `now` (unix ms). Later pages of the holder do not count.

    Return the activity. Return None when there is nothing to note.
    """
    untold = (takeover.c.id == takeover_id) & (takeover.c.told_at == 0) & (takeover.c.outcome == WAITING)
    note = update(takeover).where(untold).values(told_at=now).returning(takeover.c.activity)
    activity_id: int | None = db.scalar(note)
    return activity_id
