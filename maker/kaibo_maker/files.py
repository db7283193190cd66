"""The files of one run: its init, its segments, its index. They tell the truth at each moment, also after a kill."""

import contextlib
import errno
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from kaibo_maker import index
from kaibo_maker.boxes import Facts
from kaibo_maker.disk import replace, sync_folder, write
from kaibo_maker.index import Part
from kaibo_maker.order import Order

FULL = (errno.ENOSPC, errno.EDQUOT)


class Ended(Exception):
    """The run ends here. Its text is the reason that the index gives."""


class RunFiles:
    """Writes one run. One thread uses it. Raises Ended when the run is lost or the disk is full, or OSError."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._folder = order.run_folder
        self._folder.mkdir(mode=0o700, parents=True)
        self._index = os.open(self._folder / index.NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        self._file = -1
        self._offset = 0
        self._segment = -1
        self._number = 0
        self._passing = self._filling = False
        self._pass: deque[tuple[int, float]] = deque()
        """Passing segments that are still there, each with the media second of its end."""
        self._syncing = ThreadPoolExecutor(1, "sync")
        """A thread of its own waits for the disk, so a slow one delays no picture."""
        self._synced: Future[None] = self._syncing.submit(lambda: None)
        self._earlier = True
        """Whether passing segments of earlier runs may be there."""
        self.parts = 0
        self.bytes = 0

    def init(self, content: bytes) -> None:
        """Write the init."""
        replace(self._folder / "init.mp4", content, lasting=True)
        for each in (self._folder.parent, self._order.folder):
            sync_folder(each)

    def part(self, content: bytes, facts: Facts, at: int, keep: bool, filling: bool = False) -> Part:
        """Add a part. A key frame begins a segment. `at`: unix ms of its first picture.

        `keep`: whether a segment that begins now belongs to the recording. `filling`: whether it fills a gap.
        """
        if facts.key or self._segment < 0:
            self._begin(facts.begins, keep)
            self._filling = filling
        part = Part(self._segment, self._number, self._offset, len(content), *facts, at, self._passing, self._filling)
        self._write(content)
        write(self._index, index.line(part).encode())
        if self._synced.done():  # a slow disk gets several parts at once
            self._synced = self._syncing.submit(_sync, self._file, self._index)
        self._number += 1
        self.parts += 1
        self.bytes += len(content)
        return part

    def end(self, reason: str) -> None:
        """Write the last line, and close."""
        with contextlib.suppress(OSError):  # a full disk has no room for a line
            write(self._index, f'{{"end":"{reason}"}}\n'.encode())
        self._close()
        self._syncing.shutdown()
        os.close(self._index)

    def _begin(self, begins: float, keep: bool) -> None:
        if index.read_fence(self._order.folder) > self._order.run:
            raise Ended("lost")
        about = os.statvfs(self._folder)
        if about.f_bavail * about.f_frsize < self._order.reserve_mb * 1_000_000:
            raise Ended("disk")
        if self._passing:
            self._pass.append((self._segment, begins))
        self._forget(begins - self._order.window)
        self._close()
        self._segment, self._number, self._offset, self._passing = self._segment + 1, 0, 0, not keep
        path = index.segment(self._folder, self._segment)
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._syncing.submit(_name, self._folder)

    def _forget(self, before: float) -> None:
        """Delete the passing segments that ended before this media second, also those of earlier runs."""
        while self._pass and self._pass[0][1] < before:
            index.segment(self._folder, self._pass.popleft()[0]).unlink(missing_ok=True)
        if before > 0 and self._earlier:
            self._earlier = False
            for run in index.runs(self._order.folder):
                for number in {part.segment for part in run.parts if part.passing and run.number < self._order.run}:
                    index.segment(run.folder, number).unlink(missing_ok=True)

    def _write(self, content: bytes) -> None:
        try:
            write(self._file, content)
        except OSError as error:
            os.ftruncate(self._file, self._offset)
            if error.errno in FULL:
                raise Ended("disk") from error
            raise
        self._offset += len(content)

    def _close(self) -> None:
        """Close the segment when the disk has all of it."""
        if self._file >= 0:
            self._syncing.submit(_sync, self._file, self._index)
            self._syncing.submit(os.close, self._file)
            self._file = -1


def _sync(segment: int, lines: int) -> None:
    """Wait until the disk has the segment, and then the lines that name its parts. NFS sends both to its server."""
    with contextlib.suppress(OSError):
        os.fdatasync(segment)
        os.fdatasync(lines)


def _name(folder: Path) -> None:
    with contextlib.suppress(OSError):
        sync_folder(folder)
