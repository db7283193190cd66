"""Back up a store of one gigabyte and restore it, beside `cp` of its file."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from kaibo.call import Event
from kaibo.features.audit import table as audit
from sqlalchemy import create_engine, text

from bench.fill import fill
from bench.load import Account

DISK = "/var/tmp"  # /tmp may be in memory
MEGABYTES = int(os.environ.get("BENCH_BACKUP_MB", "1000"))
AT_ONCE = 50_000
"""Rows of one transaction."""
TEXTS = ("Chrome 131 on Windows", "203.0.113.7", "link opened by a person of the show")


class Took(NamedTuple):
    """The time of one run. A busy machine changes the seconds much, and the CPU time little."""

    seconds: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, {self.cpu:.1f} s of CPU"


def measure() -> Iterator[str]:
    """Return the seconds of one run each. BENCH_BACKUP_MB sets a smaller store."""
    with tempfile.TemporaryDirectory(dir=DISK) as name:
        folder = Path(name)
        size = _fill(folder / "data")
        store, file = folder / "data/kaibo.db", folder / "a.kaibo"
        copied = _took(lambda: shutil.copy(store, folder / "copy.db"))
        backed_up = _took(lambda: _kaibo(folder, "backup", str(file)))
        restored = _took(lambda: _kaibo(folder, "restore", str(file), "--data", "there"))
        packed = file.stat().st_size / 1e6
    yield f"cp of a store of {size:,.0f} MB: {copied}"
    yield f"kaibo backup:  {backed_up}, a file of {packed:,.0f} MB"
    yield f"kaibo restore: {restored}"


def _fill(data: Path) -> float:
    """Make a store with a long audit log. Return its size in MB."""
    (account,) = fill(data, 1000)
    file, engine = data / "kaibo.db", create_engine(f"sqlite:///{data}/kaibo.db")
    number = 0
    while file.stat().st_size < MEGABYTES * 1e6:
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


def _kaibo(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "KAIBO_BACKUP_PASSPHRASE": "a passphrase of the bench"}
    subprocess.run([sys.executable, "-m", "kaibo", *arguments], cwd=folder, env=environment, check=True, stdout=-3)


def _took(work: Callable[[], object]) -> Took:
    began, before = time.monotonic(), os.times()
    work()
    after = os.times()
    return Took(time.monotonic() - began, sum(after[:4]) - sum(before[:4]))
