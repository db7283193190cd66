"""Hotkeys on Windows: RegisterHotKey, on the thread of the event loop
(https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-registerhotkey)."""

import ctypes
import sys
from collections.abc import Callable, Mapping
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QKeyCombination, Qt

from kaibo_companion.hotkeys.key import ALT, CTRL, META, SHIFT, TAKEN, UNSUPPORTED, is_function

assert sys.platform == "win32"

WM_HOTKEY = 0x0312
MOD_NOREPEAT = 0x4000
MASKS = {ALT: 0x1, CTRL: 0x2, SHIFT: 0x4, META: 0x8}
VK_F1 = 0x70
SHIFTED = 0x1  # in the high byte of VkKeyScanW: the character needs Shift
NAMED = {
    Qt.Key.Key_Space: 0x20,
    Qt.Key.Key_Escape: 0x1B,
    Qt.Key.Key_Tab: 0x09,
    Qt.Key.Key_Backspace: 0x08,
    Qt.Key.Key_Return: 0x0D,
    Qt.Key.Key_Insert: 0x2D,
    Qt.Key.Key_Delete: 0x2E,
    Qt.Key.Key_Pause: 0x13,
    Qt.Key.Key_Print: 0x2C,
    Qt.Key.Key_Home: 0x24,
    Qt.Key.Key_End: 0x23,
    Qt.Key.Key_Left: 0x25,
    Qt.Key.Key_Up: 0x26,
    Qt.Key.Key_Right: 0x27,
    Qt.Key.Key_Down: 0x28,
    Qt.Key.Key_PageUp: 0x21,
    Qt.Key.Key_PageDown: 0x22,
    Qt.Key.Key_ScrollLock: 0x91,
    Qt.Key.Key_Menu: 0x5D,
}

user32 = ctypes.windll.user32
user32.RegisterHotKey.argtypes = [wintypes.HWND, ctypes.c_int, wintypes.UINT, wintypes.UINT]
user32.VkKeyScanW.argtypes = [wintypes.WCHAR]
user32.VkKeyScanW.restype = ctypes.c_short


class Windows(QAbstractNativeEventFilter):
    """A hotkey stays at the place where the keyboard layout had it when it was set."""

    def __init__(self, pressed: Callable[[str], None]) -> None:
        super().__init__()
        self._pressed = pressed
        self._commands: dict[int, str] = {}
        if application := QCoreApplication.instance():
            application.installNativeEventFilter(self)

    def set(self, keys: Mapping[str, QKeyCombination]) -> dict[str, str]:
        self._drop()
        refused = {}
        for number, (command, key) in enumerate(keys.items(), 1):
            code, shift = _code(key.key())
            masks = shift | sum(mask for modifier, mask in MASKS.items() if key.keyboardModifiers() & modifier)
            if not code:
                refused[command] = UNSUPPORTED
            elif not user32.RegisterHotKey(None, number, masks | MOD_NOREPEAT, code):
                refused[command] = TAKEN
            else:
                self._commands[number] = command
        return refused

    def close(self) -> None:
        self._drop()
        if application := QCoreApplication.instance():
            application.removeNativeEventFilter(self)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        message_data = wintypes.MSG.from_address(int(message))
        command = self._commands.get(message_data.wParam) if message_data.message == WM_HOTKEY else None
        if command:
            self._pressed(command)
        return command is not None, 0

    def _drop(self) -> None:
        for number in self._commands:
            user32.UnregisterHotKey(None, number)
        self._commands = {}


def _code(key: Qt.Key) -> tuple[int, int]:
    """Return the virtual key, and MOD_SHIFT if the character needs it; 0 when this keyboard does not have the key."""
    if key in NAMED:
        return NAMED[key], 0
    if is_function(key):
        return (VK_F1 + key - Qt.Key.Key_F1, 0) if key <= Qt.Key.Key_F24 else (0, 0)
    if key > 0xFF:
        return 0, 0
    scan = user32.VkKeyScanW(chr(key).lower())
    code, state = scan & 0xFF, scan >> 8
    return (code, MASKS[SHIFT] * state) if scan != -1 and state in (0, SHIFTED) else (0, 0)
