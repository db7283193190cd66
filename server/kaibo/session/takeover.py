"""Asking for the host seat while somebody sits there: they have ten seconds to say no. Nothing here acts by itself: the
asker's page asks again when the time is over."""

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

from kaibo.session import table as sessions
from kaibo.store import METADATA

ANSWER_MS = 10_000
"""How long who sits there has to refuse."""
LAPSES_MS = 15_000
"""How long after that the asker's page may still take the seat: one that went away does not come back to it."""
WINDOW_MS = 60_000
"""After two within this time a third waits for so long."""
TOLD_MS = 60_000
"""How long an asker is told that they were refused."""
WAITING, TAKEN, REFUSED, HANDED_OVER = "", "taken", "refused", "handed-over"
TAKEN_BACK = "taken-back"
"""For the audit log alone: the session that takes the seat back asks nobody."""

takeover = Table(
    "takeover",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False),
    Column("session", String(32), ForeignKey("session.id"), nullable=False, index=True),
    Column("holder", String(32), nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Index("ix_takeover_activity", "activity", "asked_at"),
)


class Takeover(NamedTuple):
    """`session` wants the seat that `holder` had at `asked_at` (unix ms). `outcome`: "" while it waits, taken, refused,
    handed-over."""

    id: str
    activity: int
    session: str
    holder: str
    asked_at: int
    outcome: str

    @property
    def due_at(self) -> int:
        """From when on it may be taken, in unix ms."""
        return self.asked_at + ANSWER_MS

    def waits(self, holder: str, now: int) -> bool:
        """Whether it still can succeed: the same holder, no answer, and the asker not gone for long."""
        return self.outcome == WAITING and self.holder == holder and now < self.due_at + LAPSES_MS


RECENT = (
    select(takeover)
    .where(takeover.c.activity == bindparam("activity"), takeover.c.asked_at > bindparam("since"))
    .order_by(takeover.c.asked_at, takeover.c.id)
)


def recent(db: Connection, activity_id: int, now: int) -> list[Takeover]:
    """Those that still may matter, the first one first."""
    rows = db.execute(RECENT, {"activity": activity_id, "since": now - 2 * WINDOW_MS})
    return [Takeover._make(row) for row in rows]


def waiting(db: Connection, asked: list[Takeover], holder: str, now: int) -> Takeover | None:
    """The one that who sits there may refuse; there is one at most. What a session asked that is over is none."""
    return next((one for one in asked if one.waits(holder, now) and _lives(db, one, now)), None)


def _lives(db: Connection, one: Takeover, now: int) -> bool:
    asker = sessions.find(db, one.session)
    return asker is not None and asker.lives(now)


def cool_until(asked: list[Takeover]) -> int:
    """When the next may be asked for, in unix ms, 0 for now: after two within a minute, a minute after the second. One
    that was handed over is no fight and does not count."""
    fought = [one.asked_at for one in asked if one.outcome != HANDED_OVER]
    if len(fought) < 2 or fought[-1] - fought[-2] >= WINDOW_MS:
        return 0
    return fought[-1] + WINDOW_MS


def refused(asked: list[Takeover], session: str, now: int) -> bool:
    """Whether what this session asked for last was refused, lately."""
    mine = [one for one in asked if one.session == session]
    return bool(mine) and mine[-1].outcome == REFUSED and now < mine[-1].asked_at + TOLD_MS


def ask(db: Connection, made: Takeover) -> None:
    """It waits from now on."""
    db.execute(insert(takeover).values(**made._asdict()))


def settle(db: Connection, one: Takeover, outcome: str) -> None:
    """It waits no more."""
    db.execute(update(takeover).where(takeover.c.id == one.id).values(outcome=outcome))
