"""Our own LiveKit: adopted by the server's successor, restarted when it dies, gone within five seconds."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from kaibo.media import config
from kaibo.media.binary import binary
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.process import LiveKitFailed, LiveKitProcess

pytestmark = pytest.mark.anyio


def process(folder: Path, program: Path | None = None) -> LiveKitProcess:
    ports = config.kept(folder)
    text = config.yaml(ports, config.LOOPBACK, "http://127.0.0.1:9/hooks/livekit")
    return LiveKitProcess(program or binary(), folder, ports, text)


@pytest.fixture
async def livekit(tmp_path: Path) -> AsyncIterator[LiveKitProcess]:
    made = process(tmp_path)
    await made.start()
    yield made
    await made.stop()


def engine(folder: Path) -> LiveKitEngine:
    rtc = config.kept(folder).rtc
    return LiveKitEngine(rtc.url, rtc.key, rtc.secret)


async def test_it_answers_with_the_key_that_was_made(livekit: LiveKitProcess, tmp_path: Path) -> None:
    here = engine(tmp_path)
    assert await here.rooms() == []
    assert await here.participants("kaibo-1-stage-1") == []
    await here.remove("kaibo-1-stage-1", "guest-1")
    await here.delete("kaibo-1-stage-1")
    await here.close()


async def test_secrets_are_their_owners_alone(livekit: LiveKitProcess, tmp_path: Path) -> None:
    for name in ("livekit.json", "livekit.yaml", "livekit.pid", "livekit.log"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0, name


async def test_it_is_started_again_when_it_dies(livekit: LiveKitProcess) -> None:
    first = livekit.pid
    os.kill(first, signal.SIGKILL)
    async with asyncio.timeout(10):
        while livekit.pid == first:  # noqa: ASYNC110  (the kernel sends no event)
            await asyncio.sleep(0.05)


async def test_the_next_server_adopts_it(livekit: LiveKitProcess, tmp_path: Path) -> None:
    successor = process(tmp_path)
    await successor.start()
    assert successor.pid == livekit.pid


async def test_it_ends_within_five_seconds(tmp_path: Path) -> None:
    made = process(tmp_path)
    await made.start()
    began = time.monotonic()
    await made.stop()
    assert time.monotonic() - began < 5
    with pytest.raises(ProcessLookupError):
        os.kill(made.pid, 0)


async def test_one_that_cannot_start_says_where_its_log_is(tmp_path: Path) -> None:
    with pytest.raises(LiveKitFailed, match=r"livekit\.log"):
        await process(tmp_path, Path("/bin/false")).start()
