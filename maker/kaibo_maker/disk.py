"""Write files that only their owner reads."""

import os
from pathlib import Path


def replace(file: Path, content: bytes) -> None:
    """Write a whole file in the place of the old one. Raises OSError."""
    fresh = file.with_name(f".{file.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        write(handle, content)
    finally:
        os.close(handle)
    fresh.replace(file)


def write(handle: int, content: bytes) -> None:
    """Write all bytes to an open file. Raises OSError, with a part of them written."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
