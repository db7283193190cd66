"""A recording on this computer's disk, written as it comes: a crash loses a second, not the show."""

import os
import re
import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

ENOUGH = 2 * 1024**3  # bytes that must be free to begin
LEAST = 1024**3  # bytes that stay free: a full disk breaks more than a recording
BEHIND = 256 * 1024**2  # bytes that may wait for a slow disk
SYNC = 8 * 1024**2  # bytes after which the disk itself must have them,
SYNC_SECONDS = 2  # or after so long
LONGEST = 80  # characters of a show's name in a file's,
LONGEST_BYTES = 200  # and bytes: a file's name has 255 at most
ENDING = ".webm"


class NoRoom(OSError):
    """The disk is full, or nearly so."""


class Recording:
    """One file. A thread of its own writes: a slow disk holds nothing up, and one that never answers not even the app's
    end. `failed` is called once, in whichever thread found out, with the recording, whose `error` then says what went
    wrong; what was written until then stays."""

    def __init__(self, folder: Path, name: str, now: datetime, failed: "Callable[[Recording], None]") -> None:
        """Raises NoRoom, or OSError where nothing can be written."""
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < ENOUGH:
            raise NoRoom
        self.file, self._out = _fresh(folder, name, now)
        self.error: OSError | None = None
        self._failed = failed
        self._given = self._taken = 0  # bytes; each is changed by one thread alone
        self._unsynced = 0
        self._synced_at = time.monotonic()
        self._broken = self._late = False  # the disk takes nothing; or too little, and all that waits is still written
        self._waiting = SimpleQueue[bytes | None]()
        self._closed: Future[Path] = Future()
        Thread(target=self._run, name="recording", daemon=True).start()

    def write(self, data: bytes) -> None:
        """The next bytes; they are dropped after a failure."""
        if self._broken or self._late:
            return
        if self._given + len(data) - self._taken > BEHIND:
            self._late = True
            self._fail(OSError("the disk is too slow"))
            return
        self._given += len(data)
        self._waiting.put(data)

    def close(self) -> Future[Path]:
        """Nothing more comes. Done when everything is on the disk, which a slow one takes its time for, with the file;
        it is gone when there was nothing to write."""
        self._waiting.put(None)
        return self._closed

    def _run(self) -> None:
        while (data := self._waiting.get()) is not None:
            self._write(data)
        try:
            self._closed.set_result(self._close())
        except OSError as error:
            self._closed.set_exception(error)

    def _close(self) -> Path:
        try:
            self._sync()
        except OSError as error:
            self._fail(error)
        try:
            empty = os.fstat(self._out).st_size == 0
        finally:
            os.close(self._out)
        if empty:
            self.file.unlink(missing_ok=True)
        return self.file

    def _write(self, data: bytes) -> None:
        if self._broken:
            return
        try:
            if shutil.disk_usage(self.file.parent).free < LEAST + len(data):
                raise NoRoom
            view = memoryview(data)
            while view:
                view = view[os.write(self._out, view) :]
            self._taken += len(data)
            self._unsynced += len(data)
            if self._unsynced >= SYNC or time.monotonic() - self._synced_at >= SYNC_SECONDS:
                self._sync()
        except OSError as error:
            self._broken = True
            self._fail(error)

    def _sync(self) -> None:
        os.fsync(self._out)
        self._unsynced, self._synced_at = 0, time.monotonic()

    def _fail(self, error: OSError) -> None:
        if self.error is None:
            self.error = error
            self._failed(self)


def _fresh(folder: Path, name: str, now: datetime) -> tuple[Path, int]:
    """A file that was not there, by the show's name and the time: `All hands 2026-11-25 19.02.03.webm`."""
    plain = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", name).strip(" .")[:LONGEST]
    plain = plain.encode()[:LONGEST_BYTES].decode(errors="ignore").strip(" .") or "Kaibo"
    stem = f"{plain} {now:%Y-%m-%d %H.%M.%S}"
    for number in range(1, 100):
        file = folder / (f"{stem}{ENDING}" if number == 1 else f"{stem} ({number}){ENDING}")
        try:
            return file, os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except FileExistsError:
            continue
    raise OSError(f"{folder} has too many files of that name")
