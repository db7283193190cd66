"""The pages' files of other releases. Each server stores its own, and serves those of the others from the store.

So a page of an earlier release gets its files from a later server, also on another machine. The reverse holds too.
Each of these files has an address that no other content ever has.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from cachetools import LRUCache
from sqlalchemy import BigInteger, Column, Connection, LargeBinary, String, Table, delete, insert, select, update

from kaibo.clock import now_ms
from kaibo.errors import DiskFull, Overloaded
from kaibo.gateway.static_file import StaticFile
from kaibo.store import METADATA, Store

asset = Table(
    "asset",
    METADATA,
    Column("name", String(160), primary_key=True),
    Column("encoding", String(8), primary_key=True),
    Column("type", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)
"""A row for each coding of a file. `name` is the path. `seen_at` is when a server last had it in its own release."""
SOON, AGAIN = 2.0, 6 * 3600.0
"""Seconds from the start to the first look at what the store lacks, and between two looks."""
AFTER_FAULT = 60.0
"""Seconds to the next look after one that failed."""
NOTED_MS = 24 * 3600 * 1000
"""A server writes once in this time that it has a file."""
KEPT_MS = 30 * 24 * 3600 * 1000
"""How long a file stays after the last server had it."""
MOST, LARGEST = 500, 4 << 20
"""The most files of a release that are stored, and the most bytes of one with its copies. A build has about 250."""
IN_MEMORY = 16 << 20
"""Bytes of other releases' files that stay in memory."""
log = logging.getLogger("kaibo.pages")
Find = Callable[[str], Awaitable[StaticFile | None]]


class Files(Protocol):
    """The files of this release, by their paths."""

    def names(self) -> list[str]: ...
    def file(self, path: str) -> StaticFile | None: ...


async def nowhere(path: str) -> StaticFile | None:
    """Find no file, for a server without a store."""
    return None


class EarlierFiles:
    """Finds the files of other releases in the store, and keeps this release's there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: LRUCache[str, StaticFile] = LRUCache(IN_MEMORY, getsizeof=lambda file: file.size)

    async def find(self, path: str) -> StaticFile | None:
        """Find a file by its path. A path that is unknown costs one read of an index. Raises Overloaded."""
        if file := self._kept.get(path):
            return file
        file = await self._store.read(lambda db: _find(db, path))
        if file and file.size <= LARGEST:
            self._kept[path] = file
        return file

    async def run(self, own: Sequence[Files]) -> None:
        """Keep this release's files in the store until cancelled."""
        await asyncio.sleep(SOON)
        while True:
            try:
                await self.keep(own)
                seconds = AGAIN
            except (Overloaded, DiskFull) as error:  # the store logs that it is away
                log.debug("the pages' files wait for the store: %s", error)
                seconds = AFTER_FAULT
            except Exception:
                log.exception("the pages' files could not be stored; the server tries again in a minute")
                seconds = AFTER_FAULT
            await asyncio.sleep(seconds)

    async def keep(self, own: Sequence[Files]) -> None:
        """Store this release's files that the store lacks. Forget files that no server had for long."""
        files = {name: each for each in own for name in await asyncio.to_thread(each.names)}
        names = sorted(files)[:MOST]
        known = await self._store.read(lambda db: _known(db, names))
        for name in names:
            file = None if name in known else await asyncio.to_thread(files[name].file, name)
            if file and file.size <= LARGEST:
                await self._store.write(lambda db, name=name, file=file: _add(db, name, file, now_ms()))  # type: ignore[misc]
        await self._store.write(lambda db: _note(db, names, now_ms()))


def _find(db: Connection, path: str) -> StaticFile | None:
    rows = db.execute(select(asset.c.encoding, asset.c.body, asset.c.type).where(asset.c.name == path)).all()
    copies = {row.encoding: row.body for row in rows}
    return StaticFile.of(copies, rows[0].type) if "" in copies else None


def _known(db: Connection, names: Sequence[str]) -> set[str]:
    return set(db.scalars(select(asset.c.name).where(asset.c.name.in_(names), asset.c.encoding == "")))


def _add(db: Connection, name: str, file: StaticFile, now: int) -> None:
    if _known(db, [name]):  # another server was quicker
        return
    row = {"name": name, "type": file.kind, "seen_at": now}
    db.execute(insert(asset), [{**row, "encoding": coding, "body": body} for coding, body in file.copies.items()])


def _note(db: Connection, names: Sequence[str], now: int) -> None:
    own = asset.c.name.in_(names)
    db.execute(update(asset).where(own, asset.c.seen_at < now - NOTED_MS).values(seen_at=now))
    db.execute(delete(asset).where(asset.c.seen_at < now - KEPT_MS))
