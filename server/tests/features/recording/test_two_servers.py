"""Two servers share a store and the folder of files. One of them records a show, and the other takes over.

The makers are real processes that only wait.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from kaibo import app
from kaibo.activity import airings, show_settings, table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.features.recording import recorder, table
from kaibo.features.recording.reading import folder_of
from kaibo.features.recording.recorder import Recorder
from kaibo.features.recording.table import State
from kaibo.host.makers import Makers
from kaibo.media.memory import MemoryEngine
from kaibo.media.relay import Rtc
from kaibo.settings import Settings
from kaibo.store import Store
from kaibo.vault import Vault
from sqlalchemy import Connection

from tests.show import Show, make_show

pytestmark = pytest.mark.anyio
WAITS = (sys.executable, "-c", "import time; time.sleep(600)")
RTC = Rtc("http://127.0.0.1:9", "key", "s" * 32)


class Server:
    """One server's recorder, with makers on its own disk."""

    def __init__(self, folder: Path, store: Store, name: str, most: int = 2) -> None:
        self.makers = Makers(folder / name, most, program=WAITS)
        dependencies = app.Dependencies(store, Vault(bytes(32)), MemoryEngine(), RTC, server=name, makers=self.makers)
        self.services = app._services(Settings(data=folder / name, files=str(folder / "files")), dependencies, None)
        self.recorder = Recorder(self.services, self.makers, RTC)

    async def look(self) -> None:
        await self.services.members.renew()
        await self.recorder.look()


@pytest.fixture
async def pair(store: Store, tmp_path: Path) -> AsyncIterator[list[Server]]:
    made = [Server(tmp_path, store, name) for name in ("one", "two")]
    for server in made * 2:  # each knows of the other
        await server.services.members.renew()
    yield made
    for server in made:
        server.makers.stop()


@pytest.fixture
async def show(store: Store) -> Show:
    """Put a show on air by its rows."""
    show = await make_show(store)

    def live(db: Connection) -> None:
        activities.change(db, show.id, status=int(Status.LIVE), live_requested=True)
        airings.begin(db, show.id, now_ms())

    await store.write(live)
    return show


async def row(show: Show) -> table.Recording:
    found = await show.store.read(lambda db: table.last(db, show.id))
    assert found
    return found


async def test_one_of_two_servers_records_and_the_other_takes_over(pair: list[Server], show: Show) -> None:
    await asyncio.gather(*(server.look() for server in pair))
    assert sorted(server.makers.living() for server in pair) == [0, 1]
    held = await row(show)
    [dead] = [server for server in pair if server.services.members.own == held.holder]
    [other] = [server for server in pair if server is not dead]
    assert dead.makers.find(held.id, 1)

    await dead.services.members.leave()
    await other.look()
    assert (await row(show)).holder == held.holder, "the lease goes on for its time"
    await show.store.write(lambda db: table.change(db, held.id, lease_until=now_ms() - 1))
    await other.look()
    taken = await row(show)
    assert (taken.holder, taken.run) == (other.services.members.own, 2)
    fence = folder_of(other.services.limits.files, held.id) / "fence"
    assert fence.read_text() == "2"
    await dead.look()
    assert dead.makers.living() == 0, "a server that comes back ends its old maker"
    assert other.makers.living() == 1


async def test_server_that_stops_interrupts_its_makers(pair: list[Server], show: Show) -> None:
    """A maker that was asked to stop would leave a gap that nobody fills."""
    for server in pair:
        await server.look()
    held = await row(show)
    [holder] = [server for server in pair if server.makers.living()]
    maker = holder.makers.find(held.id, 1)
    assert maker
    assert maker._child
    holder.makers.stop()
    assert maker._child.returncode == -signal.SIGTERM


async def test_disk_without_room_is_said_and_recorded_later(
    pair: list[Server], show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(recorder, "has_room", lambda files: False)
        for server in pair:
            await server.look()
        assert ((await row(show)).trouble, (await row(show)).run) == ("disk", 0)
    for server in pair:
        await server.look()
    assert ((await row(show)).trouble, (await row(show)).run) == ("", 1)


async def test_account_with_all_its_bytes_is_recorded_no_further(pair: list[Server], show: Show) -> None:
    for server in pair:
        await server.look()
    held = await row(show)
    [holder] = [server for server in pair if server.makers.living()]
    most = holder.services.limits.recordings_bytes
    await show.store.write(lambda db: table.change(db, held.id, bytes=most))
    maker = holder.makers.find(held.id, 1)
    assert maker
    await holder.look()
    assert '"stop": true' in (maker._folder / "wanted.json").read_text()
    maker.kill()
    await holder.look()
    assert (await row(show)).trouble == "disk"
    await holder.look()
    assert ((await row(show)).run, holder.makers.living()) == (1, 0)


async def test_switch_ends_the_maker_and_the_airing_keeps_one_recording(pair: list[Server], show: Show) -> None:
    async def switch(on: bool) -> None:
        await show.store.write(lambda db: show_settings.put(db, show.id, {"Recording": {"On": on}}, now_ms()))

    for server in pair:
        await server.look()
    held = await row(show)
    [holder] = [server for server in pair if server.makers.living()]
    maker = holder.makers.find(held.id, 1)
    assert maker
    await switch(False)
    await holder.look()
    maker.kill()
    await holder.look()
    assert ((await row(show)).holder, (await row(show)).state) == ("", State.LIVE)
    await switch(True)
    for server in pair:
        await server.look()
    again = await row(show)
    assert (again.id, again.run) == (held.id, 2)
