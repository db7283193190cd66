"""The real maker records a real show, over its own kill and a restart of the server."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from kaibo.activity import airings, table as activities
from kaibo.clock import now_ms
from kaibo.features.recording import folder, recorder, table
from kaibo.features.recording.reading import folder_of
from kaibo.host.makers import MakerProcess, Makers
from kaibo.session.role import Role
from sqlalchemy import Connection

from tests.features.recording import made
from tests.features.recording.rfc8216 import faults
from tests.features.recording.test_replay import inits, segments
from tests.running import Media, Person, Running, first, running, views
from tests.show import TAB, Show
from tests.waiting import eventually

pytestmark = pytest.mark.anyio
PUBLISHER = Path(__file__).resolve().parents[4] / "maker/tests/publisher.py"
PATIENCE = 40


class Air:
    """A show on air, with a publisher of its own process."""

    def __init__(self, server: Running, show: Show, host: Person) -> None:
        self.server, self.show, self.host = server, show, host
        self.children: list[subprocess.Popen[bytes]] = []
        """The makers of servers before. Python complains of a child that runs on when its object is gone."""

    @asynccontextmanager
    async def published(self) -> AsyncIterator[None]:
        """Publish one colour as the host, who is on air."""
        token = (await self.host.call("ConnectProgram", Tab=TAB))["Token"]
        at = f"ws://127.0.0.1:{self.server.ports.port}"
        publisher = await asyncio.create_subprocess_exec(sys.executable, str(PUBLISHER), at, token, "200", "30", "40")
        try:
            yield
        finally:
            publisher.kill()
            await publisher.wait()

    @property
    def files(self) -> Path:
        return self.server.settings.files_folder

    @property
    def makers(self) -> Makers:
        assert self.server.makers
        return self.server.makers

    async def row(self) -> table.Recording:
        found = await self.server.dependencies.store.read(lambda db: table.last(db, self.show.id))
        assert found
        return found

    async def written(self, run: int) -> MakerProcess:
        """Wait until a run has a whole segment. Return its maker."""

        def has() -> MakerProcess | None:
            for place in self.files.glob(f"recordings/rc_*/runs/{run}"):
                recorded = folder.read(place.parents[1])
                maker = self.makers.find(place.parents[1].name, run)
                if maker and any(each.number == run and each.seconds >= 1 for each in recorded.runs):
                    return maker
            return None

        return await eventually(has)  # type: ignore[no-any-return]


@pytest.fixture
async def air(sqlite_form: Path, tmp_path: Path, media: Media) -> AsyncIterator[Air]:
    url = f"sqlite:///{shutil.copy(sqlite_form, tmp_path / 'kaibo.db')}"
    small = {"program_width": 320, "program_height": 180, "program_fps": 15}
    makers = Makers(tmp_path / "makers", 1)
    async with running(tmp_path, url, media, makers=makers, more=small) as server, AsyncExitStack() as stack:
        show = await server.show()
        host = await server.person(show, Role.HOST)
        await host.call("GoLive", Tab=TAB)
        air = Air(server, show, host)
        await stack.enter_async_context(air.published())
        yield air
    # The server has ended, so it starts no further maker.
    air.makers.stop()
    for child in air.children:
        child.wait()


async def test_airing_becomes_one_replay_whatever_breaks(air: Air) -> None:
    server, http = air.server, air.server.client()
    path = await server.watch_path(air.show)
    maker = await air.written(1)
    async with views(http, path) as seen:
        view = await first(seen, lambda view: view["Status"] == 1)
        assert (view["Recording"], view["Viewers"]) == ("on", 0), "the maker is no viewer"
    os.kill(maker._pid, signal.SIGKILL)
    second = await air.written(2)

    await server.stop()
    assert second.alive, "the maker outlives the server"
    assert second._child
    air.children.append(second._child)
    server.makers = Makers(server.folder / "makers", 1)
    await server.start()
    held = await air.row()
    adopted = server.makers.find(held.id, held.run)
    assert adopted
    assert (adopted._pid, held.run) == (second._pid, 2)
    before = folder.read(folder_of(air.files, held.id)).seconds
    await eventually(lambda: folder.read(folder_of(air.files, held.id)).seconds > before + 1)
    assert (await air.row()).run == 2, "the server that came back found its maker"

    await air.host.call("EndLive", Tab=TAB)
    async with views(http, path) as seen:
        view = await first(seen, lambda view: view["Status"] == 3)
    over = now_ms()
    assert view["Replay"]["State"] == "online"
    playlist = (await http.get(view["Replay"]["Playlist"])).text
    assert faults(playlist) == []
    assert len(inits(playlist)) == 2
    at = f"{path}/replay/"
    for init in inits(playlist):
        of_run = [name for name in segments(playlist) if name.startswith(init.removesuffix("init.mp4"))]
        contents = [(await http.get(at + name)).content for name in (init, *of_run)]
        assert made.frames_of(b"".join(contents)) > 10
    assert list((server.folder / "makers").iterdir()) == []
    listed = await air.host.call("ListReplays", ActivityId=air.show.id)
    [one] = listed["Replays"]
    url = (await air.host.call("GetReplayDownload", ActivityId=air.show.id, MediaId=one["MediaId"]))["Url"]
    file = await http.get(url, timeout=PATIENCE)
    assert file.headers["content-disposition"].startswith("attachment")
    assert made.length_of(file.content) == pytest.approx(one["Duration"], abs=0.5)
    kept = [segment for run in folder.read(folder_of(air.files, held.id)).runs for segment in run.segments]
    began, last, ended = kept[0].at, kept[-1], (await air.row()).end_time
    assert ended
    assert one["Duration"] == pytest.approx((last.at - began) / 1000 + last.seconds, abs=1), "no hole, no moment twice"
    assert one["Duration"] > (ended - began) / 1000 - 1, "it has the whole airing"
    assert one["Duration"] < (over - began) / 1000 + 1, "it ends with the airing"


async def test_show_that_goes_on_air_again_at_once_has_two_replays(air: Air) -> None:
    await air.written(1)
    earlier = await air.row()
    async with views(air.server.client(), await air.server.watch_path(air.show)) as seen:
        await first(seen, lambda view: view["Status"] == 1)
        await air.host.call("EndLive", Tab=TAB)
        await first(seen, lambda view: view["Status"] != 1)
    await air.host.call("GoLive", Tab=TAB)
    async with air.published():
        # There is one place, and the maker of the first airing leaves it in its own time.
        second = await eventually(lambda: other_recording(air, earlier.id))
    await air.host.call("EndLive", Tab=TAB)
    async with views(air.server.client(), await air.server.watch_path(air.show)) as seen:
        await first(seen, lambda view: view["Status"] == 3)
    listed = (await air.host.call("ListReplays", ActivityId=air.show.id))["Replays"]
    assert [(one["Vid"], one["OrderNumber"]) for one in listed] == [(second, 2), (earlier.id, 1)]
    assert all(one["Online"] and one["Duration"] >= 1 for one in listed)


def other_recording(air: Air, recording_id: str) -> str:
    """Return the recording of another airing that has a whole segment. "" for none."""
    for place in air.files.glob("recordings/rc_*"):
        if place.name != recording_id and folder.read(place).seconds >= 1:
            return place.name
    return ""


async def test_full_server_says_so_and_records_when_a_place_is_free(air: Air) -> None:
    await air.written(1)
    other = await air.server.show()
    await air.server.dependencies.store.write(lambda db: put_on_air(db, other.id))
    http, path = air.server.client(), await air.server.watch_path(other)
    async with views(http, path) as seen:
        await first(seen, lambda view: view["Recording"] == "full")
        await air.host.call("EndLive", Tab=TAB)
        await first(seen, lambda view: view["Recording"] == "on")


async def test_full_disk_and_the_hosts_switch_end_the_recording_and_not_the_show(
    air: Air, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = await air.written(1)
    async with views(air.server.client(), await air.server.watch_path(air.show)) as seen:

        async def said(recording: str) -> None:
            view = await first(seen, lambda view: view["Recording"] == recording)
            assert view["Status"] == 1

        with monkeypatch.context() as full:
            full.setattr(recorder, "has_room", lambda files: False)
            os.kill(maker._pid, signal.SIGKILL)
            await said("disk")
        await said("on")
        await air.written(2)
        await air.host.call("SetRecording", Tab=TAB, On=False)
        await said("off")
        await eventually(lambda: not air.makers.living())
        await air.host.call("SetRecording", Tab=TAB, On=True)
        await said("on")
        await air.written(3)
        await air.host.call("EndLive", Tab=TAB)
        await first(seen, lambda view: view["Status"] == 3)
    [one] = (await air.host.call("ListReplays", ActivityId=air.show.id))["Replays"]
    assert one["Duration"] > 0, "the airing has one recording"


async def test_host_is_told_that_the_maker_cannot_keep_up_until_it_can(air: Air) -> None:
    maker = await air.written(1)
    status = air.server.folder / "makers" / f"{(await air.row()).id}-1" / "status.json"
    os.kill(maker._pid, signal.SIGSTOP)  # it replaces its status each second
    try:
        await eventually(lambda: " T " in Path(f"/proc/{maker._pid}/stat").read_text())
        async with views(air.host.http, air.host.path) as seen:
            for overloaded in (False, True, False):
                status.write_text(json.dumps({"overloaded": overloaded}))
                view = await first(seen, partial(tells, overloaded))
                assert view["Recording"] == "on", "it is still recorded"
    finally:
        os.kill(maker._pid, signal.SIGCONT)
    await air.host.call("EndLive", Tab=TAB)
    await eventually(lambda: not air.makers.living())


def tells(overloaded: bool, view: dict[str, Any]) -> bool:
    """Tell whether the host's view says this about the maker."""
    return view["RecordingOverloaded"] is overloaded


def put_on_air(db: Connection, activity_id: int) -> None:
    """Put a show on air by its rows, for the grace time."""
    activities.change(db, activity_id, live_requested=True, status=1)
    airings.begin(db, activity_id, now_ms())
