"""Hotkeys on a real display, while another program has the focus."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from e2e.program import Program

EAR = """
import json, sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication
from kaibo_companion import hotkeys

def say(value): print(json.dumps(value), flush=True)

application = QGuiApplication(["ear"])
keys = hotkeys.Hotkeys()
keys.pressed.connect(say)

def told():
    line = sys.stdin.readline()
    if not line:
        keys.close()
        return application.quit()
    wanted = json.loads(line)
    if wanted == "close":
        keys.close()
        say("closed")
    else:
        say(keys.set(wanted))

notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(told)
say(hotkeys.supported())
application.exec()
"""

OTHER = """
import json
from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QWidget

def say(value): print(json.dumps(value), flush=True)

class Window(QWidget):
    def focusInEvent(self, event): say("focus")
    def keyPressEvent(self, event):
        if event.key() < Qt.Key.Key_Shift or event.key() > Qt.Key.Key_ScrollLock:
            say(event.text() or event.key())

application = QApplication(["other"])
window = Window()
window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
window.setFocus()
window.show()
window.activateWindow()
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(application.quit)
application.exec()
"""


def tool(env: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(arguments, env=env, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def running(text: str, env: Mapping[str, str], first: Any) -> Iterator[Program]:
    program = Program(text, env)
    try:
        assert program.hear() == first
        yield program
    finally:
        code = program.end()
    assert code == 0


@pytest.fixture
def ear(desktop: dict[str, str]) -> Iterator[Program]:
    with running(EAR, desktop, True) as program:
        yield program


@pytest.fixture
def other(desktop: dict[str, str], ear: Program) -> Iterator[Program]:
    """Start a window that keeps the focus."""
    with running(OTHER, desktop, "focus") as program:
        yield program


def press(env: Mapping[str, str], *keys: str) -> None:
    for key in keys:
        tool(env, "xdotool", "key", key)


def test_hotkey_is_heard_and_other_keys_are_not(desktop: dict[str, str], ear: Program, other: Program) -> None:
    assert ear.ask({"microphone": "Ctrl+Alt+M", "camera": "Meta+F7", "go-live": "F9"}) == {}
    press(desktop, "x", "ctrl+alt+n", "F8", "alt+m", "ctrl+alt+shift+m", "ctrl+alt+m", "y", "super+F7", "F9", "z")
    assert [ear.hear() for _ in range(3)] == ["microphone", "camera", "go-live"]
    heard: list[object] = []
    while not heard or heard[-1] != "z":
        heard.append(other.hear())
    assert heard[0] == "x"
    assert "y" in heard
    assert len(heard) == 7  # all that is no hotkey came to the window that has the focus


def test_replaced_hotkey_is_free_again(desktop: dict[str, str], ear: Program, other: Program) -> None:
    assert ear.ask({"microphone": "Ctrl+Alt+M"}) == {}
    assert ear.ask({"camera": "Ctrl+Alt+V"}) == {}
    press(desktop, "ctrl+alt+m", "ctrl+alt+v")
    assert ear.hear() == "camera"
    assert ear.ask("close") == "closed"
    press(desktop, "ctrl+alt+v")
    assert ear.ask({"next-scene": "Ctrl+Alt+V"}) == {}
    press(desktop, "ctrl+alt+v")
    assert ear.hear() == "next-scene"


@pytest.mark.parametrize("locks", [["Num_Lock"], ["Caps_Lock"], ["Num_Lock", "Caps_Lock"]])
def test_lock_keys_do_not_disturb_hotkeys(
    desktop: dict[str, str], ear: Program, other: Program, locks: list[str]
) -> None:
    assert ear.ask({"microphone": "Ctrl+Alt+M"}) == {}
    press(desktop, *locks)
    try:
        press(desktop, "ctrl+alt+m")
        assert ear.hear() == "microphone"
    finally:
        press(desktop, *locks)


def test_held_key_counts_once(desktop: dict[str, str], ear: Program, other: Program) -> None:
    assert ear.ask({"microphone": "Ctrl+Alt+M", "camera": "Ctrl+Alt+V"}) == {}
    tool(desktop, "xset", "r", "rate", "50", "50")
    tool(desktop, "xdotool", "keydown", "ctrl", "keydown", "alt", "keydown", "m", "sleep", "0.3")  # a dozen repeats
    tool(desktop, "xdotool", "keyup", "m", "keyup", "alt", "keyup", "ctrl")
    press(desktop, "ctrl+alt+v", "ctrl+alt+m", "ctrl+alt+m")
    assert [ear.hear() for _ in range(4)] == ["microphone", "camera", "microphone", "microphone"]


def test_hotkey_of_other_program_is_refused_as_taken(desktop: dict[str, str], ear: Program, other: Program) -> None:
    assert ear.ask({"microphone": "Ctrl+Alt+M"}) == {}
    with running(EAR, desktop, True) as late:
        assert late.ask({"microphone": "Ctrl+Alt+M", "camera": "Ctrl+Alt+V"}) == {"microphone": "taken"}
        press(desktop, "ctrl+alt+m", "ctrl+alt+v")
        assert ear.hear() == "microphone"
        assert late.hear() == "camera"
        assert ear.ask({}) == {}
        assert late.ask({"microphone": "Ctrl+Alt+M"}) == {}


def test_changed_layout_moves_the_hotkey(desktop: dict[str, str], ear: Program, other: Program) -> None:
    assert ear.ask({"camera": "Ctrl+Alt+Z", "next-scene": "Ctrl+Alt+Y", "microphone": "F9"}) == {}
    try:
        tool(desktop, "setxkbmap", "de")  # where Y and Z have changed places
        press(desktop, "F9")
        assert ear.hear() == "microphone"
        press(desktop, "ctrl+alt+z", "ctrl+alt+y")
        assert [ear.hear(), ear.hear()] == ["camera", "next-scene"]
    finally:
        tool(desktop, "setxkbmap", "us")


def test_shifted_character_works_as_hotkey(desktop: dict[str, str], ear: Program, other: Program) -> None:
    assert ear.ask({"next-scene": "Ctrl+!", "camera": "Ctrl+Alt+Space", "go-live": "Ctrl+Shift+PgDown"}) == {}
    press(desktop, "ctrl+shift+1", "ctrl+alt+space", "ctrl+shift+Next")
    assert [ear.hear() for _ in range(3)] == ["next-scene", "camera", "go-live"]


def test_bad_hotkey_is_refused_with_its_reason(ear: Program) -> None:
    bad = ["", "M", "Shift+M", "Ctrl+K, Ctrl+C", "Ctrl+Alt", "Space", "none such", "Ctrl+Alt+Num+1"]
    wanted = {f"bad {text}": text for text in bad}
    good = {"one": "Ctrl+Alt+1", "two": "Alt+Ctrl+1", "cyrillic": "Ctrl+Ж", "far": "Ctrl+F35"}
    refused = dict.fromkeys(wanted, "bad") | {"two": "taken", "cyrillic": "unsupported", "far": "unsupported"}
    assert ear.ask(wanted | good) == refused


@pytest.mark.parametrize(
    "other_system", [{"XDG_SESSION_TYPE": "wayland"}, {"QT_QPA_PLATFORM": "offscreen"}], ids=["wayland", "no X11"]
)
def test_unsupported_system_refuses_hotkeys(desktop: dict[str, str], other_system: dict[str, str]) -> None:
    with running(EAR, desktop | other_system, False) as ear:
        assert ear.ask({"microphone": "Ctrl+Alt+M", "camera": "M"}) == {"microphone": "unsupported", "camera": "bad"}
