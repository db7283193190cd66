"""The state of a running maker for the server: status.json, whole at each moment."""

import contextlib
import json
import os
import stat
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from kaibo_maker.disk import replace

LOG_BYTES = 1024 * 1024


@dataclass
class Status:
    """The state of one maker."""

    run: int
    state: str = "joining"
    """joining, live, cover or stopped."""
    error: str = ""
    dropped_frames: int = 0
    overloaded: bool = False
    """Pictures are missing, because this machine cannot keep up."""
    queue_ms: int = 0
    """Milliseconds of pictures that wait for the encoder."""
    fps: float = 0.0
    """Pictures that were encoded in the last second."""
    preset: str = ""
    rate: int = 1
    """Every how many pictures one is encoded."""
    parts: int = 0
    bytes: int = 0

    def write(self, folder: Path) -> None:
        """Replace the file. A full disk keeps the old one."""
        content = {"at": int(time.time() * 1000), "pid": os.getpid(), **asdict(self)}
        with contextlib.suppress(OSError):
            replace(folder / "status.json", json.dumps(content).encode())


def bound_log() -> None:
    """Empty the file of our messages when it is large. The server opened it to append."""
    for handle in (1, 2):
        about = os.fstat(handle)
        if stat.S_ISREG(about.st_mode) and about.st_size > LOG_BYTES:
            os.ftruncate(handle, 0)
