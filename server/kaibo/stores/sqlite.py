"""SQLite in this process. Calls that write share a transaction, and each is answered when it is on the disk."""

import asyncio
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from sqlite3 import Connection as SqliteConnection
from threading import Thread
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from kaibo.errors import DiskFull, Overloaded
from kaibo.store import Queued, T, Work, nothing
from kaibo.stores import full
from kaibo.stores.waiting import Outcome, Waiting, failed, settle

BATCH = 200
"""The most writes in one SQLite transaction."""
QUEUE = 10_000
"""The most writes that wait. Further ones get Overloaded."""
LOCKED_MS = 5000
"""A write waits so long for the lock of another process. Then it gets Overloaded."""
SCANNERS = max(1, min(4, (os.cpu_count() or 1) - 1))
"""Searches at the same time on SQLite. They leave one processor to the calls."""
WRITERS_CACHE = 16 * 1024
"""KiB of pages that the writer keeps in memory. In SQLite's own 2 MB the index of the audit log has no room.

Its rows of one second belong to many activities, each with a page of its own.
"""
DURABLE = "synchronous=FULL"
"""Each commit waits until it is on the disk, so a power cut loses none (https://www.sqlite.org/pragma.html#pragma_synchronous)."""
log = logging.getLogger("kaibo.store")


class SqliteStore:
    """SQLite in this process.

    A read costs less than a thread switch, so it runs in the event loop. One thread runs all writes. It commits
    together all writes that came during its last commit.
    """

    def __init__(self, url: str) -> None:
        self.full = full.trouble(log)
        self.on_retry = nothing
        self._held = 0
        """The writes of the present transaction."""
        self._reading = _sqlite(url, "", "busy_timeout=50", "query_only=ON")
        self._slowly_reading = _sqlite(url, "BEGIN", f"busy_timeout={LOCKED_MS}", "query_only=ON")
        self._writing = _sqlite(url, "BEGIN IMMEDIATE", f"busy_timeout={LOCKED_MS}", f"cache_size=-{WRITERS_CACHE}")
        self._scanning = ThreadPoolExecutor(SCANNERS, "store-scan")
        self._writes: SimpleQueue[Waiting | None] = SimpleQueue()
        self._writer = Thread(target=self._write_all, name="store-writer", daemon=True)
        self._open = False
        self._snapshot: Callable[[str], object]
        """Runs SQL on the reader's raw connection, because SQLAlchemy's begin and commit cost as much as the query."""

    def start(self) -> None:
        self._writing.connect().close()  # a bad path fails here
        self._reader = self._reading.connect()
        raw = self._reader.connection.dbapi_connection
        assert isinstance(raw, SqliteConnection)
        self._snapshot = raw.execute
        self._writer.start()
        self._open = True

    def queue(self) -> Queued:
        return Queued(self._writes.qsize(), self._held)

    async def read(self, work: Work[T]) -> T:
        self._snapshot("BEGIN")
        try:
            return work(self._reader)
        finally:
            self._snapshot("COMMIT")

    async def scan(self, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._scanning, self._scan, work)

    def _scan(self, work: Work[T]) -> T:
        with self._slowly_reading.connect() as db, db.begin():
            return work(db)

    async def write(self, work: Work[T]) -> T:
        if not self._open:
            raise RuntimeError("the store is not open")
        if self._writes.qsize() >= QUEUE:
            raise Overloaded
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._writes.put(Waiting(work, loop, future))
        return await future

    def close(self) -> None:
        if self._open:
            self._open = False
            self._writes.put(None)
            self._writer.join()
            self._reader.close()
        self._scanning.shutdown()
        self._reading.dispose()
        self._slowly_reading.dispose()
        self._writing.dispose()

    def _write_all(self) -> None:
        for batch in self._batches():
            self._held = len(batch)
            try:
                outcomes = self._together([write.work for write in batch])
            except BaseException as error:
                if _is_locked(error):
                    outcomes = [Outcome(error=Overloaded())] * len(batch)
                else:  # one call broke the shared transaction, or the disk is full: run each alone
                    outcomes = [self._again(write.work) for write in batch]
            if self.full.there and not any(isinstance(each.error, DiskFull) for each in outcomes):
                self.full.ends()
            self._held = 0
            settle(batch, outcomes)

    def _batches(self) -> Iterator[list[Waiting]]:
        while (first := self._writes.get()) is not None:
            batch = [first]
            while len(batch) < BATCH and not self._writes.empty():
                if (more := self._writes.get()) is None:
                    yield batch
                    return
                batch.append(more)
            yield batch

    def _together(self, works: list[Work[Any]]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        with _whole(self._writing) as db:
            whole, raw = db.get_transaction(), db.connection.dbapi_connection
            assert isinstance(raw, SqliteConnection)
            for work in works:
                raw.execute("SAVEPOINT one")  # SQLAlchemy's own savepoint costs as much as the call
                try:
                    outcomes.append(Outcome(work(db)))
                except BaseException as error:
                    outcomes.append(self._failed(error))
                    raw.execute("ROLLBACK TO one")
                raw.execute("RELEASE one")
                if not raw.in_transaction or db.get_transaction() is not whole:
                    raise RuntimeError("a call ended the shared transaction")
        return outcomes

    def _again(self, work: Work[Any]) -> Outcome:
        self.on_retry()
        try:
            with _whole(self._writing) as db:
                result = work(db)
            return Outcome(result)
        except BaseException as error:
            return self._failed(error)

    def _failed(self, error: BaseException) -> Outcome:
        """Wrap the error of a failed call. It is DiskFull when the call found no room."""
        if full.of_sqlite(error):
            self.full.begins(getattr(error, "orig", error))
            return Outcome(error=DiskFull())
        return failed(error)


def _is_locked(error: BaseException) -> bool:
    """Tell whether another process (a backup, a command) held the lock for too long. The caller may try again later."""
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


@contextmanager
def _whole(engine: Engine) -> Iterator[Connection]:
    """Run a transaction. After a failure, drop its connection, which may be half-ended."""
    with engine.connect() as db:
        try:
            with db.begin():
                yield db
        except BaseException:
            db.invalidate()
            raise


def _sqlite(url: str, begin: str, *pragmas: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False})

    def prepare(connection: SqliteConnection, _: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", DURABLE, "foreign_keys=ON", *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", prepare)
    if begin:
        event.listen(engine, "begin", lambda db: db.exec_driver_sql(begin))
    return engine
