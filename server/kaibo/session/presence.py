"""Presence: a session is connected while at least one of its event streams is open."""

import asyncio
from collections import Counter

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.errors import ApiError
from kaibo.session import table as sessions
from kaibo.store import Store

AGAIN_SECONDS = 1.0
"""How long to wait before writing to the store again."""


class Presence:
    """Counts the event streams of this process and keeps `connected` in the store up to date."""

    def __init__(self, store: Store, events: Events) -> None:
        self._store = store
        self._events = events
        self._open: Counter[str] = Counter()

    async def opened(self, session: str, activity: int) -> None:
        """Count an opened event stream. Raises what the store raises; then the stream does not count."""
        self._open[session] += 1
        try:
            await self._note(session, activity)
        except BaseException:
            self._uncount(session)
            raise

    async def closed(self, session: str, activity: int) -> None:
        """Count a closed event stream. Retry until the store takes it, because no caller waits for an answer."""
        self._uncount(session)
        while True:
            try:
                return await self._note(session, activity)
            except (ApiError, DBAPIError):
                await asyncio.sleep(AGAIN_SECONDS)

    def _uncount(self, session: str) -> None:
        self._open[session] -= 1
        if self._open[session] <= 0:
            del self._open[session]

    async def _note(self, session: str, activity: int) -> None:
        def work(db: Connection) -> bool:
            # On PostgreSQL an opening and a closing may run at once. The read pins the snapshot before the count
            # of streams. Both write, so the one with the older count cannot commit over the other.
            row = sessions.find(db, session)
            if row is None:
                return False
            is_open = self._open[session] > 0
            left = {"left_at": now_ms()} if row.connected and not is_open else {}
            sessions.change(db, session, connected=is_open, **left)
            return row.connected != is_open

        if await self._store.write(work):
            self._events.nudge(activity)
