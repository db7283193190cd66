"""The report of this server: what it found of itself, written to the store for the console at any server."""

import asyncio
import json
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from kaibo import __version__
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.cluster import reports
from kaibo.cluster.reports import Report
from kaibo.errors import ApiError
from kaibo.media.nodes import Broken
from kaibo.readiness.route import Ready
from kaibo.services import Services

FIRST_SECONDS = 1.0
"""When a server writes its first report."""
SIZE_SECONDS = 60.0
"""How often it measures the database, which may take long."""
SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


@dataclass
class Reporter:
    """Writes the report of one server."""

    services: Services
    ready: Ready
    folders: Sequence[Path]
    """The folders in which this server writes."""
    settings: Sequence[tuple[str, str, str]]
    """The name of each setting, its value without secrets, and where it comes from."""
    _begun_at: int = field(default_factory=now_ms)
    _database: tuple[str, int] = ("", 0)
    """The kind of the database, and its bytes."""
    _measured: float = float("-inf")
    """When the database was measured, in seconds of the monotonic clock."""

    async def begin(self) -> None:
        """Write the first report. A store that does not take it gets the next one."""
        await asyncio.sleep(FIRST_SECONDS)
        with suppress(ApiError):
            await self.write()

    async def write(self) -> None:
        """Write the report."""
        services = self.services
        answers = await self.ready.parts()
        free = await asyncio.to_thread(self._disks)
        nodes = await self._nodes()
        if time.monotonic() - self._measured >= SIZE_SECONDS:
            self._database = await services.store.scan(_size)
            self._measured = time.monotonic()
        kind, size = self._database
        states = services.observed.own_states()
        found: dict[str, Any] = {
            "address": services.limits.public_url,
            "parts": [{"name": name, **answer._asdict()} for name, answer in answers.items()],
            "streams": services.counts.open("stream"),
            "sockets": services.counts.open("socket"),
            "viewers": sum(state.viewers for state in states),
            "people": sum(len(state.stage) for state in states),
            "disks": free,
            "database": {"kind": kind, "size": size},
            "nodes": nodes,
        }

        def work(db: Connection) -> None:
            owned = [show.status == Status.LIVE for show in activities.active(db) if services.members.owns(show.id)]
            found["shows"] = sum(owned)
            own, texts = services.members.own, (json.dumps(found), json.dumps(self.settings))
            reports.write(db, Report(own, self._begun_at, now_ms(), __version__, *texts))

        await services.store.write(work)

    async def remove(self) -> None:
        """Take the report away, because the server stops."""
        await self.services.store.write(lambda db: reports.remove(db, self.services.members.own))

    def _disks(self) -> list[dict[str, Any]]:
        usages = {str(folder): shutil.disk_usage(folder) for folder in self.folders if folder.is_dir()}
        return [{"folder": folder, "free": usage.free, "total": usage.total} for folder, usage in usages.items()]

    async def _nodes(self) -> list[dict[str, Any]]:
        """Return LiveKit's nodes. Without its Redis only its addresses are known, and no rooms."""
        placement, rtc = self.services.placement, self.services.rtc
        known = rtc.url.split(",") if rtc else []
        if placement.nodes is None:
            return [_node(url, up=self.services.observed.up) for url in known]
        try:
            living, rooms = await placement.nodes.living(), list((await placement.nodes.rooms()).values())
        except Broken:
            return [_node(url, up=False) for url in known]
        off = {node.id for node in living if node.id in placement.draining or not node.serving}
        return [
            _node(f"{each.id} ({each.ip})", up=True, draining=each.id in off, rooms=rooms.count(each.id))
            for each in living
        ]


def _node(name: str, *, up: bool, draining: bool = False, rooms: int = -1) -> dict[str, Any]:
    return {"name": name, "up": up, "draining": draining, "rooms": rooms}


def _size(db: Connection) -> tuple[str, int]:
    kind = db.dialect.name
    return kind, int(db.execute(text(SIZES[kind])).scalar_one())
