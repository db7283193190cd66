"""Hotkeys that work while another window has the focus.

The app asks the system for single keys. It never hears any other key.
"""

import sys
from collections.abc import Mapping

from PySide6.QtCore import QKeyCombination, QObject, Signal
from PySide6.QtGui import QGuiApplication

from kaibo_companion import wayland
from kaibo_companion.hotkeys.key import BAD, TAKEN, UNSUPPORTED, BadKey, Grabs, read

__all__ = ["BAD", "TAKEN", "UNSUPPORTED", "Hotkeys", "supported"]


def supported() -> bool:
    """Return whether this system has hotkeys: Windows and X11.

    Wayland has none: an X11 app there hears keys only while an X11 window has the focus.
    """
    platform = QGuiApplication.platformName()
    return platform == "windows" or (platform == "xcb" and not wayland.is_session())


class Hotkeys(QObject):
    """`pressed` carries the command whose key went down, once per press. Needs a QGuiApplication."""

    pressed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grabs: Grabs | None = None

    def set(self, keys_by_command: Mapping[str, str]) -> dict[str, str]:
        """Replace the hotkeys.

        A key is Qt's portable text ("Ctrl+Alt+M"): with Ctrl, Alt or Meta (the Windows key), or a function key.

        Return the refused commands with the reason. TAKEN: by another program or an earlier command. UNSUPPORTED: by
        this system or keyboard. BAD: the text is no such key.
        """
        refused: dict[str, str] = {}
        keys: dict[str, QKeyCombination] = {}
        for command, text in keys_by_command.items():
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
        """Release every key. `set` may follow."""
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
