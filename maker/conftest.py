"""A real LiveKit for the tests of the maker."""

import subprocess
import time
from collections.abc import Iterator

import httpx2
import pytest
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import binary
from kaibo.host.livekit.config import LOOPBACK, Ports

START = 60.0


@pytest.fixture(scope="session")
def livekit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    folder = tmp_path_factory.mktemp("livekit")
    ports, file = config.kept(folder), folder / "livekit.yaml"
    file.write_text(config.yaml(ports, LOOPBACK, ""))
    with (folder / "livekit.log").open("wb") as log:
        process = subprocess.Popen([binary(), "--config", file], stdout=log, stderr=log)
    try:
        end = time.monotonic() + START
        while not _answers(ports.rtc.url):
            assert process.poll() is None, (folder / "livekit.log").read_text()[-2000:]
            assert time.monotonic() < end, "LiveKit did not start"
            time.sleep(0.05)
        yield ports
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx2.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx2.HTTPError:
        return False
