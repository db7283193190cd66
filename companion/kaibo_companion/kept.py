"""Small files that the app keeps for its person."""

import json
import os
from pathlib import Path


def keep(file: Path, value: object) -> None:
    """As JSON."""
    write(file, json.dumps(value, ensure_ascii=False).encode())


def write(file: Path, data: bytes) -> None:
    """A crash leaves the old file or the new."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(data)
        written.flush()
        os.fsync(written.fileno())
    os.replace(new, file)
