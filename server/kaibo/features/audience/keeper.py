"""Write to the store which viewers watch.

The keeper writes later, only changes, and many changes together. So ten thousand viewers who join at once are a few
transactions.

A viewer watches while the reconciler sees them in the program's room of the media engine. An open page without
picture and sound does not count. While the engine does not answer, nothing changes. The owner of an activity alone
writes who watches.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy import Connection

from kaibo.clock import now_ms
from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.observed import Observed
from kaibo.features.audience import numbers, table
from kaibo.features.audience.table import Change
from kaibo.store import Store

WRITE_SECONDS = 2.0
FORGET_SECONDS = 600.0
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
        """The viewers whom the store has as online, of each activity that this server owns and has read."""
        self._early: set[int] = set()
        """Activities whose viewers came before the store had the show on air."""

    async def start(self) -> None:
        """Mark all viewers as offline. The viewers from before a restart count again when the server sees them.

        Other servers that live know who watches, so this one marks nobody then.
        """
        alone_in = self._observed.owners.alone_in
        await self._store.write(lambda db: table.forget_presence(db) if alone_in(db) else None)
        self._online.clear()

    async def write(self) -> None:
        """Write to the store what changed. After a failure the next call writes it."""
        watching = self._observed.owned()
        await self._read(list(watching.keys() - self._online.keys()))
        changes = self._changes(watching)
        for start in range(0, len(changes), BATCH):
            await self._write(changes[start : start + BATCH], watching)
        await self._count_early(watching)
        self._online = {show: viewers for show, viewers in self._online.items() if viewers or show in watching}
        await self._write_addresses_for_owners()
        self._arrivals.forget_old()

    async def forget(self, kept_ms: int) -> None:
        """Delete the viewers of deleted activities, and viewers who were not seen for `kept_ms`."""
        gone = await self._store.scan(table.of_deleted)
        await self._store.write(lambda db: table.forget(db, gone, now_ms() - kept_ms))

    async def _read(self, fresh: list[int]) -> None:
        """Read who is online in activities that this server looked at for the first time."""
        for start in range(0, len(fresh), BATCH):
            some = fresh[start : start + BATCH]
            self._online |= await self._store.read(partial(table.watching, activities=some))

    def _changes(self, watching: Mapping[int, frozenset[str]]) -> list[Change]:
        owns = self._observed.owners.owns
        self._online = {show: viewers for show, viewers in self._online.items() if owns(show)}
        came = {(show, viewer) for show, seen in watching.items() for viewer in seen - self._online.get(show, NOBODY)}
        came |= {(show, viewer) for show, viewer in self._arrivals if viewer in watching.get(show, NOBODY)}
        gone = [(show, viewer) for show, had in self._online.items() for viewer in had - watching.get(show, NOBODY)]
        return [
            *(Change(*viewer, online=True, address=self._arrivals.address(*viewer)) for viewer in came),
            *(Change(*viewer, online=False) for viewer in gone),
        ]

    async def _write_addresses_for_owners(self) -> None:
        """Write the addresses of viewers who connected to this server, in activities that another server owns."""
        owns = self._observed.owners.owns
        there = [(*each, self._arrivals.address(*each)) for each in self._arrivals if not owns(each[0])][:BATCH]
        if there:
            noted = await self._store.write(lambda db: [each for each in there if table.note_address(db, *each)])
            for each in noted:
                self._arrivals.take(*each)

    async def _count_early(self, watching: Mapping[int, frozenset[str]]) -> None:
        """Count the viewers who came before the show was on air, once it is."""
        self._early = {show for show in self._early if watching.get(show)}
        early = list(self._early)[:BATCH]
        if early and (aired := await self._store.read(partial(numbers.on_air, activities=early))):
            counts = {show: len(watching[show]) for show in aired}
            self._early -= aired - await self._store.write(partial(numbers.note_most, watching=counts))

    async def _write(self, batch: Sequence[Change], watching: Mapping[int, frozenset[str]]) -> None:
        now = now_ms()
        counts = {each.activity: len(watching[each.activity]) for each in batch if each.online}

        def work(db: Connection) -> set[int]:
            table.write(db, batch, now)
            return numbers.note_most(db, counts) if counts else set()

        self._early |= await self._store.write(work)
        for change in batch:
            if change.online:
                self._online.setdefault(change.activity, set()).add(change.id)
                self._arrivals.take(change.activity, change.id, change.address)
            else:
                self._online[change.activity].discard(change.id)
