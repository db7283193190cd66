"""The app's executable file, which an update may replace while the app runs."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path

LATE_MODULES = ("jeepney.io.blocking", "Xlib.display", "Xlib.ext.screensaver", "kaibo_companion.hotkeys.x11")
Identity = tuple[int, int, int]


def identity() -> Identity | None:
    """Return what identifies the executable file now; None when the app is not frozen or the file is missing."""
    if not getattr(sys, "frozen", False):
        return None
    try:
        file = Path(sys.executable).stat()
    except OSError:
        return None
    return file.st_dev, file.st_ino, file.st_mtime_ns


def is_replaced(noted: Identity | None) -> bool:
    """Return whether the file changed since `noted`. Windows does not let a running program change."""
    now = identity()
    return None not in (noted, now) and noted != now


def load_late_modules() -> None:
    """Import now what the app would import later: after an update it would find another version's files."""
    if sys.platform == "linux" and getattr(sys, "frozen", False):
        for name in LATE_MODULES:
            with suppress(ImportError):
                import_module(name)


def restart(text: str, env: Mapping[str, str]) -> None:
    """Replace this process by a new start of the executable, with `text` as its argument ("" for none).

    `env` is the environment of this start. PyInstaller's changes to it are undone
    (https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html).
    """
    clean = {key: value for key, value in env.items() if key != "LD_LIBRARY_PATH" and not key.startswith("_PYI_")}
    if before := clean.pop("LD_LIBRARY_PATH_ORIG", ""):
        clean["LD_LIBRARY_PATH"] = before
    clean["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    os.execve(sys.executable, [sys.executable, *([text] if text else [])], clean)
