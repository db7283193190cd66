"""The audit log as the doors write it: with the call that it is about, or a moment behind."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Sequence

from sqlalchemy import Connection

from kaibo.call import Event
from kaibo.features.audit import table
from kaibo.store import Store

WRITE_SECONDS, FORGET_SECONDS = 1.0, 600.0
MOST = 100_000
"""Events that wait. More than that come only while the store cannot write; then the newest are lost, and it is said."""
BATCH, FORGOTTEN = 5_000, 5_000
"""Rows in one transaction: beyond, other writes would wait too long."""
log = logging.getLogger("kaibo.audit")


class AuditLog:
    """`kept_ms`: how long an event is kept. What waits is written by `write_behind`, again and again and at the end."""

    def __init__(self, store: Store, kept_ms: int) -> None:
        self._store = store
        self._kept_ms = kept_ms
        self._waiting: deque[Event] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._lost = 0

    def write(self, db: Connection, events: Sequence[Event]) -> None:
        """In the transaction of what they are about."""
        _tell(events)
        table.write(db, events)

    def later(self, events: Sequence[Event]) -> None:
        """Soon: for what is read thousands of times a second."""
        _tell(events)
        room = MOST - len(self._waiting)
        self._waiting.extend(events[: max(0, room)])
        self._lost += max(0, len(events) - room)

    async def write_behind(self) -> None:
        """Write what waits. What cannot be written waits on. If this is cancelled, the batch that the store has already
        is written nevertheless, once: whoever comes next waits for it."""
        if self._lost:
            log.error("%d events are missing from the audit log: the store could not write", self._lost)
            self._lost = 0
        while self._writing or self._waiting:
            if self._writing is None:
                self._writing = asyncio.create_task(self._write_batch())
            await asyncio.shield(self._writing)

    async def _write_batch(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
        try:
            await self._store.write(lambda db: table.write(db, batch))
        except Exception:
            self._waiting.extendleft(reversed(batch))
            raise
        finally:
            self._writing = None

    async def forget(self) -> None:
        """Delete what is too old, a little at a time."""
        before = time.time_ns() // 1_000_000 - self._kept_ms
        while await self._store.write(lambda db: table.forget(db, before, FORGOTTEN)) == FORGOTTEN:
            pass


def _tell(events: Sequence[Event]) -> None:
    """For whoever looks for a fault: names and ids, never a secret."""
    if log.isEnabledFor(logging.DEBUG):
        for one in events:
            log.debug("%s activity %s link %s session %s %s", one.kind, one.activity, one.link, one.session, one.detail)
