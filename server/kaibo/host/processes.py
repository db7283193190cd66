"""The start and the command line of any process, also of one that is no child of this one."""

import os
from pathlib import Path


def started(pid: int) -> int:
    """Return a process's start in clock ticks (proc(5), field 22). Return 0 when it is gone or a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[19])


def command(pid: int) -> list[str]:
    """Return the command line of a process, [] when it is gone."""
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).split("\0")[:-1]
    except OSError:
        return []
