"""Small files that the app keeps for its person."""

import json
import os
from pathlib import Path


def keep(file: Path, value: object) -> None:
    """As JSON."""
    write(file, json.dumps(value, ensure_ascii=False).encode())


def write(file: Path, data: bytes) -> None:
    """Write a file whole: a crash or a power cut leaves the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(data)
        written.flush()
        os.fsync(written.fileno())
    os.replace(new, file)
    if os.name == "posix":  # Windows opens no folders, and keeps names by itself
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
