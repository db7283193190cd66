"""Find out whether the desktop is Wayland, which hides the screen and the other windows' keys from an app."""

import os
import sys
from pathlib import Path


def is_session() -> bool:
    """Return whether the desktop is Wayland. An app on XWayland is restricted too: it sees only X11 apps."""
    by_environment = "WAYLAND_DISPLAY" in os.environ or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return sys.platform == "linux" and (by_environment or is_platform())


def is_platform() -> bool:
    """Return whether Qt will use Wayland: the first available platform of QT_QPA_PLATFORM, or of Qt's own order.

    The order was found by trial (https://doc.qt.io/qt-6/wayland-and-qt.html).
    """
    configured = os.environ.get("QT_QPA_PLATFORM")
    for name in configured.split(";") if configured else _default_order():
        if name.startswith("wayland"):
            if _socket().exists():
                return True
        elif not name.startswith("xcb") or "DISPLAY" in os.environ:
            return False
    return False


def _default_order() -> list[str]:
    bare = "DISPLAY" not in os.environ and os.environ.get("XDG_SESSION_TYPE") == "wayland"
    return ["wayland", "xcb"] if bare or "WAYLAND_DISPLAY" in os.environ else ["xcb"]


def _socket() -> Path:
    return Path(os.environ.get("XDG_RUNTIME_DIR", "/"), os.environ.get("WAYLAND_DISPLAY", "wayland-0"))
