"""Our own LiveKit process. The server starts, watches and restarts it.

LiveKit outlives a killed server, and the next server adopts it. So a show goes on while the server is away.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2

from kaibo.authorities import trusted
from kaibo.cluster.periodic import every
from kaibo.disk import write_private
from kaibo.host.livekit.config import LOOPBACK, Ports
from kaibo.host.livekit.log import cut, last_lines, old
from kaibo.host.processes import command, started

BACK_OFF = (0.2, 0.5, 1, 2, 5)
"""Seconds before each new start, longer while LiveKit keeps dying."""
STEADY = 30
"""Seconds after which a running LiveKit counts as healthy."""
WATCH = 0.2
READY = 30
"""Seconds for a start. A machine that just started is busy with other things."""
SLOW = 5
"""Seconds for an answer of a LiveKit that still runs. It may be busy with a show."""
FAREWELL = ((signal.SIGINT, 0.3), (signal.SIGINT, 1.5), (signal.SIGKILL, 1.0))
"""Signals that stop LiveKit, and the seconds to wait after each."""
LOG_BYTES = 16 * 1024 * 1024
"""The size from which the log is cut, if nobody says another."""
LOG_LOOK = 5.0
"""Seconds between looks at the size of the log."""
log = logging.getLogger("kaibo.livekit")


class LiveKitFailed(RuntimeError):
    """LiveKit does not start. The text says why, and where its log is."""


class LiveKitProcess:
    """One LiveKit on this machine."""

    def __init__(self, program: Path, folder: Path, ports: Ports, config: str, log_bytes: int = LOG_BYTES) -> None:
        """Take LiveKit's binary, and its configuration as text.

        The server cuts the log from `log_bytes` on, and keeps as much of the earlier lines.
        """
        self._ports = ports
        self._config = config
        self._file = folder.resolve() / "livekit.yaml"
        self._command = [str(program), "--config", str(self._file)]
        self._mark = folder / "livekit.pid"
        self._log = folder / "livekit.log"
        self._log_bytes = log_bytes
        self._pid = 0
        self._born = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._watch: list[asyncio.Task[None]] = []

    @property
    def pid(self) -> int:
        """Return the id of the process that runs now."""
        return self._pid

    async def start(self) -> None:
        """Adopt the LiveKit that still runs with this configuration, or start one. Raises LiveKitFailed."""
        if not await self._adopt():
            self._need_ports()
            self._spawn()
            await self._ready()
        self._watch = [asyncio.create_task(self._keep()), asyncio.create_task(every(LOG_LOOK, self._cut_log))]

    async def stop(self) -> None:
        """Stop LiveKit within 3 s. It drains at the first signal, so it gets a second one, then SIGKILL."""
        for task in self._watch:
            task.cancel()
        await asyncio.gather(*self._watch, return_exceptions=True)
        for signum, patience in FAREWELL:
            self._signal(signum)
            if await _until(lambda: not self._alive(), patience):
                break
        self._mark.unlink(missing_ok=True)

    def kill(self) -> None:
        """Kill LiveKit without waiting for it."""
        self._signal(signal.SIGKILL)

    async def _adopt(self) -> bool:
        if not self._still_runs():
            return False
        same = self._configured() == self._config and command(self._pid) == self._command
        if same and await _until(self._answers, SLOW):
            log.info("adopted the media engine that still runs, pid %s", self._pid)
            return True
        await self.stop()
        return False

    def _still_runs(self) -> bool:
        """Tell whether the noted process still runs and is ours. Systems reuse pids, and people copy data folders."""
        try:
            mark = json.loads(self._mark.read_text())
            pid, born = int(mark["pid"]), int(mark["started"])
        except (OSError, ValueError, KeyError, TypeError):
            return False
        if born == 0 or started(pid) != born or str(self._file) not in command(pid):
            return False
        self._pid, self._born = pid, born
        return True

    def _configured(self) -> str:
        """Read LiveKit's configuration file. Return "" when it is missing or broken."""
        try:
            return self._file.read_text()
        except (OSError, ValueError):
            return ""

    def _need_ports(self) -> None:
        """Raise LiveKitFailed for a port that another program has."""
        ports, tcp, udp = self._ports, socket.SOCK_STREAM, socket.SOCK_DGRAM
        for host, port, kind in ((LOOPBACK, ports.port, tcp), ("", ports.tcp_port, tcp), ("", ports.udp_port, udp)):
            with socket.socket(socket.AF_INET, kind) as probe:
                if kind == tcp:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # else a just closed port looks taken
                try:
                    probe.bind((host, port))
                except OSError as error:
                    file = self._file.with_name("livekit.json")
                    why = f"LiveKit's port {port} cannot be used ({error.strerror}); name another in {file}"
                    raise LiveKitFailed(why) from None

    def _spawn(self) -> None:
        write_private(self._file, self._config)
        with open(os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
            self._child = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # neither a Ctrl-C for us nor our own end must reach LiveKit
            )
        self._pid, self._born = self._child.pid, started(self._child.pid)
        write_private(self._mark, json.dumps({"pid": self._pid, "started": self._born}))

    async def _ready(self) -> None:
        async def settled() -> bool:
            return not self._alive() or await self._answers()

        await _until(settled, READY)
        if not self._alive() or not await self._answers():
            raise LiveKitFailed(f"LiveKit does not start; its log is {self._log}{self._end_of_log()}")

    def _end_of_log(self) -> str:
        """Return the end of LiveKit's log, which says why it ended."""
        return "".join(f"\n  {line[:400]}" for line in last_lines(self._log, 3))

    async def _keep(self) -> None:
        """Start LiveKit again when it dies, with longer pauses while it keeps dying."""
        falls = 0
        while True:
            since = time.monotonic()
            await _until(lambda: not self._alive(), float("inf"))
            falls = 0 if time.monotonic() - since > STEADY else falls
            pause = BACK_OFF[min(falls, len(BACK_OFF) - 1)]
            log.warning("the media engine ended; starting it again in %s s", pause)
            await asyncio.sleep(pause)
            falls += 1
            try:
                self._spawn()
                await self._ready()
                log.info("the media engine runs again, pid %s", self._pid)
            except (LiveKitFailed, OSError) as error:
                log.error("%s", error)

    async def _cut_log(self) -> None:
        """Cut a long log, in a thread. LiveKit may write meanwhile."""
        try:
            if await asyncio.to_thread(cut, self._log, self._log_bytes):
                log.info("cut the media engine's log; the earlier lines are in %s", old(self._log))
        except OSError as error:
            log.warning("the server cannot cut the media engine's log: %s", error)

    async def _answers(self) -> bool:
        try:
            async with httpx2.AsyncClient(timeout=1, trust_env=False, verify=trusted()) as client:
                return (await client.get(self._ports.rtc.url)).status_code == 200
        except httpx2.HTTPError:
            return False

    def _alive(self) -> bool:
        if self._child:
            return self._child.poll() is None
        return self._born > 0 and started(self._pid) == self._born

    def _signal(self, signum: int) -> None:
        if self._alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signum)


async def _until(holds: Callable[[], bool | Awaitable[bool]], seconds: float) -> bool:
    """Wait until the condition holds. Return whether it did in time."""
    end = time.monotonic() + seconds
    while True:
        answer = holds()
        if answer if isinstance(answer, bool) else await answer:
            return True
        if time.monotonic() >= end:
            return False
        await asyncio.sleep(WATCH if seconds > 60 else 0.05)
