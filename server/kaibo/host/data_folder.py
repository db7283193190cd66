"""The data folder: one process at a time, its secrets readable by its owner alone."""

import contextlib
import fcntl
import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from kaibo.disk import PRIVATE, is_blank, make_private, sweep, sync_folder, write_private
from kaibo.vault import MasterKeyUnusable

OURS = ("master.key", "livekit.*", "ca.pem", "demo.json", "lock", "migrating")
"""What Kaibo keeps there besides the store and the app's installers, which everybody may read."""
WRITABLE = 0o022
log = logging.getLogger("kaibo.folder")


class FolderInUse(RuntimeError):
    """Another Kaibo runs on this data folder."""


class FolderUnusable(RuntimeError):
    """It cannot be made or opened."""


class DataFolder:
    """Made when it is not there. `path` is absolute. Files of ours that others could read are taken from them.

    Raises FolderUnusable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        try:
            if not self.path.is_dir():
                self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
                sync_folder(self.path.parent)
            for pattern in OURS:
                for file in self.path.glob(pattern):
                    make_private(file)
        except OSError as error:
            raise FolderUnusable(f"{self.path}: {error.strerror}") from None
        if self.path.stat().st_mode & WRITABLE:
            log.warning("other users may change files in %s; forbid it: chmod go-w %s", self.path, self.path)
        self._lock: IO[str] | None = None

    def lock(self) -> None:
        """Hold the folder until this process ends, however it ends, and clear what a crash left. Raises FolderInUse."""
        held = self._opened("lock")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FolderInUse(f"another Kaibo runs on {self.path}; name another folder with --data") from None
        self._lock = held
        with self.one_at_a_time():
            sweep(self.path)

    @contextlib.contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Commands that change the store's form wait here for each other."""
        with self._opened("migrating") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _opened(self, name: str) -> IO[str]:
        return open(os.open(self.path / name, os.O_WRONLY | os.O_CREAT, PRIVATE), "w")

    def master_secret(self, *, sealed: bool = False) -> bytes:
        """Read the 32 bytes that all keys come from; make them the first time.

        `sealed`: whether the store belongs to a key already; then none is made. Raises MasterKeyUnusable.
        """
        file = self.path / "master.key"
        restore = "put your backup of it in its place. Without it the store's access keys and links cannot be opened"
        try:
            with self.one_at_a_time():
                if is_blank(file):
                    if sealed:
                        raise MasterKeyUnusable(f"{file} is {'empty' if file.exists() else 'missing'}; {restore}")
                    write_private(file, secrets.token_hex(32))
            found = bytes.fromhex(file.read_text().strip())
        except OSError as error:
            raise MasterKeyUnusable(f"{file}: {error.strerror}") from None
        except ValueError:
            found = b""
        if len(found) < 32:
            advice = restore if sealed else "delete it, and a new one is made"
            raise MasterKeyUnusable(f"{file} is broken, it should hold 64 hexadecimal digits; {advice}")
        return found
