"""The data folder. One process uses it at a time, and only its owner may read its secrets."""

import contextlib
import fcntl
import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from kaibo import vault
from kaibo.disk import PRIVATE, is_blank, make_private, sweep, sync, write_private
from kaibo.vault import MasterKey, MasterKeyUnusable

MASTER_KEY = "master.key"
OURS = (MASTER_KEY, "livekit.*", "ca.pem", "demo.json", "server.id", "lock", "migrating")
"""The private files of Kaibo, except the store. (All users may read the app's installers, which are also here.)"""
WRITABLE = 0o022
"""The mode bits that let other users change files."""
log = logging.getLogger("kaibo.folder")


class FolderInUse(RuntimeError):
    """Another Kaibo runs on this data folder."""


class FolderUnusable(RuntimeError):
    """The data folder cannot be made or opened."""


class DataFolder:
    """An open data folder."""

    def __init__(self, path: Path) -> None:
        """Open the folder, and make it when it is missing. Take private files from other users.

        Raises FolderUnusable.
        """
        self.path = path.resolve()
        """Absolute."""
        try:
            if not self.path.is_dir():
                self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
                sync(self.path.parent)
            for pattern in OURS:
                for file in self.path.glob(pattern):
                    make_private(file)
        except OSError as error:
            raise FolderUnusable(f"{self.path}: {error.strerror}") from None
        if self.path.stat().st_mode & WRITABLE:
            log.warning("other users may change files in %s; forbid it: chmod go-w %s", self.path, self.path)
        self._lock: IO[str] | None = None

    def lock(self) -> None:
        """Hold the folder until this process ends in any way. Delete the unfinished files of a crash.

        Raises FolderInUse.
        """
        held = self._opened("lock")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.close()
            raise FolderInUse(f"another Kaibo runs on {self.path}; name another folder with --data") from None
        self._lock = held
        with self.one_at_a_time():
            sweep(self.path)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for a command, as `lock` does for a server. Raises FolderInUse."""
        self.lock()
        try:
            yield
        finally:
            if self._lock:
                self._lock.close()

    @contextlib.contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Make commands that change the store's form wait for each other."""
        with self._opened("migrating") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _opened(self, name: str) -> IO[str]:
        return open(os.open(self.path / name, os.O_WRONLY | os.O_CREAT, PRIVATE), "w")

    def server_id(self) -> str:
        """Read the id of the server that uses this folder. Make it the first time. Raises FolderUnusable.

        With it a server that starts again finds what it left in a store that it shares.
        """
        file = self.path / "server.id"
        try:
            with self.one_at_a_time():
                if is_blank(file):
                    write_private(file, f"sv_{secrets.token_hex(12)}")
            return file.read_text().strip()
        except OSError as error:
            raise FolderUnusable(f"{file}: {error.strerror}") from None

    def master_keys(self, *, sealed: bool = False) -> tuple[MasterKey, ...]:
        """Read the ring of master keys from which all keys come, the oldest first. Make a first one when there is none.

        `sealed`: the store belongs to a key already, so make none. Raises MasterKeyUnusable.
        """
        file = self.path / MASTER_KEY
        restore = "put your backup of it in its place. Without it the store's access keys and links cannot be opened"
        try:
            with self.one_at_a_time():
                if is_blank(file):
                    if sealed:
                        raise MasterKeyUnusable(f"{file} is {'empty' if file.exists() else 'missing'}; {restore}")
                    write_private(file, secrets.token_hex(32))
            return vault.parse(file.read_text())
        except OSError as error:
            raise MasterKeyUnusable(f"{file}: {error.strerror}") from None
        except ValueError:
            advice = restore if sealed else "delete it, and Kaibo makes a new one"
            text = f"{file} is broken, it should hold 64 hexadecimal digits or a ring of keys; {advice}"
            raise MasterKeyUnusable(text) from None

    def write_master_keys(self, ring: Sequence[MasterKey]) -> None:
        """Write the ring. Raises MasterKeyUnusable, and leaves the old ring then."""
        file = self.path / MASTER_KEY
        try:
            with self.one_at_a_time():
                write_private(file, vault.written(ring))
        except OSError as error:
            raise MasterKeyUnusable(f"{file}: {error.strerror}") from None
