"""The checks: store, schema, key, certificate, clock, media, bus, disk, files, and whether the server stops."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Select, String, column, literal, select, table

from kaibo import clock, migrations
from kaibo.account import seal
from kaibo.cluster.bus import Bus
from kaibo.files import folder
from kaibo.host.certificate import Certificate
from kaibo.readiness.checked import NOT_USED, Check, Unready
from kaibo.readiness.skew import MOST_MS
from kaibo.services import Services

LEAST_FREE = 100 * 1024 * 1024
"""Bytes that must be free where this server writes. Below it the disk is not ready."""
SOON = timedelta(days=14)
"""How long before its end the certificate has a note."""
REVISION: Select[str] = select(column("version_num", String)).select_from(table("alembic_version"))


@dataclass(frozen=True)
class Checks:
    """The checks of one server."""

    services: Services
    bus: Bus | None
    """None: this server shares its store with no other one."""
    folders: Sequence[Path]
    """The folders in which this server writes."""
    served: Certificate | None = None
    """The certificate that the settings name. None: plain HTTP, or a certificate of this machine's own authority."""

    def all(self) -> dict[str, Check]:
        """Return each check by its name."""
        return {
            "store": self.store,
            "schema": self.schema,
            "key": self.key,
            "certificate": self.certificate,
            "clock": self.clock,
            "media": self.media,
            "bus": self.hears,
            "disk": self.disk,
            "files": self.files,
            "serving": self.serving,
        }

    async def store(self) -> str:
        await self.services.store.read(lambda db: db.execute(select(literal(1))))
        return ""

    async def schema(self) -> str:
        head, known = await asyncio.to_thread(_revisions)
        found: list[str] = await self.services.store.read(lambda db: list(db.scalars(REVISION)))
        if found == [head]:
            return ""
        if known.issuperset(found):
            raise Unready("the store is not of this version's form yet; run kaibo migrate")
        return "the store is of a newer version's form"  # a newer form has all that this version needs

    async def key(self) -> str:
        def fits(db: Connection) -> bool:
            return seal.fits(db, self.services.vault)

        if not await self.services.store.read(fits):
            raise Unready("the store was sealed with another master key")
        return ""

    async def certificate(self) -> str:
        if self.served is None:
            return NOT_USED
        if troubles := self.served.troubles():
            raise Unready(f"the certificate {troubles[0]}")
        left = self.served.ends - datetime.now(UTC)
        return f"the certificate ends in {left.days} days" if left < SOON else ""

    async def clock(self) -> str:
        if not clock.is_following():
            return NOT_USED
        if abs(clock.skew_ms()) > MOST_MS:
            raise Unready(f"this machine's clock is {clock.skew_ms() / 1000:+.1f} s off the database's")
        return ""

    async def media(self) -> str:
        if self.services.rtc is None:
            return NOT_USED
        if not self.services.observed.up:
            raise Unready("the media engine does not answer")
        return ""

    async def hears(self) -> str:
        if self.bus is None:
            return NOT_USED
        if not self.bus.up:
            raise Unready("this server does not hear the others")
        return ""

    async def disk(self) -> str:
        if self.services.store.full.there:
            raise Unready("the store has no room to write")
        free = await asyncio.to_thread(lambda: min(shutil.disk_usage(folder).free for folder in self.folders))
        if free < LEAST_FREE:
            raise Unready(f"{free // 1024**2} MB are free, less than {LEAST_FREE // 1024**2} MB")
        return ""

    async def files(self) -> str:
        known = await self.services.store.read(folder.known)
        if not known:
            return NOT_USED
        if not await asyncio.to_thread(folder.is_here, self.services.limits.files, known):
            raise Unready("the folder of files is away, or is not the one of this store")
        return ""

    async def serving(self) -> str:
        if self.services.closing.announced:
            raise Unready("the server stops")
        return ""


@lru_cache(maxsize=1)
def _revisions() -> tuple[str | None, frozenset[str]]:
    """Return the newest revision of this version, and all that it knows."""
    script = ScriptDirectory.from_config(migrations.config(""))
    return script.get_current_head(), frozenset(each.revision for each in script.walk_revisions())
