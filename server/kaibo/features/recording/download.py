"""The file of a replay for downloads: one MP4, made once and kept beside the recording."""

import asyncio
import contextlib
import logging
import os
import sys
from pathlib import Path

from kaibo.disk import FRESH
from kaibo.features.recording.errors import NoDownload
from kaibo.features.recording.folder import DOWNLOAD

SECONDS = 300
"""How long the joining may take. Two hours of a show take about twenty seconds."""
log = logging.getLogger("kaibo.recording")


class Downloads:
    """Joins recordings, one at a time on each server."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def file(self, folder: Path) -> Path:
        """Return the MP4 of a recording. Make it at the first time. Raises NoDownload."""
        file = folder / DOWNLOAD
        if not file.is_file():
            async with self._turn:
                if not file.is_file():
                    await _join(folder, file)
        return file


async def _join(folder: Path, file: Path) -> None:
    """Join all runs by a program of its own, so that no server loads a codec. Raises NoDownload."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}{FRESH}")
    command = [sys.executable, "-m", "kaibo_maker.join", str(folder), str(fresh)]
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdin=null, stdout=null, stderr=pipe)
    try:
        async with asyncio.timeout(SECONDS):
            _, said = await process.communicate()
        if process.returncode:
            log.error("the download of %s failed: %s", folder.name, said.decode(errors="replace")[-2000:].strip())
            raise NoDownload
        await asyncio.to_thread(os.replace, fresh, file)
    except TimeoutError:
        log.error("the download of %s took more than %s s", folder.name, SECONDS)
        raise NoDownload from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            if process.returncode is None:
                process.kill()
        fresh.unlink(missing_ok=True)
