"""Write the small files that the app keeps."""

import json
import os
from pathlib import Path


def write_json(file: Path, value: object) -> None:
    """Write a value as JSON, as `write` does. Raises OSError."""
    write(file, json.dumps(value, ensure_ascii=False).encode())


def write(file: Path, data: bytes) -> None:
    """Write a file whole, with mode 0600. After a crash or a power cut it is the old one or the new one.

    Raises OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
        written.write(data)
        written.flush()
        os.fsync(written.fileno())
    os.replace(new, file)
    if os.name == "posix":  # Windows cannot open a folder, and makes a rename durable by itself
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
