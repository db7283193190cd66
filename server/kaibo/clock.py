"""The clock of this process.

Servers that share a database decide by the database's clock, so that they agree about each deadline. A server reads
that clock now and then (`follow`), and counts on by the machine's clock that never goes back. A command and a server
on SQLite use the machine's own clock.
"""

import time

from sqlalchemy import Connection, text

POSTGRES = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")
"""PostgreSQL's present moment, and not the start of the transaction (PostgreSQL, "Date/Time Functions", 9.9.5)."""


class _Followed:
    ahead_ms = 0
    """How far the machine's clock was ahead of the database's at the last reading."""
    unsure_ms = 0
    """How much of it may come from the time that the reading took."""
    moment: tuple[int, float] | None = None
    """A moment of the database in unix ms, and the same moment in seconds of the monotonic clock."""


def now_ms() -> int:
    """Return the present moment in unix milliseconds, UTC."""
    if _Followed.moment is None:
        return machine_ms()
    moment, at = _Followed.moment
    return moment + int((time.monotonic() - at) * 1000)


def machine_ms() -> int:
    """Return the present moment in unix milliseconds, UTC, by this machine's clock."""
    return time.time_ns() // 1_000_000


def ahead_ms() -> int:
    """Return how far this machine's clock is ahead of the database's, in ms. Negative when it is behind."""
    return _Followed.ahead_ms


def skew_ms() -> int:
    """Return how far this machine's clock is surely ahead of the database's, in ms. Negative when it is behind.

    A reading that took long says less about the clock.
    """
    surely = max(0, abs(_Followed.ahead_ms) - _Followed.unsure_ms)
    return surely if _Followed.ahead_ms > 0 else -surely


def is_following() -> bool:
    """Tell whether this process follows a database's clock."""
    return _Followed.moment is not None


def database_ms(db: Connection) -> int | None:
    """Return the present moment in unix milliseconds by the database's clock. None: it is this machine's."""
    return int(db.scalar(POSTGRES)) if db.dialect.name == "postgresql" else None


def follow(moment: int, asked: float, answered: float) -> None:
    """Take over the database's time.

    The database read its clock (`moment`, unix ms) between `asked` and `answered`, in seconds of the monotonic clock.
    """
    at = (asked + answered) / 2
    _Followed.moment = moment, at
    _Followed.ahead_ms = machine_ms() - now_ms()
    _Followed.unsure_ms = int((answered - asked) * 500)


def forget() -> None:
    """Use the machine's clock again."""
    _Followed.moment, _Followed.ahead_ms, _Followed.unsure_ms = None, 0, 0
