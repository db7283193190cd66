"""The makers of this machine: one process for each show that the server records (docs/recording.md).

The server and a maker speak by files in a folder of the data folder. So a maker outlives a killed server, and the next
server finds it there.
"""

import contextlib
import json
import logging
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kaibo.disk import write_private
from kaibo.host.livekit.log import last_lines
from kaibo.host.processes import command, started
from kaibo.media.making import Order, Wanted

MODULE = "kaibo_maker"
ORDER, WANTED, STATUS, MARK, LOG = "order.json", "wanted.json", "status.json", "process.json", "log"
VERSION = 1
KBPS = 2500
"""Kilobits of picture in a second, for 1280×720 at 30 frames."""
KBPS_OF_PIXELS = 1280 * 720 * 30
LEAST_KBPS, MOST_KBPS = 300, 8000
LEAST_FPS = 20
"""Frames per second of a maker's output. With fewer, a part of half a second could not end when it should."""
WINDOW = 125
"""Seconds for which passing segments stay: twice the live playlist, as RFC 8216bis asks (§6.2.2)."""
STOPPED, LOST, DISK = 0, 3, 4
"""How a maker ends in order. Every other end is a fault."""
STOP_SECONDS = 1.0
"""How long a maker may take to end in order when the server stops."""
log = logging.getLogger("kaibo.maker")


def is_installed() -> bool:
    """Tell whether this Python has the maker. It has a lock of its own (requirements-maker.lock)."""
    return find_spec(MODULE) is not None


class MakerProcess:
    """One maker process, a child of this server or of an earlier one."""

    def __init__(self, folder: Path, child: "subprocess.Popen[bytes] | None" = None) -> None:
        """Take the folder of the run."""
        self._folder = folder
        self._child = child
        self._wanted: Wanted | None = None
        self._told = False
        self._pid, self._born = (child.pid, started(child.pid)) if child else self._marked()

    @property
    def alive(self) -> bool:
        if self._child:
            code = self._child.poll()
            if code not in (None, STOPPED, LOST, DISK) and not self._told:
                self._told = True
                self._tell_end(f"it ended with {code}")
            return code is None
        return self._born > 0 and started(self._pid) == self._born and str(self._folder) in command(self._pid)

    def want(self, wanted: Wanted) -> None:
        file = self._folder / WANTED
        if wanted == self._wanted:
            os.utime(file)
            return
        write_private(file, _text(wanted))
        self._wanted = wanted

    @property
    def overloaded(self) -> bool:
        try:
            return json.loads((self._folder / STATUS).read_text()).get("overloaded") is True
        except (OSError, ValueError, AttributeError):
            return False  # it has not written yet, or its disk is full

    def interrupt(self) -> None:
        """Ask it to end, though the show goes on. The next run then fills the gap."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGTERM)

    def kill(self) -> None:
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        if self._child:
            self._told = True
            self._child.wait()

    def _marked(self) -> tuple[int, int]:
        """Read the process that an earlier server noted; (0, 0) without one."""
        try:
            mark = json.loads((self._folder / MARK).read_text())
            return int(mark["pid"]), int(mark["started"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0

    def _tell_end(self, how: str) -> None:
        said = "".join(f"\n  {line[:400]}" for line in last_lines(self._folder / LOG, 5))
        log.warning("the maker of %s broke: %s%s", self._folder.name, how, said)


class Makers:
    """All makers of this data folder."""

    def __init__(
        self,
        folder: Path,
        most: int,
        encoder: str = "libx264",
        program: Sequence[str] = (sys.executable, "-m", MODULE),
    ) -> None:
        """Take the folder for the makers' folders, and how many may run at once. Adopt those that still run."""
        self.most = most
        self._folder = folder.resolve()
        self._encoder = encoder
        self._program = list(program)
        self._known: dict[tuple[str, int], MakerProcess] = {}
        for each in sorted(self._folder.glob("*-*")):
            recording, _, run = each.name.rpartition("-")
            if run.isdecimal():
                self._known[recording, int(run)] = MakerProcess(each)

    def living(self) -> int:
        return sum(maker.alive for maker in self._all())

    def known(self) -> list[tuple[str, int]]:
        return list(self._known)

    def find(self, recording: str, run: int) -> MakerProcess | None:
        return self._known.get((recording, run))

    def start(self, order: Order, wanted: Wanted) -> MakerProcess:
        place = self._place(order.recording, order.run)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.mkdir(mode=0o700)
        write_private(place / ORDER, json.dumps(self._order(order)))
        write_private(place / WANTED, _text(wanted))
        with open(os.open(place / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
            child = subprocess.Popen(
                [*self._program, str(place)],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # neither a Ctrl-C for us nor our own end must reach the maker
            )
        write_private(place / MARK, json.dumps({"pid": child.pid, "started": started(child.pid)}))
        made = self._known[order.recording, order.run] = MakerProcess(place, child)
        return made

    def forget(self, recording: str, run: int) -> None:
        if found := self._known.pop((recording, run), None):
            found.kill()
        shutil.rmtree(self._place(recording, run), ignore_errors=True)

    def stop(self) -> None:
        """Stop all makers, because their media engine stops. Their files stay whole."""
        running = [maker for maker in self._all() if maker.alive]
        for maker in running:
            maker.interrupt()
        end = time.monotonic() + STOP_SECONDS
        while time.monotonic() < end and any(maker.alive for maker in running):
            time.sleep(0.05)
        for maker in running:
            maker.kill()

    def _all(self) -> list[MakerProcess]:
        """List those of this moment. A thread may start or forget one while another thread goes through them."""
        return list(self._known.values())

    def _place(self, recording: str, run: int) -> Path:
        return self._folder / f"{recording}-{run}"

    def _order(self, order: Order) -> dict[str, Any]:
        """Write the order as the maker reads it."""
        pixels = order.width * order.height * order.fps
        kbps = min(MOST_KBPS, max(LEAST_KBPS, KBPS * pixels // KBPS_OF_PIXELS))
        given = order._asdict() | {"folder": str(order.folder), "engine": _web_sockets(order.engine)}
        given["fps"] = output_fps(order.fps)
        title = given.pop("title")
        return {
            "v": VERSION,
            **given,
            "window": WINDOW,
            "encoder": self._encoder,
            "video_kbps": kbps,
            "words": {"cover": title},
        }


def output_fps(fps: int) -> int:
    """Return the rate of a maker's output. It is a multiple of the program's, so each frame lasts equally long."""
    return fps * math.ceil(LEAST_FPS / fps)


def _text(wanted: Wanted) -> str:
    return json.dumps({"publisher": wanted.publisher, "keep": wanted.keep, "stop": wanted.stop})


def _web_sockets(urls: str) -> str:
    """Turn LiveKit's http addresses into those of its signalling."""
    return ",".join(url.replace("http", "ws", 1) for url in urls.split(","))
