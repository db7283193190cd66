"""Measure a program and all processes below it, as the kernel counts them (proc(5))."""

import os
import re
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """Return a process and its descendants."""
    parents = {pid: int(fields[1]) for pid, fields in _all().items()}
    tree = {root}
    while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= more
    return sorted(tree)


def pss(root: int) -> float:
    """Measure the memory of a process tree in MiB, with its share of shared pages."""
    return sum(_pss(pid) for pid in tree(root)) / 1024


def cpu(root: int, seconds: float) -> float:
    """Measure how many cores a process tree uses, over so many seconds from now on."""
    before = _ticks(root)
    time.sleep(seconds)
    after = _ticks(root)
    return sum(after[pid] - before.get(pid, 0) for pid in after) / TICKS / seconds


def _ticks(root: int) -> dict[int, int]:
    everybody = _all()
    return {pid: int(everybody[pid][11]) + int(everybody[pid][12]) for pid in tree(root) if pid in everybody}


def _all() -> dict[int, list[str]]:
    """Read the numbers of each process, starting with its state."""
    numbers = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            numbers[int(process.name)] = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
    return numbers


def _pss(pid: int) -> int:
    try:
        size = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(size[1]) if size else 0
