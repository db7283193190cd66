"""A program of the town, as a process of its own."""

import asyncio
import contextlib
import os
import signal
import subprocess
from functools import partial
from pathlib import Path

from kaibo.host.livekit.config import LOOPBACK

from tests.command import COMMAND
from tests.waiting import eventually

PATIENCE = 120
"""Seconds to wait for a state. A slow machine needs many of them."""
until = partial(eventually, patience=PATIENCE)
LIMIT = 900
"""Seconds for a test, which waits for many states. The first test also starts the town."""


class Program:
    """A process that can be stopped, killed and started again. Its output goes to one file."""

    def __init__(
        self, folder: Path, name: str, command: list[str], port: int, *, health: str = "", **environment: str
    ) -> None:
        """Take the command, and the port that is open when the program is ready.

        `health` is the path of a page that then answers. A server may open its port before.
        """
        self.name, self.port, self.folder, self.log = name, port, folder, folder / f"{name}.log"
        self._command, self._health = command, health
        self._environment = {**os.environ, "HOME": str(folder), **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def text(self, since: int = 0) -> str:
        """Return what the program wrote, in all its lives, from a byte on."""
        return self.log.read_bytes()[since:].decode(errors="replace")

    def size(self) -> int:
        """Return how many bytes the program wrote."""
        return self.log.stat().st_size

    async def start(self, **environment: str) -> None:
        """Start, and wait until the port is open. `environment` holds for this life alone."""
        assert not self.runs
        with self.log.open("ab") as log:
            given = {**self._environment, **environment}
            self._process = subprocess.Popen(  # noqa: ASYNC220
                self._command, cwd=self.folder, env=given, stdout=log, stderr=log
            )
        await until(self._opens)

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End the program, and wait until it is gone."""
        if self._process:
            self._process.send_signal(by)
            await asyncio.to_thread(self._process.wait, PATIENCE)

    async def kill(self) -> None:
        """End the program without a word."""
        await self.stop(signal.SIGKILL)

    def run(self, *arguments: str, **environment: str) -> str:
        """Run a command `kaibo` to its end, in the program's folder and with its settings. Return what it prints."""
        code, said = self.try_to_run(*arguments, **environment)
        assert code == 0, said
        return said

    def try_to_run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Run a command like `run`. Return its exit code and what it prints, to both outputs."""
        done = subprocess.run(
            [str(COMMAND), *arguments],
            cwd=self.folder,
            env={**self._environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout

    async def _opens(self) -> bool:
        assert self.runs, f"{self.name} did not start:\n{self.text()[-2000:]}"
        try:
            reader, writer = await asyncio.open_connection(LOOPBACK, self.port)
        except OSError:
            return False
        with contextlib.closing(writer):
            if self._health:
                writer.write(f"GET {self._health} HTTP/1.0\r\n\r\n".encode())
                return b" 200 " in await reader.readline()
        return True
