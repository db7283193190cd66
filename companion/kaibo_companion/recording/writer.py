"""Write a recording to the disk as it comes: a crash loses a second, not the show."""

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

ENOUGH = 2 * 1024**3  # bytes that must be free at the start
LEAST = 1024**3  # bytes that stay free: a full disk harms other programs too
BEHIND = 256 * 1024**2  # bytes that may wait in memory for a slow disk
SYNC = 8 * 1024**2  # bytes between two syncs to the disk,
SYNC_SECONDS = 2  # or this time
LONGEST = 80  # characters of the show's name in the file name,
LONGEST_BYTES = 200  # and bytes: a file name has at most 255
ENDING = ".webm"


class NoRoom(OSError):
    """The disk is full, or almost full."""


class RecordingFile:
    """One file. Its own thread writes, so that a slow disk delays nothing.

    Even a dead disk does not delay the end of the app. After a failure `failed` is called once, from any thread, with
    this object. Its `error` is the reason. The part that was written until then stays.
    """

    def __init__(self, folder: Path, name: str, now: datetime, failed: "Callable[[RecordingFile], None]") -> None:
        """Create the file. Raises NoRoom, or OSError when the folder is not writable."""
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < ENOUGH:
            raise NoRoom
        self.file, self._out = _create(folder, name, now)
        self.error: OSError | None = None
        self._failed = failed
        self._queued = self._written = 0  # bytes; each is changed by one thread only
        self._unsynced = 0
        self._synced_at = time.monotonic()
        self._broken = False  # the disk accepts nothing
        self._late = False  # the disk is too slow: what waits is still written, and nothing more is queued
        self._waiting = SimpleQueue[bytes | None]()
        self._closed: Future[Path] = Future()
        Thread(target=self._run, name="recording", daemon=True).start()

    def write(self, data: bytes) -> None:
        """Queue the next bytes. After a failure they are dropped."""
        if self._broken or self._late:
            return
        if self._queued + len(data) - self._written > BEHIND:
            self._late = True
            self._fail(OSError("the disk is too slow"))
            return
        self._queued += len(data)
        self._waiting.put(data)

    def close(self) -> Future[Path]:
        """End the file. The result is its path, once everything is on the disk. An empty file is removed."""
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
            self._written += len(data)
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


def _create(folder: Path, name: str, now: datetime) -> tuple[Path, int]:
    """Create a new file, named by the show and the time: `All hands 2026-11-25 19.02.03.webm`."""
    plain = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", name).strip(" .")[:LONGEST]
    plain = plain.encode()[:LONGEST_BYTES].decode(errors="ignore").strip(" .") or "Kaibo"
    stem = f"{plain} {now:%Y-%m-%d %H.%M.%S}"
    for number in range(1, 100):
        file = folder / (f"{stem}{ENDING}" if number == 1 else f"{stem} ({number}){ENDING}")
        try:
            return file, os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except FileExistsError:
            continue
    raise OSError(f"{folder} has too many files with this name")
