"""The room that recordings have on the disk."""

import shutil
from pathlib import Path

RESERVE = 500_000_000
"""Bytes of the disk that recordings leave free. A maker ends with 200 MB left; then it may not start at once again."""


def has_room(files: Path) -> bool:
    """Tell whether the disk has room for a recording. Raises OSError."""
    place = next(each for each in (files, *files.parents) if each.is_dir())
    return shutil.disk_usage(place).free >= RESERVE
