"""A real LiveKit for the tests of the maker, as fixtures."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import binary
from kaibo.host.livekit.config import LOOPBACK, Ports

START = 60.0


class Engine:
    """One LiveKit. It logs to `livekit.log` in its folder."""

    def __init__(self, folder: Path) -> None:
        self.ports = config.kept(folder)
        self._folder = folder
        (folder / "livekit.yaml").write_text(config.yaml(self.ports, LOOPBACK, ""))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self._folder / "livekit.log").open("ab") as log:
            command = [str(binary()), "--config", str(self._folder / "livekit.yaml")]
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + START
        while not self._answers():
            assert self._process.poll() is None, (self._folder / "livekit.log").read_text()[-2000:]
            assert time.monotonic() < end, "LiveKit did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        try:
            return httpx2.get(self.ports.rtc.url, timeout=2, trust_env=False).status_code == 200
        except httpx2.HTTPError:
            return False


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Run a LiveKit of this test's own, which it may kill."""
    made = Engine(tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="session")
def livekit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ports]:
    """Run the LiveKit of all tests."""
    made = Engine(tmp_path_factory.mktemp("livekit"))
    made.start()
    yield made.ports
    made.kill()
