"""Whether Wayland is there, which keeps the screen and the keys of others from an app."""

import os
import sys
from pathlib import Path


def is_session() -> bool:
    """The desktop is Wayland. Then it keeps them from an app on its X11 (XWayland) too, which sees only such apps."""
    told = "WAYLAND_DISPLAY" in os.environ or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return sys.platform == "linux" and (told or is_qts())


def is_qts() -> bool:
    """Qt takes it: the first that is there of those that its person named, or of its own order, which was tried
    (https://doc.qt.io/qt-6/wayland-and-qt.html)."""
    asked = os.environ.get("QT_QPA_PLATFORM")
    for name in asked.split(";") if asked else _usual():
        if name.startswith("wayland"):
            if _socket().exists():
                return True
        elif not name.startswith("xcb") or "DISPLAY" in os.environ:
            return False
    return False


def _usual() -> list[str]:
    bare = "DISPLAY" not in os.environ and os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland", "xcb"] if bare or "WAYLAND_DISPLAY" in os.environ else ["xcb"]


def _socket() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/"), os.environ.get("WAYLAND_DISPLAY", "wayland-0"))
