"""Our own LiveKit: the next server adopts it, restarts it when it dies, and ends it within five seconds."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import websockets
from kaibo.clock import now_ms
from kaibo.disk import write_private
from kaibo.host.livekit import config, process as livekit_process
from kaibo.host.livekit.binary import binary
from kaibo.host.livekit.process import LiveKitFailed, LiveKitProcess
from kaibo.media.errors import MediaDown
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.token import Grant, mint

pytestmark = [pytest.mark.anyio, pytest.mark.parts]

KILLED_SERVER = """
import asyncio, os, signal, sys
from pathlib import Path
from tests.host.livekit.test_process import process

asyncio.run(process(Path(sys.argv[1])).start())
os.kill(os.getpid(), signal.SIGKILL)
"""


def process(folder: Path, program: Path | None = None) -> LiveKitProcess:
    ports = config.kept(folder)
    text = config.yaml(ports, config.LOOPBACK, "http://127.0.0.1:9/hooks/livekit")
    return LiveKitProcess(program or binary(), folder, ports, text, livekit_process.LOG_BYTES)


@pytest.fixture
async def livekit(tmp_path: Path) -> AsyncIterator[LiveKitProcess]:
    made = process(tmp_path)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def orphan(tmp_path: Path) -> int:
    """Return the pid of a LiveKit whose server was killed."""
    command = [sys.executable, "-c", KILLED_SERVER, str(tmp_path)]
    killed = subprocess.run(command, cwd=Path(__file__).parents[3], check=False, timeout=30)
    assert killed.returncode == -signal.SIGKILL
    return int(json.loads((tmp_path / "livekit.pid").read_text())["pid"])


def runs(pid: int) -> bool:
    return Path(f"/proc/{pid}/exe").exists()


def engine(folder: Path) -> LiveKitEngine:
    rtc = config.kept(folder).rtc
    return LiveKitEngine(rtc.url, rtc.key, rtc.secret)


async def test_livekit_answers_with_the_kept_key(livekit: LiveKitProcess, tmp_path: Path) -> None:
    here = engine(tmp_path)
    assert await here.rooms() == []
    assert await here.participants("kaibo-1-stage-1") == []
    await here.remove("kaibo-1-stage-1", "guest-1")
    await here.delete("kaibo-1-stage-1")
    await here.close()


async def test_files_with_secrets_are_private(livekit: LiveKitProcess, tmp_path: Path) -> None:
    for name in ("livekit.json", "livekit.yaml", "livekit.pid", "livekit.log"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name


async def test_engine_that_does_not_answer_is_down(tmp_path: Path) -> None:
    here = engine(tmp_path)
    with pytest.raises(MediaDown):
        await here.rooms()
    with pytest.raises(MediaDown):
        await here.remove("kaibo-1-stage-1", "guest-1")
    await here.close()


async def test_dead_livekit_is_restarted_with_growing_delays(
    livekit: LiveKitProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "kaibo.livekit")
    for falls in (1, 2):
        os.kill(livekit.pid, signal.SIGKILL)
        async with asyncio.timeout(10):
            while caplog.text.count("runs again") < falls:  # noqa: ASYNC110  (a log sends no event)
                await asyncio.sleep(0.05)
    assert [record.args for record in caplog.records if "starting it again" in record.message] == [(0.2,), (0.5,)]
    here = engine(tmp_path)
    assert await here.rooms() == []
    await here.close()


async def test_next_server_adopts_livekit(orphan: int, tmp_path: Path) -> None:
    assert runs(orphan), "LiveKit died with its server"
    successor = process(tmp_path)
    await successor.start()
    assert successor.pid == orphan
    await successor.stop()
    assert not runs(orphan)


async def test_adopted_livekit_is_restarted_too(orphan: int, tmp_path: Path) -> None:
    successor = process(tmp_path)
    await successor.start()
    os.kill(orphan, signal.SIGKILL)
    async with asyncio.timeout(10):
        while successor.pid == orphan:  # noqa: ASYNC110  (the kernel sends no event)
            await asyncio.sleep(0.05)
    await successor.stop()


async def test_livekit_with_another_configuration_is_not_adopted(orphan: int, tmp_path: Path) -> None:
    other = config.yaml(config.kept(tmp_path), config.LOOPBACK, "http://127.0.0.1:10/hooks/livekit")
    successor = LiveKitProcess(binary(), tmp_path, config.kept(tmp_path), other)
    await successor.start()
    assert successor.pid != orphan
    assert not runs(orphan)
    await successor.stop()


async def test_copied_data_folder_leaves_the_first_livekit_alone(livekit: LiveKitProcess, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("livekit.json", "livekit.pid", "livekit.yaml"):
        write_private(copy / name, (tmp_path / name).read_text())
    taken = process(copy)
    with pytest.raises(LiveKitFailed, match=rf"port {config.kept(copy).port} .*copy/livekit\.json"):
        await taken.start()
    await taken.stop()
    assert runs(livekit.pid)


async def test_foreign_process_with_the_same_pid_is_left_alone(tmp_path: Path) -> None:
    write_private(tmp_path / "livekit.pid", json.dumps({"pid": os.getpid(), "started": 1}))
    made = process(tmp_path)
    await made.start()
    assert made.pid != os.getpid()
    await made.stop()


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
async def test_port_of_another_program_is_named(tmp_path: Path, kind: socket.SocketKind) -> None:
    ports = config.kept(tmp_path)
    port = ports.udp_port if kind == socket.SOCK_DGRAM else ports.tcp_port
    with socket.socket(socket.AF_INET, kind) as other:
        other.bind(("", port))
        with pytest.raises(LiveKitFailed, match=f"port {port} cannot be used"):
            await process(tmp_path).start()


async def test_stop_ends_livekit(tmp_path: Path) -> None:
    made = process(tmp_path)
    await made.start()
    await made.stop()
    assert not runs(made.pid)


@pytest.fixture
def quick_cut(monkeypatch: pytest.MonkeyPatch) -> int:
    """Check the log all the time. Set the size from which it is cut."""
    monkeypatch.setattr("kaibo.host.livekit.process.LOG_LOOK", 0.02)
    monkeypatch.setattr("kaibo.host.livekit.process.LOG_BYTES", 50_000)
    return 50_000


async def make_it_write(folder: Path, wanted: str) -> str:
    """Let people join until the log says `wanted`. Return the log."""
    rtc = config.kept(folder).rtc
    async with asyncio.timeout(10):
        while wanted not in (text := (folder / "livekit.log").read_text()):
            token = mint(Grant("kaibo-1-stage-1", "guest-1", "", None, True), rtc.key, rtc.secret, now_ms())
            url = f"{rtc.url.replace('http', 'ws')}/rtc?access_token={token}&protocol=16"
            async with websockets.connect(url, proxy=None, open_timeout=None) as socket:
                await socket.recv()
    return text


async def grow_until_cut(folder: Path, size: int) -> None:
    log, before = folder / "livekit.log", b"an old line\n"
    with log.open("ab", buffering=0) as lines:
        lines.write(before * (size // len(before) + 1))
    async with asyncio.timeout(10):
        while log.stat().st_size > size:  # noqa: ASYNC110  (a file sends no event)
            await asyncio.sleep(0.02)
    assert before in (folder / "livekit.log.old").read_bytes()


async def test_large_log_is_cut_while_livekit_writes(quick_cut: int, livekit: LiveKitProcess, tmp_path: Path) -> None:
    for _ in range(4):
        await grow_until_cut(tmp_path, quick_cut)
    both = sum((tmp_path / name).stat().st_size for name in ("livekit.log", "livekit.log.old"))
    assert both <= 2 * quick_cut, "it stays under the bound however often it is cut"
    text = await make_it_write(tmp_path, "starting RTC session")
    assert "\0" not in text
    assert "an old line" not in text
    for name in ("livekit.log", "livekit.log.old"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name


async def test_log_of_an_adopted_livekit_is_cut_too(quick_cut: int, orphan: int, tmp_path: Path) -> None:
    successor = process(tmp_path)
    await successor.start()
    assert successor.pid == orphan
    await grow_until_cut(tmp_path, quick_cut)
    await successor.stop()


async def test_calls_leave_no_line_in_the_log(livekit: LiveKitProcess, tmp_path: Path) -> None:
    here = engine(tmp_path)
    await here.rooms()
    text = await make_it_write(tmp_path, "starting RTC session")
    assert "ListRooms" not in text
    await here.close()


async def test_livekit_that_cannot_start_names_its_log(tmp_path: Path) -> None:
    with pytest.raises(LiveKitFailed, match=r"livekit\.log"):
        await process(tmp_path, Path("/bin/false")).start()
