"""Copies of a SQLite store, made before its form changes."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from kaibo.disk import FRESH, PRIVATE, sync
from kaibo.migrations.database import StoreUnusable

KEPT = 2
"""The number of copies of a store that stay by default. The newest ones do."""


def make(file: Path, revision: str, kept: int = KEPT) -> Path:
    """Copy the store to a file beside it, named after its revision. Delete older copies, so that `kept` stay.

    The copy is whole or missing. Other processes may read the store meanwhile; the migration holds the write lock.
    Raises StoreUnusable, for example when the disk is full. The store is then unchanged.
    """
    copy = file.with_name(f"{file.name}.{revision}.bak")
    fresh = file.with_name(f".{copy.name}{FRESH}")
    try:
        fresh.unlink(missing_ok=True)
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
        with closing(sqlite3.connect(file)) as db:
            db.execute("VACUUM INTO ?", (str(fresh),))
        sync(fresh)
        os.replace(fresh, copy)
        sync(copy.parent)
    except (OSError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) else error
        size = file.stat().st_size >> 20
        raise StoreUnusable(
            f"{file} cannot be copied to {copy.name} before it is changed ({why}). Nothing was changed",
            f"Free {size + 1} MB there for the copy and as much for the change, then try again.",
        ) from None
    keep(_copies(file), copy, kept)
    return copy


def keep(copies: list[Path], fresh: Path, kept: int) -> None:
    """Delete copies, so that the fresh one and the newest others stay, `kept` in all."""
    others = sorted((copy for copy in copies if copy != fresh), key=_age, reverse=True)
    for old in others[kept - 1 :]:
        old.unlink(missing_ok=True)


def newest(file: Path) -> Path | None:
    """Return the newest copy of a store, None without one."""
    return next(iter(_copies(file)), None)


def _copies(file: Path) -> list[Path]:
    """Return the copies of a store, the newest first."""
    return sorted(file.parent.glob(f"{file.name}.*.bak"), key=_age, reverse=True)


def _age(copy: Path) -> int:
    return copy.stat().st_mtime_ns
