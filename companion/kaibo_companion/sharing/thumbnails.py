"""Small pictures of other programs' windows, for the question which one to share: Qt's engine only names them."""

import sys
from collections import defaultdict

from PySide6.QtGui import QGuiApplication, QPixmap


def pictures() -> dict[str, list[QPixmap]]:
    """By the windows' titles, in the order of the system; two windows may have one. Empty where it cannot be known."""
    if QGuiApplication.platformName() == "windows":
        found = _windows()
    elif QGuiApplication.platformName() == "xcb":
        found = _x11()
    else:
        found = []
    made: dict[str, list[QPixmap]] = defaultdict(list)
    screen = QGuiApplication.primaryScreen()
    for title, window in found:
        made[title].append(screen.grabWindow(window))
    return made


def _x11() -> list[tuple[str, int]]:
    """What the window manager lists (_NET_CLIENT_LIST; https://specifications.freedesktop.org/wm-spec)."""
    from Xlib import display, error

    try:
        line = display.Display()
    except (error.DisplayError, OSError):
        return []
    try:
        root = line.screen().root
        listed = root.get_full_property(line.intern_atom("_NET_CLIENT_LIST"), 0)
        found = []
        for window in listed.value if listed else []:
            try:
                client = line.create_resource_object("window", window)
                title = client.get_full_property(line.intern_atom("_NET_WM_NAME"), 0)
                named = title.value.decode(errors="replace") if title else client.get_wm_name()
            except error.XError:  # it was closed meanwhile
                continue
            found.append((str(named or ""), int(window)))
        return found
    finally:
        line.close()


def _windows() -> list[tuple[str, int]]:
    """https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-enumwindows"""
    if sys.platform != "win32":
        return []
    import ctypes

    user32, found = ctypes.windll.user32, list[tuple[str, int]]()

    @ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
    def each(window: int, _: int) -> bool:
        length = user32.GetWindowTextLengthW(window)
        if length and user32.IsWindowVisible(window):
            text = ctypes.create_unicode_buffer(length + 1)
            user32.GetWindowTextW(window, text, length + 1)
            found.append((text.value, window))
        return True

    user32.EnumWindows(each, 0)
    return found
