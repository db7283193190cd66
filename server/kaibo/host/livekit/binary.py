"""Find the LiveKit that the set-up built, and check its hash. The set-up also reads `livekit.json`."""

import hashlib
import json
import os
import platform
from pathlib import Path

from kaibo.errors import Unusable

PINNED = json.loads((Path(__file__).parent / "livekit.json").read_text())
CURE = "Run `make up` (or scripts/setup.py), which builds it once into your cache."


class NoLiveKit(Unusable):
    """The binary is missing, or is another one than the set-up built. The text says what to do."""


def binary() -> Path:
    """Return the path of this version's LiveKit, after a check of its hash. Raises NoLiveKit."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kaibo"
    home = cache / f"livekit-{PINNED['version']}-{platform.machine()}"
    file = home / "livekit-server"
    if not file.is_file():
        raise NoLiveKit(f"LiveKit {PINNED['version']} is not at {file}", CURE)
    wanted = PINNED["sha256"].get(platform.machine()) or (home / "sha256").read_text()
    with file.open("rb") as content:
        if hashlib.file_digest(content, "sha256").hexdigest() != wanted:
            raise NoLiveKit(f"{file} is not the LiveKit that was pinned", f"Delete it. {CURE}")
    return file
