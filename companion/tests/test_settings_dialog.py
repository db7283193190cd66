"""The settings dialog: what a click does."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from kaibo_companion.settings.dialog import SettingsDialog, shorten
from kaibo_companion.settings.model import KEYS, Settings
from kaibo_companion.words import say
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QCheckBox, QKeySequenceEdit, QLabel, QPushButton, QWidget

SERVERS = ["https://live.example.com", "https://other.example.com"]


@pytest.fixture(scope="module")
def parent() -> Iterator[QWidget]:
    application = QApplication.instance() or QApplication(["test", "-platform", "offscreen"])
    made = QWidget()
    yield made
    made.deleteLater()
    assert application


def shown(
    parent: QWidget, hotkeys: bool = True, at_login: bool | None = False
) -> tuple[SettingsDialog, list[Settings]]:
    made = SettingsDialog(
        parent,
        Settings(),
        recordings="/films",
        hotkeys=hotkeys,
        at_login=at_login,
        servers=SERVERS,
        version="0.1.0",
    )
    said: list[Settings] = []
    made.changed.connect(said.append)
    return made, said


def check(dialog: SettingsDialog, word: str) -> QCheckBox | None:
    return next((one for one in dialog.findChildren(QCheckBox) if one.text() == say(word)), None)


def test_switch_changes_its_setting(parent: QWidget) -> None:
    dialog, said = shown(parent)
    for word in ("settings_keys_on", "settings_small_window", "settings_updates_on"):
        box = check(dialog, word)
        assert box
        box.click()
    assert said == [
        replace(Settings(), hotkeys=True),
        replace(Settings(), hotkeys=True, small_window=False),
        replace(Settings(), hotkeys=True, small_window=False, updates=False),
    ]


def test_typed_key_becomes_the_hotkey(parent: QWidget) -> None:
    dialog, said = shown(parent)
    camera = next(one for one in dialog.findChildren(QKeySequenceEdit) if one.accessibleName() == say("key_camera"))
    camera.setKeySequence(QKeySequence("F9"))
    camera.editingFinished.emit()
    assert said == [replace(Settings(), keys={**KEYS, "camera": "F9"})]
    dialog.show_refused_keys({"camera": "taken", "microphone": "unsupported"})
    told = [one.text() for one in dialog.findChildren(QLabel) if one.objectName() == "banner"]
    wanted = [say("settings_keys_taken", key="F9"), say("settings_keys_unsupported", key="Ctrl+Alt+M")]
    assert told == ["\n".join(wanted)]


def test_home_folder_shows_as_tilde(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/li")
    assert shorten("/home/li/Videos/Kaibo") == "~/Videos/Kaibo"
    assert shorten("/home/li") == "~"
    assert shorten("/home/lihua/Videos") == "/home/lihua/Videos"
    assert shorten("/films") == "/films"


def test_forget_button_removes_server(parent: QWidget) -> None:
    dialog, _ = shown(parent)
    forgotten: list[str] = []
    dialog.forget.connect(forgotten.append)
    name = f"{say('settings_place_forget')} {SERVERS[1]}"
    next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name).click()
    assert forgotten == [SERVERS[1]]
    rows = [one for one in dialog.findChildren(QLabel) if one.text() == SERVERS[1]]
    assert rows[0].isVisibleTo(dialog), "until it is so"
    dialog.hide_server(SERVERS[1])
    assert not rows[0].isVisibleTo(dialog)


def test_tick_shows_what_the_system_did(parent: QWidget) -> None:
    dialog, _ = shown(parent)
    wished: list[bool] = []
    dialog.at_login.connect(wished.append)
    box = check(dialog, "settings_at_login")
    assert box
    box.click()
    dialog.show_at_login(False)
    assert (box.isChecked(), wished) == (False, [True])


def test_unsupported_settings_are_not_offered(parent: QWidget) -> None:
    dialog, _ = shown(parent, hotkeys=False, at_login=None)
    assert check(dialog, "settings_at_login") is None
    assert check(dialog, "settings_keys_on") is None
    assert dialog.findChildren(QKeySequenceEdit) == []
    dialog.show_refused_keys({"camera": "unsupported"})  # which is said by that already
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, QLabel) and one.isVisible()] == []
    assert say("settings_keys_none") in [one.text() for one in dialog.findChildren(QLabel)]


def test_help_buttons_emit_their_signals(parent: QWidget) -> None:
    dialog, _ = shown(parent)
    wished: list[str] = []
    dialog.check.connect(lambda: wished.append("check"))
    dialog.report.connect(lambda: wished.append("report"))
    for word in ("update_check", "report_save"):
        next(one for one in dialog.findChildren(QPushButton) if one.text() == say(word)).click()
    assert wished == ["check", "report"]
