"""The command `kaibo`, as a test types it."""

import io
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from kaibo.cli.main import main
from kaibo.host.livekit.config import free_port

from tests.started import Started

COMMAND = Path(sys.executable).with_name("kaibo")
HOLD = ("up", "serve")
"""These commands change their whole process, for example its lock, logs and signals."""
PATIENCE = 110
"""Seconds in which a command must end."""


def kaibo(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end: in this process when it can, because the start of a process takes long."""
    command = [str(COMMAND), *arguments]
    if arguments[0] in HOLD:
        return _in_a_process(folder, command)
    out, err, code = io.StringIO(), io.StringIO(), 0
    with chdir(folder), _own_umask(), _own_logs(), redirect_stdout(out), redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
            if isinstance(end.code, str):
                print(end.code, file=sys.stderr)
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())


def refused(told: "subprocess.CompletedProcess[str]") -> str:
    """Return the one line that a command ended with."""
    assert told.returncode == 1
    assert told.stdout == ""
    (line,) = told.stderr.splitlines()
    return line


@contextmanager
def up(folder: Path, *arguments: str) -> Iterator[tuple[Started, dict[str, Any]]]:
    """Run `kaibo up` on a port of its own. Yield the process, and what it printed when it was ready."""
    command = [str(COMMAND), "up", "--json", "--port", str(free_port()), *arguments]
    with Started(folder, command) as running:
        try:
            yield running, json.loads(running.stdout.readline())
        finally:
            running.send_signal(signal.SIGINT)


def _in_a_process(folder: Path, command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end in a process of its own. Raises TimeoutExpired."""
    with tempfile.NamedTemporaryFile("r") as err, Started(folder, command, Path(err.name)) as running:
        try:
            code = running.wait(PATIENCE)
        finally:
            running.kill()
        return subprocess.CompletedProcess(command, code, running.stdout.read(), err.read())


@contextmanager
def _own_umask() -> Iterator[None]:
    """Give the process its umask back, which the command changes."""
    kept = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(kept)


@contextmanager
def _own_logs() -> Iterator[None]:
    """Hide pytest's log handlers, so that warnings go to stderr as in a process of the command's own."""
    root = logging.getLogger()
    kept, root.handlers = root.handlers, []
    try:
        yield
    finally:
        root.handlers = kept
