"""A copy of a SQLite store before its form is changed."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from kaibo.disk import FRESH, PRIVATE, sync_folder
from kaibo.migrations.database import StoreUnusable

KEPT = 2
"""How many copies of a store stay: the newest ones."""


def make(file: Path, revision: str) -> Path:
    """Copy the store to a file beside it, named after its revision, and delete older copies.

    The copy is whole or not there. Others may read the store meanwhile; who migrates holds the right to write.
    Raises StoreUnusable, as for a full disk; the store is then as it was.
    """
    copy = file.with_name(f"{file.name}.{revision}.bak")
    fresh = file.with_name(f".{copy.name}{FRESH}")
    try:
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
        with closing(sqlite3.connect(file)) as db:
            db.execute("VACUUM INTO ?", (str(fresh),))
        _sync(fresh)
        os.replace(fresh, copy)
        sync_folder(copy.parent)
    except (OSError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) else error
        size = file.stat().st_size >> 20
        raise StoreUnusable(
            f"{file} cannot be copied to {copy.name} before it is changed ({why}). Nothing was changed. "
            f"Free {size + 1} MB there for the copy and as much for the change, then try again"
        ) from None
    _forget_older(file, copy)
    return copy


def newest(file: Path) -> Path | None:
    """The newest copy of a store that is there."""
    return next(iter(_copies(file)), None)


def _copies(file: Path) -> list[Path]:
    """Newest first."""
    return sorted(file.parent.glob(f"{file.name}.*.bak"), key=lambda one: one.stat().st_mtime_ns, reverse=True)


def _forget_older(file: Path, copy: Path) -> None:
    others = [one for one in _copies(file) if one != copy]
    for old in others[KEPT - 1 :]:
        old.unlink(missing_ok=True)


def _sync(file: Path) -> None:
    opened = os.open(file, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
