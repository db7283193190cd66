"""Measure how the server's memory grows: after ten thousand signed calls, and after a million."""

import os
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.load import Account, accounts, launch, written, wrk
from e2e.kaibo import Kaibo

ACCOUNTS = 1000
FEW, MANY = 10_000, int(os.environ.get("BENCH_MEMORY_CALLS", "1_000_000"))
STRETCH = 20  # seconds between new signatures: a signature is valid for 15 minutes
REST = 3


class Held(NamedTuple):
    """Memory in MiB: its own with its share of shared pages (PSS), and all that is mapped (RSS)."""

    pss: float
    rss: float


def measure() -> Iterator[str]:
    """Send the same calls to one process throughout. BENCH_MEMORY_CALLS sets less than a million."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning").start()
        try:
            callers = accounts(kaibo, ACCOUNTS)
            yield f"before any call: {_told(_held(kaibo.pid))}"
            done, few = _after(folder, kaibo, callers, FEW, 1)
            yield f"after {done:,} signed calls: {_told(few)}"
            more, many = _after(folder, kaibo, callers, MANY - done, STRETCH)
            yield f"after {done + more:,}: {_told(many)}"
        finally:
            kaibo.stop()
    yield f"ratio: PSS {many.pss / few.pss:.3f}, RSS {many.rss / few.rss:.3f}"


def _after(folder: Path, kaibo: Kaibo, callers: list[Account], calls: int, stretch: int) -> tuple[int, Held]:
    """Make at least so many calls, in stretches of so many seconds. Return the number and the memory after them."""
    done = 0
    while done < calls:
        requests = written(folder / "signed", (launch(kaibo.port, account) for account in callers))
        load = wrk(requests, kaibo.port, kaibo.pid, stretch)
        assert load.refused == 0, load
        done += load.calls
    time.sleep(REST)
    return done, _held(kaibo.pid)


def _held(pid: int) -> Held:
    sizes = dict(re.findall(r"^(Pss|Rss):\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE))
    return Held(int(sizes["Pss"]) / 1024, int(sizes["Rss"]) / 1024)


def _told(held: Held) -> str:
    return f"PSS {held.pss:.1f} MiB, RSS {held.rss:.1f} MiB"
