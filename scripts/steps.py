"""Common parts of the set-up's steps: progress, failures, locks, and marks of what is done."""

from __future__ import annotations  # an older Python must still reach the message that it is too old

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaibo"
LOG = ROOT / ".setup.log"
NETWORK = "Check the network. Mirrors and certificates are set in pip.conf, .npmrc and GOPROXY."
STARTED = time.monotonic()


def say(text: str) -> None:
    """Print a line of progress, with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", flush=True)


def stop(what: str, cure: str) -> None:
    """End the set-up: say what happened and what to do."""
    sys.exit(f"kaibo: {what}\n  {cure}\n  Then run the same command again.")


def run(what: str, *command: object, cwd: Path = ROOT, env: dict[str, str] | None = None, cure: str = NETWORK) -> None:
    """Run a step. Print a line at its start and a sign of life every 15 s.

    When the step fails, stop with the end of its output and the cure.
    """
    say(what)
    with LOG.open("wb") as log:
        step = subprocess.Popen(
            [str(part) for part in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=cwd, env=env
        )
        while True:
            try:
                step.wait(15)
                break
            except subprocess.TimeoutExpired:
                say("  ...")
    if step.returncode:
        stop(f"{what}: failed\n{LOG.read_text(errors='replace')[-1500:]}", cure)


def output(*command: str) -> str:
    """Return what a program prints, or nothing when the program is not installed."""
    if not shutil.which(command[0]):
        return ""
    return subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout


def digest(*parts: Path | str) -> str:
    """Compute one hash of the contents of files and of texts."""
    data = b"\0".join(part.read_bytes() if isinstance(part, Path) else part.encode() for part in parts)
    return hashlib.sha256(data).hexdigest()


def marked(mark: Path, wanted: str) -> bool:
    """Tell whether a mark says that the wanted state is there."""
    return mark.is_file() and mark.read_text() == wanted


@contextlib.contextmanager
def lock(path: Path) -> Iterator[Path]:
    """Keep other set-ups from the same work. Yield a temporary folder beside the lock."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another set-up to finish")
            fcntl.flock(held, fcntl.LOCK_EX)
        prefix = f".setup-{path.name.strip('.')}-"
        for left in path.parent.glob(f"{prefix}*"):  # a set-up that was killed leaves its folder
            shutil.rmtree(left, ignore_errors=True)
        folder = tempfile.mkdtemp(dir=path.parent, prefix=prefix)
        try:
            yield Path(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
