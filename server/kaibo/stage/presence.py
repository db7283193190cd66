"""Whose page is open: a session is connected while at least one of its event streams is."""

from collections import Counter

from sqlalchemy import Connection

from kaibo.events import Events
from kaibo.stage import session as sessions
from kaibo.store import Store


class Presence:
    """Counts streams in this process and keeps `connected` in the store true to them."""

    def __init__(self, store: Store, events: Events) -> None:
        self._store = store
        self._events = events
        self._open: Counter[str] = Counter()

    async def opened(self, session: str, activity: int) -> None:
        """A stream of this session's page opened."""
        self._open[session] += 1
        if self._open[session] == 1:
            await self._note(session, activity)

    async def closed(self, session: str, activity: int) -> None:
        """One of them closed."""
        self._open[session] -= 1
        if self._open[session] <= 0:
            del self._open[session]
            await self._note(session, activity)

    async def _note(self, session: str, activity: int) -> None:
        def work(db: Connection) -> None:
            # On PostgreSQL an opening and a closing may run at once. The read pins the snapshot before the
            # streams are counted, so whichever counted first cannot commit over the other.
            if sessions.find(db, session):
                sessions.change(db, session, connected=self._open[session] > 0)

        await self._store.write(work)
        self._events.nudge(activity)
