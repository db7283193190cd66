"""Back up a store of one gigabyte and restore it, beside `cp` of its file.

It takes some minutes, so it is no part of `make bench`: `.venv/bin/python -m bench.backup [MB]`.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kaibo.call import Event
from kaibo.features.audit import table as audit
from sqlalchemy import create_engine, text

from bench.fill import fill
from bench.load import Account

DISK = "/var/tmp"  # /tmp may be in memory
MEGABYTES = 1000
ROUNDS = 5
LOOK_SECONDS = 0.01
"""How often the bench reads the memory of a process. The last reading is its most."""
AT_ONCE = 50_000
"""Rows of one transaction."""
TEXTS = ("Chrome 131 on Windows", "203.0.113.7", "link opened by a person of the show")


class Took(NamedTuple):
    """The cost of one run. A busy machine changes the seconds much, and the CPU time little."""

    seconds: float
    cpu: float
    memory: float
    """The most MB of the process at once (VmHWM)."""

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu:.1f} s of CPU, {self.memory:.0f} MB of memory"


def measure(megabytes: int = MEGABYTES) -> Iterator[str]:
    """Return the medians of five runs, with a store of this size and with one of a tenth.

    The memory must not follow the size.
    """
    for size in (megabytes // 10, megabytes):
        with tempfile.TemporaryDirectory(dir=DISK) as name:
            yield from _measure(Path(name), size)


def _measure(folder: Path, megabytes: int) -> Iterator[str]:
    size = _fill(folder / "data", megabytes)
    store, file = folder / "data/kaibo.db", folder / "a.kaibo"
    runs: dict[str, list[Took]] = {"cp": [], "kaibo backup": [], "kaibo restore": []}
    for _ in range(ROUNDS):
        runs["cp"].append(_took(folder, "cp", str(store), "copy.db"))
        runs["kaibo backup"].append(_kaibo(folder, "backup", str(file)))
        runs["kaibo restore"].append(_kaibo(folder, "restore", str(file), "--data", "there"))
        shutil.rmtree(folder / "there")
    yield f"a store of {size:,.0f} MB, a backup of {file.stat().st_size / 1e6:,.0f} MB"
    for name, each in runs.items():
        yield f"{name}: {Took(*(statistics.median(column) for column in zip(*each, strict=True)))}"


def _fill(data: Path, megabytes: int) -> float:
    """Make a store with a long audit log. Return its size in MB."""
    (account,) = fill(data, 1000)
    file, engine = data / "kaibo.db", create_engine(f"sqlite:///{data}/kaibo.db")
    number = 0
    while file.stat().st_size < megabytes * 1e6:
        with engine.begin() as db:
            audit.write(db, [_event(account, number + at) for at in range(AT_ONCE)])
        with engine.connect() as db:
            db.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        number += AT_ONCE
    engine.dispose()
    return file.stat().st_size / 1e6


def _event(account: Account, number: int) -> Event:
    device, address, detail = TEXTS
    link, session = f"ln_{number:022}", f"se_{number:022}"
    return Event(number, account.id, account.activity, "open", "", link, session, 1, "", device, address, detail)


def _kaibo(folder: Path, *arguments: str) -> Took:
    return _took(folder, sys.executable, "-m", "kaibo", *arguments)


def _took(folder: Path, *command: str) -> Took:
    """Run a command. Raises CalledProcessError when it fails."""
    environment = {**os.environ, "KAIBO_BACKUP_PASSPHRASE": "a passphrase of the bench"}
    began, memory, ended = time.monotonic(), 0.0, 0
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    while not ended:
        time.sleep(LOOK_SECONDS)
        memory = _most_memory(process.pid) or memory
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Took(time.monotonic() - began, used.ru_utime + used.ru_stime, memory)


def _most_memory(pid: int) -> float:
    """Return the most MB that a process had so far, 0 for one that has ended.

    The kernel's other figure (`ru_maxrss`) counts the memory of the bench too, which started the process.
    """
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0


if __name__ == "__main__":
    for line in measure(*map(int, sys.argv[1:])):
        print(line, flush=True)
