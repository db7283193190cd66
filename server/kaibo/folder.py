"""The data folder: one process at a time, its secrets readable by its owner alone."""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kaibo.media.config import write_private


class FolderInUse(RuntimeError):
    """Another Kaibo runs on this data folder."""


class FolderUnusable(RuntimeError):
    """It cannot be made or opened."""


class DataFolder:
    """Made when it is not there. `path` is absolute. Raises FolderUnusable."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise FolderUnusable(f"{self.path}: {error.strerror}") from None
        self._lock: IO[str] | None = None

    def lock(self) -> None:
        """Held until this process ends, however it ends. Raises FolderInUse."""
        held = (self.path / "lock").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FolderInUse(f"another Kaibo runs on {self.path}; name another folder with --data") from None
        self._lock = held

    @contextlib.contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Commands that change the store's form wait here for each other."""
        with (self.path / "migrating").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def master_secret(self) -> bytes:
        """32 bytes, made the first time: all keys come from it."""
        file = self.path / "master.key"
        if not file.is_file():
            fresh = file.with_suffix(f".{os.getpid()}")
            write_private(fresh, secrets.token_hex(32))
            with contextlib.suppress(FileExistsError):  # two commands at once: the first one's stays
                os.link(fresh, file)
            fresh.unlink()
        return bytes.fromhex(file.read_text().strip())
