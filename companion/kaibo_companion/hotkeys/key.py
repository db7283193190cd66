"""A hotkey as it is written, and what a system must do with it."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

TAKEN, UNSUPPORTED, BAD = "taken", "unsupported", "bad"

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
META = Qt.KeyboardModifier.MetaModifier
LONE = {  # these are no keys to be pressed with others
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
    """The text is no key, or one that people type with."""


class Grabs(Protocol):
    """One system's way. Each key is another one."""

    def set(self, keys: Mapping[str, QKeyCombination]) -> dict[str, str]:
        """The keys of these commands, in place of those before; TAKEN or UNSUPPORTED for each that it did not get."""

    def close(self) -> None: ...


def read(text: str) -> QKeyCombination:
    """One key in Qt's portable text. Raises BadKey."""
    sequence = QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        raise BadKey
    found: QKeyCombination = sequence[0]  # type: ignore[index]  # which its stubs forget
    key, modifiers = found.key(), found.keyboardModifiers()
    if key in LONE or modifiers & ~(SHIFT | CTRL | ALT | META):
        raise BadKey
    if not modifiers & (CTRL | ALT | META) and not is_function(key):
        raise BadKey
    return found


def is_function(key: Qt.Key) -> bool:
    return Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
