"""The server's order to a maker, and its wishes during the run (docs/recording.md, "The order")."""

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

VERSION = 1


class BadOrder(ValueError):
    """The order cannot be used. The text says which part of it."""


@dataclass(frozen=True)
class Order:
    """One run of one recording. The server writes it before the start, and it never changes."""

    recording: str
    run: int
    folder: Path
    """The recording's folder."""
    engine: str
    """The addresses of LiveKit, with commas between them."""
    key: str
    secret: str = field(repr=False)
    room: str
    identity: str
    width: int = 1280
    height: int = 720
    fps: int = 30
    encoder: str = "libx264"
    preset: str = "veryfast"
    video_kbps: int = 2500
    matrix: str = "bt601"
    """The colours of the program: bt601, or bt709 when its codec is VP9."""
    title: str = ""
    """The words on the cover."""
    cover: str = ""
    """A picture to show in place of the drawn cover."""
    window: float = 60.0
    """Seconds of the segments that pass, which stay on the disk."""
    reserve_mb: int = 200
    """Megabytes of the disk that must stay free."""

    @property
    def engines(self) -> list[str]:
        return [address.strip() for address in self.engine.split(",")]

    @property
    def run_folder(self) -> Path:
        return self.folder / "runs" / str(self.run)


@dataclass(frozen=True)
class Wanted:
    """The server's wishes now."""

    publisher: str = ""
    """The identity whose picture and sound are the program. Empty: none."""
    keep: bool = True
    """Whether the segments belong to the recording. Otherwise they pass."""
    stop: bool = False


SIZES: dict[str, Callable[[int], bool]] = {
    "run": lambda run: run > 0,
    "width": lambda width: width >= 64 and width % 2 == 0,
    "height": lambda height: height >= 36 and height % 2 == 0,
    "fps": lambda fps: 5 <= fps <= 60,
    "video_kbps": lambda kbps: kbps >= 50,
    "reserve_mb": lambda free: free >= 0,
}


def read(file: Path) -> Order:
    """Read an order. Raises BadOrder."""
    try:
        given = json.loads(file.read_text())
    except OSError as error:
        raise BadOrder(f"{file}: {error.strerror}") from None
    except ValueError as error:
        raise BadOrder(f"{file} is not JSON: {error}") from None
    if not isinstance(given, dict) or given.get("v") != VERSION:
        raise BadOrder(f"{file}: v is not {VERSION}. Start the maker of the same release as the server")
    return _order(file, given)


def _order(file: Path, given: dict[str, Any]) -> Order:
    values: dict[str, Any] = {each.name: given[each.name] for each in fields(Order) if each.name in given}
    words = given.get("words")
    values["title"] = words.get("cover", "") if isinstance(words, dict) else ""
    kinds: dict[str, Any] = {"folder": str, "window": (int, float)} | dict.fromkeys(SIZES, int)
    for name, value in values.items():
        right = isinstance(value, kinds.get(name, str)) and not isinstance(value, bool)
        if not right or (name in SIZES and not SIZES[name](value)):
            raise BadOrder(f"{file}: {name} has a wrong value")
    if values.get("matrix", "bt601") not in ("bt601", "bt709"):
        raise BadOrder(f"{file}: matrix has a wrong value")
    try:
        return Order(**values | {"folder": Path(values["folder"])})
    except (KeyError, TypeError):
        need = {"recording", "run", "folder", "engine", "key", "secret", "room", "identity"}
        raise BadOrder(f"{file} lacks {', '.join(sorted(need - values.keys()))}") from None


class Wishes:
    """The file that says what is wanted. The server replaces it, and touches it while it lives."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._touched = time.time()
        self._stamp = 0
        self.now = Wanted()

    def look(self) -> Wanted:
        """Read the file again if it changed. A missing or broken one changes nothing."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            about = self._file.stat()
            self._touched = max(self._touched, about.st_mtime)
            if about.st_mtime_ns != self._stamp:
                given = json.loads(self._file.read_text())
                publisher, keep, stop = given.get("publisher"), given.get("keep", True), given.get("stop", False)
                self.now = Wanted(str(publisher or ""), bool(keep), bool(stop))
                self._stamp = about.st_mtime_ns
        return self.now

    def untouched(self) -> float:
        """Return the seconds since a server touched the file, or since the start."""
        return time.time() - self._touched
