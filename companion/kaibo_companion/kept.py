"""Small files that the app keeps for its person, as JSON."""

import json
import os
from pathlib import Path


def keep(file: Path, value: object) -> None:
    """Write JSON so that a crash leaves the old file or the new."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as written:
        json.dump(value, written, ensure_ascii=False)
        written.flush()
        os.fsync(written.fileno())
    os.replace(new, file)
