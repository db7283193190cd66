"""A program room on a real LiveKit, its hosts and its makers, as processes."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kaibo.clock import now_ms
from kaibo.host.livekit.config import Ports
from kaibo.media.token import Grant, mint
from kaibo_maker import index

PATIENCE = 40.0
HERE = Path(__file__).parent
RED, BLUE = (200, 30, 30), (30, 30, 200)
Value = TypeVar("Value")


def until(look: Callable[[], Value]) -> Value:
    """Wait until `look` returns something true, and return it. Raise AssertionError otherwise."""
    end = time.monotonic() + PATIENCE
    while not (value := look()):
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.03)
    return value


@dataclass
class Run:
    """One maker."""

    folder: Path
    process: "subprocess.Popen[bytes]"
    files: Path

    def status(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.folder / "status.json").read_text()))
        except FileNotFoundError:
            return {}

    def parts(self) -> list[index.Part]:
        try:
            return index.parse((self.files / index.NAME).read_text())
        except FileNotFoundError:
            return []

    def end(self) -> str:
        last = (self.files / index.NAME).read_text().splitlines()[-1]
        return str(json.loads(last).get("end", ""))

    def shows(self, state: str) -> None:
        """Wait until the maker is in this state."""
        until(lambda: self.status().get("state") == state or self._broken())

    def goes_on(self, count: int) -> None:
        """Wait for so many further parts."""
        before = len(self.parts())
        until(lambda: len(self.parts()) >= before + count or self._broken())

    def want(self, **wanted: Any) -> None:
        fresh = self.folder / "fresh"
        fresh.write_text(json.dumps({"publisher": "", "keep": True, "stop": False, **wanted}))
        fresh.replace(self.folder / "wanted.json")

    def ends(self) -> int:
        """Wait for the end of the process. Return its exit code."""
        return self.process.wait(PATIENCE)

    def _broken(self) -> bool:
        assert self.process.poll() is None, (self.folder / "log").read_text()
        return False


@dataclass
class Show:
    """One recording, in one room."""

    ports: Ports
    folder: Path
    recording: str = "rc_1"
    started: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    @property
    def files(self) -> Path:
        return self.folder / "recordings" / self.recording

    @property
    def engine(self) -> str:
        return self.ports.rtc.url.replace("http", "ws")

    def end(self) -> None:
        """Kill all that was started."""
        for process in self.started:
            process.kill()
            process.wait()

    def host(self, identity: str, colour: tuple[int, int, int]) -> "subprocess.Popen[bytes]":
        """Publish one colour and a tone from a process of its own."""
        grant = Grant(self.recording, identity, "", ("camera", "microphone"), subscribe=False)
        token = mint(grant, self.ports.key, self.ports.secret, now_ms())
        command = [sys.executable, str(HERE / "publisher.py"), self.engine, token, *map(str, colour)]
        self.started.append(subprocess.Popen(command))
        return self.started[-1]

    def maker(self, run: int, publisher: str = "", keep: bool = True, **entries: Any) -> Run:
        """Start a maker as the server does."""
        self.files.mkdir(parents=True, exist_ok=True)
        (self.files / "fence").write_text(str(run))
        folder = self.folder / "makers" / f"{self.recording}-{run}"
        folder.mkdir(parents=True)
        order = {
            "v": 1,
            "recording": self.recording,
            "run": run,
            "folder": str(self.files),
            "engine": self.engine,
            "key": self.ports.key,
            "secret": self.ports.secret,
            "room": self.recording,
            "identity": f"maker-{run}",
            "width": 320,
            "height": 180,
            "fps": 15,
            "preset": "ultrafast",
            "video_kbps": 300,
            "words": {"cover": "直播"},
            "reserve_mb": 1,
        }
        (folder / "order.json").write_text(json.dumps(order | entries))
        with (folder / "log").open("ab") as log:
            command = [sys.executable, "-m", "kaibo_maker", str(folder)]
            process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        self.started.append(process)
        made = Run(folder, process, self.files / "runs" / str(run))
        made.want(publisher=publisher, keep=keep)
        return made
