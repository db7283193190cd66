"""Write files that only their owner reads, and wait for the disk."""

import os
from pathlib import Path


def replace(file: Path, content: bytes, lasting: bool = False) -> None:
    """Write a whole file in the place of the old one. `lasting`: wait until the disk has it. Raises OSError."""
    fresh = file.with_name(f".{file.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        write(handle, content)
        if lasting:
            os.fdatasync(handle)
    finally:
        os.close(handle)
    fresh.replace(file)
    if lasting:
        sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of the files in a folder. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(handle: int, content: bytes) -> None:
    """Write all bytes to an open file. Raises OSError, with a part of them written."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
