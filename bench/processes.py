"""What a program and all that it started use, as the kernel counts it (proc(5))."""

import os
import re
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """A process and its descendants."""
    parents = {pid: int(fields[1]) for pid, fields in _all().items()}
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found)


def pss(root: int) -> float:
    """MiB that a tree holds, with its share of what it shares."""
    return sum(_pss(pid) for pid in tree(root)) / 1024


def cpu(root: int, seconds: float) -> float:
    """Parts of one core that a tree takes, over so many seconds from now on."""
    before = _ticks(root)
    time.sleep(seconds)
    after = _ticks(root)
    return sum(after[pid] - before.get(pid, 0) for pid in after) / TICKS / seconds


def _ticks(root: int) -> dict[int, int]:
    everybody = _all()
    return {pid: int(everybody[pid][11]) + int(everybody[pid][12]) for pid in tree(root) if pid in everybody}


def _all() -> dict[int, list[str]]:
    """Each process's numbers, from its state on."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found[int(process.name)] = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
    return found


def _pss(pid: int) -> int:
    try:
        told = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(told[1]) if told else 0
