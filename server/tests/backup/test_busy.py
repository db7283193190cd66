"""A backup of a store that takes writes has each write that was answered before, and no half of any."""

import asyncio
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from kaibo.account import table as accounts
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.features.audit.table import audit
from kaibo.features.link import table as links
from kaibo.features.link.table import LaunchLink
from kaibo.session.role import Role
from kaibo.vault import Vault
from sqlalchemy import Connection, insert, select

from tests.backup.place import Place, event
from tests.show import Show, make_show

pytestmark = pytest.mark.anyio
A_SECOND = 200


class Written(NamedTuple):
    """The result of one write."""

    link: str
    key: str
    secret: str


async def write(show: Show, vault: Vault, number: int) -> Written:
    """Write a link, an event and now and then an access key, in one transaction."""
    link = LaunchLink(f"ln_{number}", show.id, Role.GUEST, "", 1, 0)

    def work(db: Connection) -> Written:
        links.store(db, link)
        db.execute(insert(audit), event(show) | {"link": link.id})
        made = accounts.create_key(db, vault, Owner(show.account), now_ms()) if number % 20 == 0 else ("", "")
        return Written(link.id, *made)

    return await show.store.write(work)


async def restores_each_write(place: Place, other: Place, file: Path, seconds: float) -> None:
    """Write all the time, make backups meanwhile, and check the last one."""
    vault = Vault(bytes.fromhex((place.data / "master.key").read_text()))
    coming: asyncio.Queue[Written] = asyncio.Queue()
    before: list[Written] = []
    """The writes that were answered before the last backup began."""
    end = time.monotonic() + seconds

    async def busily(show: Show) -> None:
        number = 0
        while True:
            await asyncio.gather(*(write_one(show, number + more) for more in range(10)))
            number += 10
            await asyncio.sleep(10 / A_SECOND)

    async def write_one(show: Show, number: int) -> None:
        coming.put_nowait(await write(show, vault, number))

    with place.opened() as store:
        show = await make_show(store)
        writing = asyncio.create_task(busily(show))
        while not before or time.monotonic() < end:
            before += [await coming.get() for _ in range(max(A_SECOND // 2, coming.qsize()))]
            await asyncio.to_thread(place.told, "backup", str(file))
        writing.cancel()
        assert not coming.empty(), "the store took writes during the backup"
    await asyncio.to_thread(other.told, "restore", str(file))
    with other.opened() as store:
        known = await store.read(lambda db: set(db.scalars(select(links.launch_link.c.id))))
        told = await store.read(lambda db: set(db.scalars(select(audit.c.link).where(audit.c.kind != "key"))) - {"x"})
        keys = await store.read(lambda db: {key: accounts.key(db, key) for _, key, _ in before if key})
    assert {each.link for each in before} <= known
    assert known == told, "a transaction came as a half"
    for _, key, secret in before:
        assert not key or vault.unseal(keys[key].sealed_secret, key) == secret


async def test_busy_backup_has_every_answered_write(place: Place, other: Place, tmp_path: Path) -> None:
    await restores_each_write(place, other, tmp_path / "busy.kaibo", 0)


@pytest.mark.soak
@pytest.mark.timeout(300)
async def test_backups_of_a_minute_of_writes(place: Place, other: Place, tmp_path: Path) -> None:
    await restores_each_write(place, other, tmp_path / "busy.kaibo", 60)
