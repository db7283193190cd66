"""Presence: a session is connected while at least one of its event streams is open, at any server.

Each server has a row for every session that it has open streams of. The rows live as long as the server's lease.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import partial

from sqlalchemy import Column, Connection, Index, String, Table, and_, delete, exists, insert, or_, select, update
from sqlalchemy.exc import DBAPIError

from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.cluster.members import PREVIOUS, Members, server
from kaibo.errors import ApiError
from kaibo.session import table as sessions
from kaibo.session.role import Role
from kaibo.session.table import session
from kaibo.store import METADATA, Store

AGAIN_SECONDS = 1.0
"""How long to wait before writing to the store again."""
AT_ONCE = 500
"""Rows of one transaction. With more, other writes would wait too long."""

presence = Table(
    "presence",
    METADATA,
    Column("server", String(32), primary_key=True),
    Column("session", String(32), primary_key=True),
    Index("ix_presence_session", "session"),
)
LEASED = exists().where(server.c.id == presence.c.server)
HELD = exists().where(presence.c.session == session.c.id)


class Presence:
    """Counts the event streams of this process and keeps `connected` in the store up to date."""

    def __init__(self, store: Store, events: Events, members: Members) -> None:
        self._store = store
        self._events = events
        self._own = members.own
        self._open: Counter[str] = Counter()
        self._again: asyncio.Task[None] | None = None
        members.on_return(self._come_back)

    async def opened(self, session: str) -> None:
        """Count an opened event stream. Raises what the store raises; then the stream does not count."""
        self._open[session] += 1
        try:
            await self._note(session)
        except BaseException:
            self._uncount(session)
            raise

    async def closed(self, session: str) -> None:
        """Count a closed event stream. Retry until the store takes it, because no caller waits for an answer."""
        self._uncount(session)
        with suppress(asyncio.CancelledError):  # the server stops: its rows end with its lease
            await self._note_surely(session)

    def _uncount(self, session: str) -> None:
        self._open[session] -= 1
        if self._open[session] <= 0:
            del self._open[session]

    async def _note_surely(self, session: str) -> None:
        while True:
            try:
                return await self._note(session)
            except (ApiError, DBAPIError):
                await asyncio.sleep(AGAIN_SECONDS)

    async def _note(self, session: str) -> None:
        """Write whether the session has open streams, and nudge its activity if that changed."""

        def work(db: Connection) -> int | None:
            # On PostgreSQL an opening and a closing may run at once. The read pins the snapshot before the count
            # of streams. Both write, so the one with the older count cannot commit over the other.
            row = sessions.find(db, session)
            if row is None:
                return None
            is_open = _keep(db, self._own, session, is_open=self._open[session] > 0)
            left = {"left_at": now_ms()} if row.connected != is_open else {}
            sessions.change(db, session, connected=is_open, **left)
            return row.activity if row.connected != is_open else None

        if (changed := await self._store.write(work)) is not None:
            self._events.nudge(changed)

    def _come_back(self) -> None:
        """Write all open streams again, because the other servers took this one for dead."""

        async def note_all() -> None:
            for each in list(self._open):
                await self._note_surely(each)

        self._again = asyncio.create_task(note_all())


def _keep(db: Connection, own: str, session_id: str, *, is_open: bool) -> bool:
    """Keep or delete this server's row. Return whether any server has a row of the session."""
    of_session = presence.c.session == session_id
    servers = set(db.scalars(select(presence.c.server).where(of_session)))
    if is_open and own not in servers:
        db.execute(insert(presence).values(server=own, session=session_id))
    elif not is_open and own in servers:
        db.execute(delete(presence).where(of_session, presence.c.server == own))
    return is_open or bool(servers - {own})


def start(db: Connection, members: Members, now: int) -> set[int]:
    """Note at a server's start that it has no open stream. Return the activities that changed. `now` is unix ms.

    A host whom no other server has counts as having just left. Their page needs a moment to find the server.
    When no other server lives, that holds for every host.
    """
    if not members.alone_in(db):
        return release(db, _of_server(db, members.own), now)
    db.execute(delete(presence))
    host = and_(session.c.role == Role.HOST, session.c.ended_at.is_(None), session.c.expires_at > now)
    db.execute(update(session).where(or_(session.c.connected, host)).values(connected=False, left_at=now))
    return set()


async def watch(store: Store, events: Events, members: Members, now: float) -> None:
    """Disconnect the sessions of a server that died, as soon as its lease ends. `now` is monotonic, in seconds."""
    if members.lease_ended(now):
        await members.renew()
        await disconnect_lost(store, events)


async def disconnect_lost(store: Store, events: Events) -> None:
    """Disconnect the sessions of servers that died."""
    while of := await store.read(lost):
        for activity_id in await store.write(partial(release, of=of, now=now_ms())):
            events.nudge(activity_id)


def lost(db: Connection) -> list[str]:
    """List the sessions of servers whose lease ended, and those that no server has although they are connected."""
    gone = list(db.scalars(select(presence.c.session).where(~LEASED).limit(AT_ONCE)))
    if db.scalar(select(server.c.id).where(server.c.id == PREVIOUS)) is None:
        gone += db.scalars(select(session.c.id).where(session.c.connected, ~HELD).limit(AT_ONCE))
    return gone


def release(db: Connection, of: Iterable[str], now: int) -> set[int]:
    """Delete the rows of servers without a lease for these sessions, and disconnect those whom no server has.

    Return the activities that changed. `now` is unix ms.
    """
    changed = set()
    for session_id in of:
        db.execute(delete(presence).where(presence.c.session == session_id, ~LEASED))
        row = sessions.find(db, session_id)
        if row and row.connected and not db.scalar(select(exists().where(presence.c.session == session_id))):
            sessions.change(db, session_id, connected=False, left_at=now)
            changed.add(row.activity)
    return changed


def _of_server(db: Connection, own: str) -> list[str]:
    """Delete the rows of one server. Return their sessions."""
    mine = list(db.scalars(select(presence.c.session).where(presence.c.server == own)))
    db.execute(delete(presence).where(presence.c.server == own))
    return mine
