"""Pictures of other programs' windows, for the picker. Qt's engine only names the windows."""

import sys
from collections import defaultdict

from PySide6.QtGui import QGuiApplication, QPixmap


def take() -> dict[str, list[QPixmap]]:
    """Return pictures by window title, in the system's order: titles may repeat. Empty where the system hides them."""
    if QGuiApplication.platformName() == "windows":
        windows = _windows()
    elif QGuiApplication.platformName() == "xcb":
        windows = _x11()
    else:
        windows = []
    pictures: dict[str, list[QPixmap]] = defaultdict(list)
    screen = QGuiApplication.primaryScreen()
    for title, window in windows:
        pictures[title].append(screen.grabWindow(window))
    return pictures


def _x11() -> list[tuple[str, int]]:
    """Return the window manager's list (_NET_CLIENT_LIST; https://specifications.freedesktop.org/wm-spec)."""
    from Xlib import display, error

    try:
        connection = display.Display()
    except (error.DisplayError, OSError):
        return []
    try:
        root = connection.screen().root
        listing = root.get_full_property(connection.intern_atom("_NET_CLIENT_LIST"), 0)
        windows = []
        for window in listing.value if listing else []:
            try:
                client = connection.create_resource_object("window", window)
                title = client.get_full_property(connection.intern_atom("_NET_WM_NAME"), 0)
                name = title.value.decode(errors="replace") if title else client.get_wm_name()
            except error.XError:  # closed meanwhile
                continue
            windows.append((str(name or ""), int(window)))
        return windows
    finally:
        connection.close()


def _windows() -> list[tuple[str, int]]:
    """Return the visible windows (https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-enumwindows)."""
    if sys.platform != "win32":
        return []
    import ctypes

    user32, windows = ctypes.windll.user32, list[tuple[str, int]]()

    @ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
    def each(window: int, _: int) -> bool:
        length = user32.GetWindowTextLengthW(window)
        if length and user32.IsWindowVisible(window):
            text = ctypes.create_unicode_buffer(length + 1)
            user32.GetWindowTextW(window, text, length + 1)
            windows.append((text.value, window))
        return True

    user32.EnumWindows(each, 0)
    return windows
