"""PostgreSQL. Calls that write are serializable. Calls that only read share a connection and a snapshot."""

import asyncio
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from kaibo.errors import Overloaded
from kaibo.store import PLANS, T, Work
from kaibo.stores.plans import Plans
from kaibo.stores.waiting import Outcome, Waiting, failed, settle

BEGIN, COMMIT = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", b"COMMIT"
THREADS = 16
"""Threads that write or scan. Each has a connection."""
READERS = 4
"""Threads that read. One is enough near the database. More of them hide the time to a distant one."""
TOGETHER = 8
"""The most reads in one transaction."""
TRIES = 100
"""A hundred calls that change one row need up to 24 tries on a quiet machine. A busy one needs more."""
LONGEST_WAIT = 0.32
"""Seconds between two tries."""
RETRY_STATES = {"40001", "40P01", "23505"}
"""Serialization failure, deadlock, unique violation.

Two calls may read at the same time and then insert the same key. The later one gets the unique violation, and its next
try reads the other's row.
"""


LOST_STATES = ("08", "57P", "53300")
"""Starts of the states of a connection that broke, a server that stops, and one that takes no more connections."""


class PostgresStore:
    """A PostgreSQL server.

    A write or a scan waits for the server in a thread of its own. Reads of one turn of the event loop share
    a thread and a transaction. These two cost more than a row.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, isolation_level="SERIALIZABLE", pool_size=THREADS, pool_pre_ping=True)
        self._scanning = self._engine.execution_options(postgresql_readonly=True)
        self._reading = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=READERS)  # for `_snapshot`
        self._threads = ThreadPoolExecutor(THREADS, "store")
        self._readers = ThreadPoolExecutor(READERS, "store-read")
        self._reads: list[Waiting] = []
        """The reads of this turn of the event loop."""

    def start(self) -> None:
        pass

    async def read(self, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        if not self._reads:
            loop.call_soon(self._hand_over)
        self._reads.append(Waiting(work, loop, future))
        return await future

    async def scan(self, work: Work[T]) -> T:
        return await self._in_thread(self._scanning, work)

    async def write(self, work: Work[T]) -> T:
        return await self._in_thread(self._engine, work)

    def close(self) -> None:
        self._readers.shutdown()
        self._threads.shutdown()
        self._reading.dispose()
        self._engine.dispose()

    async def _in_thread(self, engine: Engine, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _until_it_holds, engine, work)

    def _hand_over(self) -> None:
        reads, self._reads = self._reads, []
        for start in range(0, len(reads), TOGETHER):
            self._readers.submit(self._read_all, reads[start : start + TOGETHER])

    def _read_all(self, batch: list[Waiting]) -> None:
        works = [call.work for call in batch]
        try:
            outcomes = self._together(works)
        except Exception:  # one read broke the transaction, or the connection was lost, and the pool drops it
            outcomes = [self._alone(work) for work in works]
        settle(batch, outcomes)

    def _together(self, works: list[Work[Any]]) -> list[Outcome]:
        """Run reads in one transaction. Raises the database's errors, which break the transaction of all."""
        broken = DBAPIError, self._reading.dialect.loaded_dbapi.Error
        outcomes = []
        with _snapshot(self._reading) as db:
            for work in works:
                try:
                    outcomes.append(Outcome(work(db)))
                except broken:
                    raise
                except BaseException as error:
                    outcomes.append(failed(error))
        return outcomes

    def _alone(self, work: Work[Any]) -> Outcome:
        try:
            return Outcome(_until_it_holds(self._scanning, work))
        except Exception as error:
            return Outcome(error=error)


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """Run a transaction that only reads. After a failure, drop its connection, which may be half-ended.

    SQLAlchemy's and the driver's ways to begin and to commit cost as much as four rows.
    """
    with engine.connect() as db:
        raw: Any = db.connection.dbapi_connection
        plans: Plans = db.info.get(PLANS) or db.info.setdefault(PLANS, Plans(raw))
        try:
            plans.command(BEGIN)
            yield db
            plans.command(COMMIT)
        except BaseException:
            db.invalidate()
            raise


def _until_it_holds(engine: Engine, work: Work[T]) -> T:
    """Run a call, again and again while other calls disturb it. Raises Overloaded when the database is away."""
    for attempt in range(1, TRIES + 1):
        try:
            with engine.begin() as db:
                return work(db)
        except (SystemExit, KeyboardInterrupt) as error:  # a call must not end the event loop that waits for it
            raise RuntimeError(repr(error)) from error
        except Exception as error:
            if _is_lost(error, engine):
                raise Overloaded from error
            if _state(error) not in RETRY_STATES or attempt == TRIES:
                raise
            time.sleep(random.uniform(0, min(LONGEST_WAIT, 0.01 * 2**attempt)))
    raise AssertionError("unreachable")


def _is_lost(error: Exception, engine: Engine) -> bool:
    """Tell whether the database went away, or does not let us in. The caller may try again later.

    The driver gives no state when a connection breaks or cannot begin. The states: PostgreSQL, appendix A.
    """
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    if (state := _state(error)) is None:
        return isinstance(cause, engine.dialect.loaded_dbapi.OperationalError)
    return state.startswith(LOST_STATES)


def _state(error: Exception) -> str | None:
    """Return the SQLSTATE of the driver's own error, or of the one inside SQLAlchemy's."""
    return getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlstate", None)
