"""Run the viewers of `bench/viewers`, a Go program that joins a show as the watch page does."""

import json
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self

from bench.load import cpu
from e2e.kaibo import ROOT

PROGRAM = ROOT / "bench/out/viewers"
"""`scripts/setup.py --bench` builds it."""


class Audience:
    """Viewers, or a publisher, until the block ends. `joined` tells how they joined, `left` what came since then."""

    def __init__(self, *options: str, watched: Mapping[str, int] | None = None) -> None:
        """Start them. `watched` are processes by name; their CPU seconds while the viewers join are in `cost`."""
        self._watched = watched or {}
        before = self._seconds()
        self._process = subprocess.Popen([PROGRAM, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.joined = self._line()
        self.left: dict[str, Any] = {}
        self.cost = {name: now - before[name] for name, now in self._seconds().items()}

    def hold(self, seconds: float, settle: float = 0) -> dict[str, float]:
        """Return the cores that each watched process uses, over so many seconds, after `settle` seconds."""
        time.sleep(settle)
        before, began = self._seconds(), time.monotonic()
        time.sleep(seconds)
        took = time.monotonic() - began
        return {name: (now - before[name]) / took for name, now in self._seconds().items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        stdin: IO[str] = _open(self._process.stdin)
        stdin.close()
        try:
            self.left = self._line()
            self._process.wait(30)
        finally:
            self._process.kill()
            self._process.wait()
            _open(self._process.stdout).close()

    def _line(self) -> dict[str, Any]:
        line = _open(self._process.stdout).readline()
        assert line, "the viewers' program ended"
        told: dict[str, Any] = json.loads(line)
        return told

    def _seconds(self) -> dict[str, float]:
        return {name: cpu(pid) for name, pid in self._watched.items()}


def listed(folder: Path, tokens: list[str]) -> str:
    """Write join tokens into a file for the viewers. Return its path."""
    file = folder / "tokens"
    file.write_text("\n".join(tokens))
    return str(file)


def _open(pipe: IO[str] | None) -> IO[str]:
    assert pipe
    return pipe
