"""PostgreSQL. Calls that write are serializable. Calls that only read share a connection and a snapshot.

While PostgreSQL is away, calls fail at once. A thread tries it again every second.
"""

import asyncio
import logging
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from kaibo.errors import DiskFull, Overloaded, StoreAway
from kaibo.store import PLANS, Queued, T, Work, nothing
from kaibo.stores import full, watched
from kaibo.stores.plans import Plans
from kaibo.stores.queue import Queue
from kaibo.stores.waiting import Outcome, Waiting, failed, settle
from kaibo.stores.watched import Watch
from kaibo.trouble import Trouble

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
FULL_STATE, TOO_LONG_STATE = "53100", "57014"
"""No room on the disk, and a statement that took longer than `statement_timeout`."""
AGAIN_SECONDS = 1.0
"""How often the store tries a database that is away."""
LATELY_SECONDS = 1.0
"""A database that answered some call so lately is not away: only one connection failed."""
CLOSING_SECONDS = 1.0
"""How long the last calls may take when the store closes."""
log = logging.getLogger("kaibo.store")


class PostgresStore:
    """A PostgreSQL server.

    A write or a scan waits for the server in a thread of its own. Reads of one turn of the event loop share
    a thread and a transaction. These two cost more than a row.
    """

    def __init__(self, url: str) -> None:
        self.full = full.trouble(log)
        self.on_retry = nothing
        self._queue = Queue()
        self._away = Trouble(
            log, "the database does not answer, so calls get 503 until it does", "the database answers again"
        )
        self._answered_at = float("-inf")
        """When a call had an answer, in seconds of the monotonic clock."""
        self._watch = Watch(self._hung)
        self._engine = self._open(url, isolation_level="SERIALIZABLE", pool_size=THREADS, pool_pre_ping=True)
        self._scanning = self._engine.execution_options(postgresql_readonly=True)
        self._reading = self._open(url, isolation_level="AUTOCOMMIT", pool_size=READERS)  # for `_snapshot`
        self._trying = self._open(url, poolclass=NullPool)
        self._closing = Event()
        self._returning = Thread(target=self._try_again, name="store-try", daemon=True)
        self._threads = ThreadPoolExecutor(THREADS, "store")
        self._readers = ThreadPoolExecutor(READERS, "store-read")
        self._reads: list[Waiting] = []
        """The reads of this turn of the event loop."""

    def start(self) -> None:
        self._watch.start()
        self._returning.start()

    def queue(self) -> Queued:
        return self._queue.now()

    async def read(self, work: Work[T]) -> T:
        self._check()
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
        self._closing.set()
        self._watch.stop(CLOSING_SECONDS)
        self._readers.shutdown()
        self._threads.shutdown()
        self._reading.dispose()
        self._engine.dispose()

    def _open(self, url: str, **options: Any) -> Engine:
        engine = create_engine(url, connect_args=watched.limits(make_url(url)), **options)
        event.listen(engine, "do_connect", lambda _, __, args, named: self._watch.connect(*args, **named))
        return engine

    def _check(self) -> None:
        """Raise StoreAway while the database is away."""
        if self._away.there:
            raise StoreAway

    def _hung(self, reason: object, since: float) -> None:
        """Note that the database did not answer. It is away, unless other calls had answers since then, or lately.

        `since` is when this call began to wait, in seconds of the monotonic clock.
        """
        if self._answered_at < min(since, time.monotonic() - LATELY_SECONDS):
            self._away.begins(reason)

    def _try_again(self) -> None:
        """Try a database that is away until it answers."""
        while not self._closing.wait(AGAIN_SECONDS):
            if self._away.there:
                try:
                    with self._trying.connect() as db:
                        db.execute(text("SELECT 1"))
                    self._answered_at = time.monotonic()
                    self._away.ends()
                except Exception as error:
                    log.debug("the database does not answer yet: %r", error)

    async def _in_thread(self, engine: Engine, work: Work[T]) -> T:
        self._check()
        held = self._queue.submit(self._threads, 1, partial(self._until_it_holds, engine, work))
        return await asyncio.wrap_future(held)

    def _hand_over(self) -> None:
        reads, self._reads = self._reads, []
        for start in range(0, len(reads), TOGETHER):
            batch = reads[start : start + TOGETHER]
            self._queue.submit(self._readers, len(batch), partial(self._read_all, batch))

    def _read_all(self, batch: list[Waiting]) -> None:
        works = [call.work for call in batch]
        try:
            self._check()
            outcomes = self._together(works)
            self._answered_at = time.monotonic()
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
            return Outcome(self._until_it_holds(self._scanning, work))
        except Exception as error:
            return Outcome(error=error)

    def _until_it_holds(self, engine: Engine, work: Work[T]) -> T:
        """Run a call, again and again while other calls disturb it.

        Raises StoreAway when the database is away, DiskFull when it has no room, Overloaded when it takes too long.
        """
        for attempt in range(1, TRIES + 1):
            self._check()
            began, connected = time.monotonic(), False
            try:
                with engine.begin() as db:
                    connected = True
                    result = work(db)
            except (SystemExit, KeyboardInterrupt) as error:  # a call must not end the event loop that waits for it
                raise RuntimeError(repr(error)) from error
            except Exception as error:
                if _is_lost(error, engine):
                    if not connected:
                        self._hung(error, began)
                    raise StoreAway from error
                self._refuse(error)
                if _state(error) not in RETRY_STATES or attempt == TRIES:
                    raise
                self.on_retry()
                time.sleep(random.uniform(0, min(LONGEST_WAIT, 0.01 * 2**attempt)))
            else:
                self._answered_at = time.monotonic()
                if engine is self._engine:
                    self.full.ends()
                return result
        raise AssertionError("unreachable")

    def _refuse(self, error: Exception) -> None:
        """Raise DiskFull or Overloaded for an error of the database that means so."""
        if _state(error) == FULL_STATE:
            self.full.begins(error)
            raise DiskFull from error
        if _state(error) == TOO_LONG_STATE:
            raise Overloaded from error


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
