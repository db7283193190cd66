"""Cut the log of a program while the program appends to it (O_APPEND), and read the log's end."""

import os
import shutil
from pathlib import Path

TAIL = 8 * 1024


def cut(log: Path, limit: int) -> bool:
    """Empty a log of more than `limit` bytes, and keep its last `limit` bytes in `.old`. Return whether it was cut.

    The writer goes on at the new beginning. Lines that it writes during the copy are copied too. Raises OSError.
    """
    size = log.stat().st_size if log.is_file() else 0
    if size <= limit:
        return False
    beside = log.with_suffix(".log.new")
    with (
        open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0) as copy,
        log.open("r+b", buffering=0) as lines,
    ):
        lines.seek(size - limit)
        shutil.copyfileobj(lines, copy)
        beside.replace(old(log))
        shutil.copyfileobj(lines, copy)  # lines written during the first copy
        lines.truncate(0)
    return True


def last_lines(log: Path, count: int) -> list[str]:
    """Read the last lines of a log, also those before the last cut."""
    text = "".join(_tail(file) for file in (old(log), log) if file.is_file())
    return text.splitlines()[-count:]


def old(log: Path) -> Path:
    """Return the file of the lines before the last cut."""
    return log.with_suffix(".log.old")


def _tail(file: Path) -> str:
    with file.open("rb") as lines:
        lines.seek(max(0, file.stat().st_size - TAIL))
        return lines.read().decode(errors="replace")
