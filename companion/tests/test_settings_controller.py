"""A change of the settings that the system refuses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from kaibo_companion import at_login, trust
from kaibo_companion.settings.controller import SettingsController
from kaibo_companion.settings.dialog import SettingsDialog
from kaibo_companion.trust import CompanyPolicy, Trust
from kaibo_companion.window.main_window import MainWindow
from kaibo_companion.words import say
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMessageBox, QPushButton

SERVER = "https://live.example.com"


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    application = QApplication.instance() or QApplication(["test", "-platform", "offscreen"])
    made = MainWindow()
    yield made
    made.leave()
    shiboken6.delete(made)
    assert application


@pytest.fixture
def settings(window: MainWindow, tmp_path: Path) -> Iterator[SettingsDialog]:
    trusted = Trust(tmp_path / "trusted.json", CompanyPolicy())
    trusted.remember(SERVER)
    options = SettingsController(tmp_path, window, trusted)
    options.show()
    yield window.findChildren(SettingsDialog)[0]
    shiboken6.delete(options)


def told(window: MainWindow) -> list[str]:
    return [one.informativeText() for one in window.findChildren(QMessageBox) if one.isVisible()]


def test_server_that_cannot_be_forgotten_stays_listed(
    settings: SettingsDialog, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget = next(one for one in settings.findChildren(QPushButton) if one.text() == say("settings_place_forget"))
    row = next(one for one in settings.findChildren(QLabel) if one.text() == SERVER)
    with monkeypatch.context() as patch:
        patch.setattr(trust, "write_json", full)
        forget.click()
    assert told(window) == [say("forget_failed", server=SERVER, why="[Errno 28] No space left on device")]
    assert row.isVisible()
    forget.click()
    assert not row.isVisible()


def test_refused_start_at_login_has_no_tick(
    settings: SettingsDialog, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = next(one for one in settings.findChildren(QCheckBox) if one.text() == say("settings_at_login"))
    assert not box.isChecked()
    with monkeypatch.context() as patch:
        patch.setattr(at_login, "set", full)
        box.click()
    assert told(window) == [say("at_login_failed", why="[Errno 28] No space left on device")]
    assert not box.isChecked()
    box.click()
    assert box.isChecked()
    assert at_login.enabled()
