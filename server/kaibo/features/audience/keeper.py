"""Keeps the store true to who is seen watching. It writes behind, only what changed, and many changes together: ten
thousand who join at once are a few transactions.

Who watches is who is in the program's room in the media engine, as the reconciler last saw it: a page that is open
and gets no picture and no sound does not count. While the engine does not answer, everybody stays as they were.
"""

import time

from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.observed import Observed
from kaibo.features.audience import table
from kaibo.features.audience.table import Change
from kaibo.store import Store

WRITE_SECONDS = 2.0
FORGET_SECONDS = 600.0
KEPT_MS = 30 * 24 * 3600 * 1000
BATCH = 2000
"""Changes in one transaction at most: beyond, other writes would wait too long."""
NOBODY: frozenset[str] = frozenset()


class Keeper:
    """Writes who comes and who goes. `start` first, then `write` and `forget` again and again."""

    def __init__(self, store: Store, observed: Observed, arrivals: Arrivals) -> None:
        self._store = store
        self._arrivals = arrivals
        self._observed = observed
        self._online: dict[int, set[str]] = {}
        """As the store has it."""

    async def start(self) -> None:
        """Whoever was online when the server ended is not, until seen again."""
        await self._store.write(table.forget_presence)
        self._online.clear()

    async def write(self) -> None:
        """Bring the store to what is seen now. What fails is written the next time."""
        changes = self._changes()
        for start in range(0, len(changes), BATCH):
            await self._write(changes[start : start + BATCH])
        self._arrivals.forget_old()

    async def forget(self) -> None:
        """Delete the viewers of deleted activities, and those who were not seen for the kept time."""
        gone = await self._store.scan(table.of_deleted)
        await self._store.write(lambda db: table.forget(db, gone, _now() - KEPT_MS))

    def _changes(self) -> list[Change]:
        watching = self._observed.watching()
        came = {(show, one) for show, seen in watching.items() for one in seen - self._online.get(show, NOBODY)}
        came |= {(show, one) for show, one in self._arrivals if one in watching.get(show, NOBODY)}
        gone = [(show, one) for show, had in self._online.items() for one in had - watching.get(show, NOBODY)]
        return [
            *(Change(*who, online=True, address=self._arrivals.address(*who)) for who in came),
            *(Change(*who, online=False) for who in gone),
        ]

    async def _write(self, batch: list[Change]) -> None:
        now = _now()
        await self._store.write(lambda db: table.write(db, batch, now))
        for one in batch:
            if one.online:
                self._online.setdefault(one.activity, set()).add(one.id)
                self._arrivals.take(one.activity, one.id, one.address)
            else:
                self._online[one.activity].discard(one.id)
        self._online = {show: those for show, those in self._online.items() if those}


def _now() -> int:
    return time.time_ns() // 1_000_000
