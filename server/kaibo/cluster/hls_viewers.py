"""The viewers who watch by HLS. Each server knows its own by their requests, and shares them with the others.

A viewer watches while their page asks for playlists. The owner of an activity counts them with those in its rooms.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

from sqlalchemy import BigInteger, Column, Connection, String, Table, delete, exists, insert, select

from kaibo.cluster.members import Members, server
from kaibo.store import METADATA, Store

SECONDS = 15.0
"""How long after the last playlist a viewer still watches."""
SHARE_SECONDS = 1.0
"""How often a server looks who came and went."""
AT_ONCE = 500
"""Rows of one transaction. With more, other writes would wait too long."""
MOST = 200_000
"""Viewers in memory. A further one drives out the one who asked longest ago."""

hls_viewer = Table(
    "hls_viewer",
    METADATA,
    Column("server", String(32), primary_key=True),
    Column("activity", BigInteger, primary_key=True, autoincrement=False),
    Column("viewer", String(32), primary_key=True),
)
LEASED = exists().where(server.c.id == hls_viewer.c.server)
Viewer = tuple[int, str]
"""An activity, and the id of a pass."""


class HlsViewers:
    """Knows the viewers by HLS of this server, and of the others for the activities that this server owns."""

    def __init__(self, store: Store, members: Members) -> None:
        self._store, self._members = store, members
        self._asked: OrderedDict[Viewer, float] = OrderedDict()
        """When each one last asked, in seconds of the monotonic clock. The oldest first."""
        self._others: frozenset[Viewer] = frozenset()
        self._shared: frozenset[Viewer] = frozenset()
        """Those whom the store has of this server."""
        self._cleared = False
        self._watching: dict[int, frozenset[str]] = {}
        """By activity, as of the last look."""
        self.changed: Callable[[int], None] = lambda activity: None
        """Hears of an activity whose viewers changed."""
        members.on_return(self._come_back)

    def note(self, activity: int, viewer: str) -> None:
        """Note that a viewer asked for a playlist."""
        self._asked[activity, viewer] = time.monotonic()
        self._asked.move_to_end((activity, viewer))
        if len(self._asked) > MOST:
            self._asked.popitem(last=False)

    def forget(self, activity: int, viewer: str) -> None:
        """Forget a viewer who may watch no longer."""
        self._asked.pop((activity, viewer), None)

    def of(self, activity: int) -> frozenset[str]:
        """Return the ids of those who watch an activity, of all servers if this one owns it."""
        return self._watching.get(activity, frozenset())

    async def share(self) -> None:
        """Look who came and went. Write it for the other servers, and read theirs."""
        before = time.monotonic() - SECONDS
        while self._asked and next(iter(self._asked.values())) < before:
            self._asked.popitem(last=False)
        own = frozenset(self._asked)
        await self._write_changes(frozenset() if self._members.alone else own)
        self._others = frozenset() if self._members.alone else await self._store.read(self._read_others)
        found: dict[int, set[str]] = {}
        for activity, viewer in own | self._others:
            found.setdefault(activity, set()).add(viewer)
        last, self._watching = self._watching, {each: frozenset(viewers) for each, viewers in found.items()}
        for activity in last.keys() | self._watching.keys():
            if last.get(activity) != self._watching.get(activity) and self._members.owns(activity):
                self.changed(activity)

    async def _write_changes(self, wanted: frozenset[Viewer]) -> None:
        if not self._cleared:
            await self._store.write(self._clear)
            self._cleared, self._shared = True, frozenset()
        differ = sorted(wanted ^ self._shared)
        for start in range(0, len(differ), AT_ONCE):
            some = differ[start : start + AT_ONCE]
            await self._store.write(lambda db, some=some: self._write(db, some, wanted))  # type: ignore[misc]
            self._shared ^= frozenset(some)

    def _write(self, db: Connection, some: list[Viewer], wanted: frozenset[Viewer]) -> None:
        own, by_activity = self._members.own, dict[int, list[str]]()
        for activity, viewer in some:
            by_activity.setdefault(activity, []).append(viewer)
        for activity, viewers in by_activity.items():
            mine = (hls_viewer.c.server == own) & (hls_viewer.c.activity == activity)
            db.execute(delete(hls_viewer).where(mine, hls_viewer.c.viewer.in_(viewers)))
        if rows := [{"server": own, "activity": one[0], "viewer": one[1]} for one in some if one in wanted]:
            db.execute(insert(hls_viewer), rows)

    def _read_others(self, db: Connection) -> frozenset[Viewer]:
        query = select(hls_viewer.c.activity, hls_viewer.c.viewer).where(
            hls_viewer.c.server != self._members.own, LEASED
        )
        return frozenset((row.activity, row.viewer) for row in db.execute(query) if self._members.owns(row.activity))

    def _clear(self, db: Connection) -> None:
        """Delete the rows from before a restart, and those of servers that are gone."""
        db.execute(delete(hls_viewer).where((hls_viewer.c.server == self._members.own) | ~LEASED))

    def _come_back(self) -> None:
        """Write all again: another server may have deleted the rows while this one had no lease."""
        self._cleared = False
