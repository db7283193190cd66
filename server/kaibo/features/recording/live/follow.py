"""Follow the files of recordings that go on. One task for each show and server that has listeners.

The files are on a disk that several servers share, so nothing else tells a server of a new part. A look opens the index
again, because NFS shows new lines only then.
"""

import asyncio
import gzip
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cachetools import LRUCache

from kaibo.features.recording import folder
from kaibo.features.recording.folder import INDEX, INIT, Part, segment_name
from kaibo.features.recording.live.timeline import Segment, Timeline
from kaibo.features.recording.reading import folder_of

LOOK = 0.05
"""Seconds between two looks at the files."""
IDLE = 30.0
"""Seconds after the last request, when a server follows no longer."""
RECENT = 12
"""Parts that stay in memory beside those that viewers asked for."""
MEMORY = 64_000_000
"""Bytes of parts and segments in memory, of all shows of this server."""
log = logging.getLogger("kaibo.hls")
Bytes = LRUCache[tuple[str, int, int, int], bytes]
WHOLE = -1
"""In place of a part's number: the whole segment."""


class Text(NamedTuple):
    """A playlist, as it is and compressed."""

    plain: bytes
    gzip: bytes


class New(NamedTuple):
    """The new lines in the index of one run."""

    run: int
    offset: int
    """How far the index is read now."""
    parts: list[Part]
    end: bool
    contents: list[tuple[Part, bytes]]
    """The newest parts with their bytes."""


class Follower:
    """Knows the segments of one recording, and wakes those who wait for the next part."""

    def __init__(self, place: Path, recording_id: str, memory: Bytes) -> None:
        self._place, self._id, self._memory = place, recording_id, memory
        self.timeline = Timeline()
        self._offsets: dict[int, int] = {}
        """How far each run's index was read, in bytes."""
        self._changed = asyncio.Event()
        self.version = 0
        self._texts: dict[tuple[str, bool], tuple[int, Text]] = {}
        self.used = time.monotonic()
        """When a request last needed it."""
        self._looked = asyncio.Event()

    @property
    def segments(self) -> list[Segment]:
        return self.timeline.segments

    async def run(self) -> None:
        """Look at the files until nobody asks any more."""
        while time.monotonic() - self.used < IDLE:
            try:
                changed = self._take(await asyncio.to_thread(self._read_new))
            except OSError as error:
                log.warning("the recording %s cannot be read: %s", self._id, error)
                self._looked.set()
                await asyncio.sleep(1)
                continue
            self._looked.set()
            if changed:
                self.version += 1
                self.wake()
            await asyncio.sleep(LOOK)

    def wake(self) -> None:
        """Wake all who wait."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def ready(self) -> None:
        """Wait until the files were read once, or could not be."""
        await self._looked.wait()

    async def wait(self, seconds: float) -> None:
        """Wait for the next change, but no longer than this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    def text(self, name: str, ended: bool, write: Callable[[], str]) -> Text:
        """Give a playlist by its name. It is written once for each change of the files."""
        kept = self._texts.get((name, ended))
        if kept and kept[0] == self.version:
            return kept[1]
        plain = write().encode()
        text = Text(plain, gzip.compress(plain, 1 if len(plain) > 50_000 else 6, mtime=0))
        self._texts = {key: value for key, value in self._texts.items() if value[0] == self.version}
        self._texts[name, ended] = self.version, text
        return text

    async def part(self, segment: Segment, number: int) -> bytes:
        """Read a part of a segment, or the whole segment (WHOLE). Raises OSError."""
        key = self._id, segment.run, segment.number, number
        content = self._memory.get(key)
        if content is None:
            parts = segment.parts if number == WHOLE else segment.parts[number : number + 1]
            offset, size = parts[0].offset, sum(part.size for part in parts)
            content = await asyncio.to_thread(self._read, segment.run, segment.number, offset, size)
            self._memory[key] = content
        return content

    def init(self, run: int) -> bytes:
        """Read the init of a run. Raises OSError."""
        return (self._place / "runs" / str(run) / INIT).read_bytes()

    def _read_new(self) -> list[New]:
        """Read what is new in the indexes, and the bytes of the newest parts. Runs in a thread. Raises OSError."""
        found = []
        for place in folder.run_folders(self._place):
            run, offset = int(place.name), self._offsets.get(int(place.name), 0)
            try:
                with (place / INDEX).open("rb") as file:
                    file.seek(offset)
                    whole, line_break, _ = file.read().rpartition(b"\n")
            except FileNotFoundError:
                continue
            if line_break:
                parts, end = folder.parse((whole + line_break).decode(errors="replace"))
                found.append(New(run, offset + len(whole) + 1, parts, bool(end), self._bytes(run, parts[-RECENT:])))
        return found

    def _take(self, found: list[New]) -> bool:
        """Take over what a look found. Return whether anything changed."""
        changed = False
        for new in found:
            self._offsets[new.run] = new.offset
            changed = self.timeline.add(new.run, new.parts, new.end) or changed
            for part, content in new.contents:
                segment = self.timeline.find(new.run, part.segment)
                if segment and part in segment.parts:
                    self._memory[self._id, new.run, part.segment, segment.parts.index(part)] = content
        return changed

    def _bytes(self, run: int, parts: list[Part]) -> list[tuple[Part, bytes]]:
        """Read the newest parts, as every viewer asks for them at once. A passing one may be gone."""
        found = []
        for part in parts:
            with suppress(OSError):
                found.append((part, self._read(run, part.segment, part.offset, part.size)))
        return found

    def _read(self, run: int, number: int, offset: int, size: int) -> bytes:
        """Read bytes of a segment. Raises OSError, also when the file has fewer."""
        with (self._place / "runs" / str(run) / segment_name(number)).open("rb") as file:
            file.seek(offset)
            content = file.read(size)
        if len(content) < size:
            raise OSError(f"a segment of run {run} is torn")
        return content


class Followers:
    """The followers of this server, by recording."""

    def __init__(self, files: Path) -> None:
        """Take the folder of the shows' files."""
        self._files = files
        self._memory: Bytes = LRUCache(MEMORY, getsizeof=len)
        self._known: dict[str, tuple[Follower, asyncio.Task[None]]] = {}

    async def of(self, recording_id: str) -> Follower:
        """Give the follower of a recording. The first request waits until it has read the files."""
        known = self._known.get(recording_id)
        if known is None or known[1].done():
            follower = Follower(folder_of(self._files, recording_id), recording_id, self._memory)
            task = asyncio.create_task(follower.run())
            self._known[recording_id] = known = follower, task
            task.add_done_callback(lambda done: self._forget(recording_id, done))
        known[0].used = time.monotonic()
        await known[0].ready()
        return known[0]

    def wake(self) -> None:
        """Wake all who wait, because a rule may have changed."""
        for follower, _ in self._known.values():
            follower.wake()

    async def close(self) -> None:
        """Follow nothing any more."""
        tasks = [task for _, task in self._known.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _forget(self, recording_id: str, task: "asyncio.Task[None]") -> None:
        known = self._known.get(recording_id)
        if known and known[1] is task:
            del self._known[recording_id]
        if not task.cancelled() and (error := task.exception()):
            log.error("following %s failed", recording_id, exc_info=error)
