"""How many viewers' pages wait for a show. Each server counts its own, and shares the numbers with the others."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, delete, exists, func, insert, select

from kaibo.cluster.members import Members, server
from kaibo.store import METADATA, Store

SHARE_SECONDS = 3.0
"""How often a server writes the numbers that changed."""
AT_ONCE = 500
"""Rows of one transaction. With more, other writes would wait too long."""

waiting = Table(
    "waiting",
    METADATA,
    Column("server", String(32), primary_key=True),
    Column("activity", BigInteger, primary_key=True, autoincrement=False),
    Column("pages", Integer, nullable=False),
)
LEASED = exists().where(server.c.id == waiting.c.server)


class Waiting:
    """Counts the open event streams of viewers, by activity. Pages that poll do not count."""

    def __init__(self, store: Store, members: Members) -> None:
        self._store = store
        self._members = members
        self._open: Counter[int] = Counter()
        self._shared: dict[int, int] = {}
        """The numbers that the store has of this server."""
        self._cleared = False
        """The store has nothing of this server from before its start, or from before it lost its lease."""
        members.on_return(self._come_back)

    @contextmanager
    def held(self, activity_id: int) -> Iterator[None]:
        """Count one more page while it is open."""
        self._open[activity_id] += 1
        try:
            yield
        finally:
            self._open[activity_id] -= 1
            if self._open[activity_id] <= 0:
                del self._open[activity_id]

    def of(self, db: Connection, activity_id: int) -> int:
        """Count the pages at all servers. Those at other servers are some seconds old."""
        own = self._open[activity_id]
        if self._members.alone:
            return own
        others = select(func.sum(waiting.c.pages)).where(
            waiting.c.activity == activity_id, waiting.c.server != self._members.own, LEASED
        )
        return own + int(db.scalar(others) or 0)

    async def share(self) -> None:
        """Write what changed, for the other servers. A server that is alone deletes what it wrote."""
        wanted = {} if self._members.alone else dict(self._open)
        if not self._cleared:
            await self._store.write(self._clear)
            self._cleared, self._shared = True, {}
        shared = self._shared
        differ = [each for each in wanted.keys() | shared.keys() if wanted.get(each) != shared.get(each)]
        for start in range(0, len(differ), AT_ONCE):
            some = {each: wanted.get(each, 0) for each in differ[start : start + AT_ONCE]}
            await self._store.write(partial(self._write, pages=some))
            for activity, pages in some.items():
                if pages:
                    shared[activity] = pages
                else:
                    shared.pop(activity, None)

    def _clear(self, db: Connection) -> None:
        """Delete the rows from before a restart, and those of servers that are gone."""
        db.execute(delete(waiting).where((waiting.c.server == self._members.own) | ~LEASED))

    def _write(self, db: Connection, pages: dict[int, int]) -> None:
        own = self._members.own
        db.execute(delete(waiting).where(waiting.c.server == own, waiting.c.activity.in_(pages.keys())))
        rows = [{"server": own, "activity": each, "pages": count} for each, count in pages.items() if count]
        if rows:
            db.execute(insert(waiting), rows)

    def _come_back(self) -> None:
        """Write all again: another server may have deleted the rows while this one had no lease."""
        self._cleared = False
