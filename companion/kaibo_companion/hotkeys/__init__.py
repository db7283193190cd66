"""Keys that work while another window has the focus.

Only the wanted keys are asked of the system, one by one; no other key is ever heard.
"""

import sys
from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, QObject, Signal
from PySide6.QtGui import QGuiApplication

from kaibo_companion import wayland
from kaibo_companion.hotkeys.key import BAD, TAKEN, UNSUPPORTED, BadKey, Grabs, read

__all__ = ["BAD", "TAKEN", "UNSUPPORTED", "Hotkeys", "supported"]


def supported() -> bool:
    """Windows and X11. Under Wayland an X11 app hears keys only while an X11 window has the focus: that is no."""
    platform = QGuiApplication.platformName()
    return platform == "windows" or (platform == "xcb" and not wayland.is_session())


class Hotkeys(QObject):
    """`pressed` says the command whose key went down, once however long it is held. Wants a QGuiApplication."""

    pressed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grabs: Grabs | None = None

    def set(self, wanted: Mapping[str, str]) -> dict[str, str]:
        """Commands by their keys, in place of those before. A key is Qt's portable text ("Ctrl+Alt+M"): one with Ctrl,
        Alt or Meta (the Windows key), or a function key.

        Returns the commands that could not be had: TAKEN by another program or by a command before it, UNSUPPORTED by
        this system or keyboard, BAD for what is no such key.
        """
        refused: dict[str, str] = {}
        keys: dict[str, QKeyCombination] = {}
        for command, text in wanted.items():
            try:
                key = read(text)
            except BadKey:
                refused[command] = BAD
                continue
            if key in keys.values():
                refused[command] = TAKEN
            else:
                keys[command] = key
        if keys and not self._grabs:
            self._grabs = _connect(self)
        if self._grabs:
            return refused | self._grabs.set(keys)
        return refused | dict.fromkeys(keys, UNSUPPORTED)

    def close(self) -> None:
        """Gives every key back. It may be set again."""
        grabs, self._grabs = self._grabs, None
        if grabs:
            grabs.close()


def _connect(hotkeys: Hotkeys) -> Grabs | None:
    if not supported():
        return None
    if sys.platform == "win32":
        from kaibo_companion.hotkeys.windows import Windows

        return Windows(hotkeys.pressed.emit)
    from kaibo_companion.hotkeys.x11 import connect

    return connect(hotkeys.pressed.emit)
