"""The program that runs, and the one that lies in its place: an update changes it while the app is open."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path

LATER = ("jeepney.io.blocking", "Xlib.display", "Xlib.ext.screensaver", "kaibo_companion.hotkeys.x11")
Identity = tuple[int, int, int]


def identity() -> Identity | None:
    """Of the file that a frozen app is started from; None for any other, and while there is none."""
    if not getattr(sys, "frozen", False):
        return None
    try:
        found = Path(sys.executable).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


def is_replaced(noted: Identity | None) -> bool:
    """Whether another is there than the one that was noted. Windows lets nobody change one that runs."""
    now = identity()
    return None not in (noted, now) and noted != now


def load() -> None:
    """What the app otherwise looks for when it is first needed, and would then find another version's."""
    if sys.platform == "linux" and getattr(sys, "frozen", False):
        for name in LATER:
            with suppress(ImportError):
                import_module(name)


def start_anew(text: str, env: Mapping[str, str]) -> None:
    """In this one's place, with a start's argument. `env`: the one that this start had, as far as its own program
    changed it (https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html)."""
    mine = {key: value for key, value in env.items() if key != "LD_LIBRARY_PATH" and not key.startswith("_PYI_")}
    if before := mine.pop("LD_LIBRARY_PATH_ORIG", ""):
        mine["LD_LIBRARY_PATH"] = before
    mine["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    os.execve(sys.executable, [sys.executable, *([text] if text else [])], mine)
