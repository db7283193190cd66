"""Write to the store which viewers watch.

The keeper writes later, only changes, and many changes together. So ten thousand viewers who join at once are a few
transactions.

A viewer watches while the reconciler sees them in the program's room of the media engine. An open page without
picture and sound does not count. While the engine does not answer, nothing changes.
"""

from kaibo.clock import now_ms
from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.observed import Observed
from kaibo.features.audience import table
from kaibo.features.audience.table import Change
from kaibo.store import Store

WRITE_SECONDS = 2.0
FORGET_SECONDS = 600.0
KEPT_MS = 30 * 24 * 3600 * 1000
"""How long the store keeps a viewer who was last seen."""
BATCH = 2000
"""The most changes of one transaction. With more, other writes would wait too long."""
NOBODY: frozenset[str] = frozenset()


class Keeper:
    """Writes which viewers come and go. Call `start` once, then `write` and `forget` periodically."""

    def __init__(self, store: Store, observed: Observed, arrivals: Arrivals) -> None:
        self._store = store
        self._arrivals = arrivals
        self._observed = observed
        self._online: dict[int, set[str]] = {}
        """The viewers of each activity that the store has as online."""

    async def start(self) -> None:
        """Mark all viewers as offline. The viewers from before a restart count again when the server sees them."""
        await self._store.write(table.forget_presence)
        self._online.clear()

    async def write(self) -> None:
        """Write to the store what changed. After a failure the next call writes it."""
        changes = self._changes()
        for start in range(0, len(changes), BATCH):
            await self._write(changes[start : start + BATCH])
        self._arrivals.forget_old()

    async def forget(self) -> None:
        """Delete the viewers of deleted activities, and viewers who were not seen for `KEPT_MS`."""
        gone = await self._store.scan(table.of_deleted)
        await self._store.write(lambda db: table.forget(db, gone, now_ms() - KEPT_MS))

    def _changes(self) -> list[Change]:
        watching = self._observed.watching()
        came = {(show, viewer) for show, seen in watching.items() for viewer in seen - self._online.get(show, NOBODY)}
        came |= {(show, viewer) for show, viewer in self._arrivals if viewer in watching.get(show, NOBODY)}
        gone = [(show, viewer) for show, had in self._online.items() for viewer in had - watching.get(show, NOBODY)]
        return [
            *(Change(*viewer, online=True, address=self._arrivals.address(*viewer)) for viewer in came),
            *(Change(*viewer, online=False) for viewer in gone),
        ]

    async def _write(self, batch: list[Change]) -> None:
        now = now_ms()
        await self._store.write(lambda db: table.write(db, batch, now))
        for change in batch:
            if change.online:
                self._online.setdefault(change.activity, set()).add(change.id)
                self._arrivals.take(change.activity, change.id, change.address)
            else:
                self._online[change.activity].discard(change.id)
        self._online = {show: viewers for show, viewers in self._online.items() if viewers}
