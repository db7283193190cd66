"""The audit log for the doors: they write events with the call itself, or a moment later."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.call import Event
from kaibo.clock import now_ms
from kaibo.features.audit import table, tried
from kaibo.store import Store

WRITE_SECONDS, FORGET_SECONDS = 1.0, 600.0
MOST = 100_000
"""The most events that wait. More wait only while the store cannot write; then the log loses the newest and says so."""
BATCH, FORGOTTEN = 5_000, 5_000
"""The most rows of one transaction. With more, other writes would wait too long."""
log = logging.getLogger("kaibo.audit")


def lost(events: float) -> None:
    """Hear of lost events, and do nothing: the default."""


class Waiting(NamedTuple):
    """An event to write later."""

    event: Event
    is_try: bool
    """Whether an identical event of the last minute makes this one needless."""


class AuditLog:
    """Writes events, some of them later. Call `write_behind` periodically, and when the server stops."""

    def __init__(self, store: Store, kept_ms: int, on_lost: Callable[[float], None] = lost) -> None:
        """Set up the log. It keeps an event for `kept_ms` milliseconds. `on_lost` hears how many events it lost."""
        self._store = store
        self._kept_ms = kept_ms
        self._on_lost = on_lost
        self._waiting: deque[Waiting] = deque()
        self._writing: asyncio.Task[None] | None = None
        self._lost = 0

    @property
    def waiting(self) -> int:
        """Return how many events wait for `write_behind`."""
        return len(self._waiting)

    def write(self, db: Connection, events: Sequence[Event], tries: Sequence[Event] = ()) -> None:
        """Write events in the transaction of the call that they are about, and those tries that are new."""
        _debug(events)
        _debug(tries)
        new = tried.new(db, tries)
        table.write(db, [*events, *(tries[at] for at in new)])

    def later(self, events: Sequence[Event], tries: Sequence[Event] = ()) -> None:
        """Write events soon, for calls that come thousands of times a second, and those tries that are new then."""
        _debug(events)
        _debug(tries)
        more = [*(Waiting(event, False) for event in events), *(Waiting(event, True) for event in tries)]
        room = MOST - len(self._waiting)
        self._waiting.extend(more[: max(0, room)])
        if len(more) > room:
            self._lost += len(more) - max(0, room)
            self._on_lost(len(more) - max(0, room))

    async def write_behind(self) -> None:
        """Write the events that wait. Events that the store refuses wait again.

        A cancellation does not stop a batch that the store already has. The next call waits for that batch.
        """
        if self._lost:
            log.error("the audit log has lost %d events, because the store could not write", self._lost)
            self._lost = 0
        while self._writing or self._waiting:
            if self._writing is None:
                self._writing = asyncio.create_task(self._write_batch())
            await asyncio.shield(self._writing)

    async def _write_batch(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
        tries = [at for at, each in enumerate(batch) if each.is_try]

        def work(db: Connection) -> None:
            new = {tries[at] for at in tried.new(db, [batch[at].event for at in tries])}
            table.write(db, [each.event for at, each in enumerate(batch) if not each.is_try or at in new])

        try:
            await self._store.write(work)
        except Exception:
            self._waiting.extendleft(reversed(batch))
            raise
        finally:
            self._writing = None

    async def forget(self) -> None:
        """Delete old events, a few at a time."""
        now = now_ms()
        await self._store.write(lambda db: tried.forget(db, now))
        before = now - self._kept_ms
        while await self._store.write(lambda db: table.forget(db, before, FORGOTTEN)) == FORGOTTEN:
            pass


def _debug(events: Sequence[Event]) -> None:
    """Write events to the debug log, with ids and never a secret."""
    if log.isEnabledFor(logging.DEBUG):
        for event in events:
            about = (event.kind, event.activity, event.link, event.session, event.detail)
            log.debug("%s activity %s link %s session %s %s", *about)
