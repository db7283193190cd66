"""Read recordings from the disk. The last ones that people asked for stay in memory."""

import asyncio
from pathlib import Path

from cachetools import LRUCache

from kaibo.features.recording import folder
from kaibo.features.recording.folder import Recorded

FOLDER = "recordings"
"""The folder of all recordings, in the folder of files."""
MOST = 64
"""Recordings in memory. One of two hours has 3600 segments, which take half a megabyte."""


def folder_of(files: Path, recording_id: str) -> Path:
    """Name the folder of a recording."""
    return files / FOLDER / recording_id


class Readings:
    """Reads recordings that are over. Nothing changes them any more."""

    def __init__(self, files: Path) -> None:
        """Take the folder of the shows' files."""
        self._files = files
        self._kept: LRUCache[str, Recorded] = LRUCache(MOST)

    async def of(self, recording_id: str) -> Recorded:
        """Read a recording. Raises OSError."""
        kept: Recorded | None = self._kept.get(recording_id)
        if kept is None:
            kept = await asyncio.to_thread(folder.read, folder_of(self._files, recording_id))
            if kept.runs:
                self._kept[recording_id] = kept
        return kept
