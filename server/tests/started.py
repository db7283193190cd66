"""A process that starts at once: it comes from a process that has read all code. Python needs a second to read it."""

import multiprocessing
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import TimeoutExpired
from types import TracebackType
from typing import Any, Self

from kaibo.cli.main import main

READY = multiprocessing.get_context("forkserver")
READY.set_forkserver_preload(["kaibo.cli.up", __name__])


class Started:
    """A process that runs a command `kaibo`, with the methods of `subprocess.Popen`.

    `stdout` is what it prints. The file `err` gets its errors.
    """

    def __init__(self, folder: Path, command: list[str], err: Path = Path(os.devnull)) -> None:
        self._command = command
        reading, writing = READY.Pipe(duplex=False)
        with reading, writing:
            self._process = READY.Process(target=_become, args=(folder, command, dict(os.environ), writing, err))
            self._process.start()
            self.stdout = os.fdopen(os.dup(reading.fileno()))

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        """Wait for the end. Return the exit code. Raises TimeoutExpired."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise TimeoutExpired(self._command, seconds or 0)
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, unless the process has ended."""
        if self._process.exitcode is None and self._process.pid:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        self.stdout.close()
        self.wait()
        self._process.close()


def _become(folder: Path, command: list[str], environment: dict[str, str], out: Connection, err: Path) -> None:
    """Make this process the command."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    os.dup2(out.fileno(), 1)
    os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT), 2)
    out.close()
    sys.argv = command
    main(command[1:])
