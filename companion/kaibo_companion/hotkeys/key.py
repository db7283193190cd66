"""Parse a hotkey, and the interface of each system's hotkeys."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

TAKEN, UNSUPPORTED, BAD = "taken", "unsupported", "bad"

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
META = Qt.KeyboardModifier.MetaModifier
NOT_HOTKEYS = {  # these do nothing by themselves
    Qt.Key.Key_unknown,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_Super_L,
    Qt.Key.Key_Super_R,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}


class BadKey(ValueError):
    """The text is no key, or a key for typing."""


class Grabs(Protocol):
    """The hotkeys of one system. All keys in a mapping differ."""

    def set(self, keys: Mapping[str, QKeyCombination]) -> dict[str, str]:
        """Replace the keys. Return TAKEN or UNSUPPORTED for each command whose key was refused."""

    def close(self) -> None: ...


def read(text: str) -> QKeyCombination:
    """Parse one key in Qt's portable text. Raises BadKey."""
    sequence = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        raise BadKey
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # missing in its stubs
    key, modifiers = combination.key(), combination.keyboardModifiers()
    if key in NOT_HOTKEYS or modifiers & ~(SHIFT | CTRL | ALT | META):
        raise BadKey
    if not modifiers & (CTRL | ALT | META) and not is_function(key):
        raise BadKey
    return combination


def is_function(key: Qt.Key) -> bool:
    return Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
