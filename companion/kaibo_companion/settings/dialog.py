"""The settings dialog. Every change takes effect at once."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kaibo_companion.settings.model import COMMANDS, Settings
from kaibo_companion.window.style import label
from kaibo_companion.words import say

SIZE = (620, 680)  # px


class SettingsDialog(QDialog):
    """The dialog hides what this system does not offer, or says so.

    Signals: `changed` carries new Settings, `at_login` whether to start at login, `forget` a server's origin. `check`
    asks to look for a newer version, `report` to save a problem report.
    """

    changed = Signal(object)
    at_login = Signal(bool)
    forget = Signal(str)
    check = Signal()
    report = Signal()

    def __init__(
        self,
        parent: QWidget,
        settings: Settings,
        *,
        recordings: str,
        hotkeys: bool,
        at_login: bool | None,
        servers: Sequence[str],
        version: str,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("settings"))
        self.resize(*SIZE)
        self._settings = settings
        self._at_login: QCheckBox | None = None
        self._rows: dict[str, QWidget] = {}
        inside = QWidget()
        inside.setObjectName("settings")
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(8)
        self._problems = label("", "banner")
        self._hotkeys(hotkeys)
        self._section("settings_window")
        self._check("settings_small_window", settings.small_window, lambda on: self._set(small_window=on))
        self._recordings(recordings)
        if at_login is not None:
            self._section("settings_start")
            self._at_login = self._check("settings_at_login", at_login, self.at_login.emit)
        self._section("settings_updates")
        self._check("settings_updates_on", settings.updates, lambda on: self._set(updates=on))
        self._button("settings_version", "update_check", self.check, version=version)
        self._list_servers(servers)
        self._show_help()
        self._column.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        done = QPushButton(say("close_settings"), default=True)
        done.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.addWidget(scroll)
        column.addLayout(foot)

    def show_refused_keys(self, reasons: Mapping[str, str]) -> None:
        """Say which hotkeys the system refused. The reasons are "taken", "bad" and "unsupported"."""
        texts = [say(f"settings_keys_{why}", key=_native(self._settings.keys[name])) for name, why in reasons.items()]
        self._problems.setText("\n".join(texts))
        self._problems.setVisible(bool(texts) and self._problems.parent() is not None)

    def show_at_login(self, on: bool) -> None:
        """Set the tick without a signal: the system refused the change."""
        if self._at_login:
            self._at_login.blockSignals(True)
            self._at_login.setChecked(on)
            self._at_login.blockSignals(False)

    def hide_server(self, server: str) -> None:
        """Remove a forgotten server from the list."""
        self._rows[server].hide()

    def _set(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]
        self.changed.emit(self._settings)

    def _hotkeys(self, supported: bool) -> None:
        self._section("settings_keys")
        if not supported:
            self._column.addWidget(label(say("settings_keys_none"), "soft"))
            return
        self._check("settings_keys_on", self._settings.hotkeys, lambda on: self._set(hotkeys=on))
        grid = QGridLayout()
        for row, name in enumerate(COMMANDS):
            field = QKeySequenceEdit(QKeySequence(self._settings.keys[name]), maximumSequenceLength=1)
            field.setClearButtonEnabled(True)
            field.setAccessibleName(say(f"key_{name}"))
            field.editingFinished.connect(partial(self._key, name, field))
            grid.addWidget(label(say(f"key_{name}")), row, 0)
            grid.addWidget(field, row, 1)
        self._column.addLayout(grid)
        self._problems.hide()
        self._column.addWidget(self._problems)

    def _key(self, name: str, field: QKeySequenceEdit) -> None:
        text = field.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        if text != self._settings.keys[name]:
            self._set(keys={**self._settings.keys, name: text})

    def _recordings(self, folder: str) -> None:
        self._section("settings_recordings")
        path = label(shorten(folder), "soft")
        choose = QPushButton(say("settings_choose"))

        def ask() -> None:
            nonlocal folder
            if chosen := QFileDialog.getExistingDirectory(self, say("settings_recordings"), folder):
                folder = chosen
                path.setText(shorten(chosen))
                self._set(recordings=chosen)

        choose.clicked.connect(ask)
        row = QHBoxLayout()
        row.addWidget(path, 1)
        row.addWidget(choose)
        self._column.addLayout(row)

    def _list_servers(self, servers: Sequence[str]) -> None:
        self._section("settings_places")
        if not servers:
            self._column.addWidget(label(say("settings_places_none"), "soft"))
        for server in servers:
            forget = QPushButton(say("settings_place_forget"))
            forget.setAccessibleName(f"{say('settings_place_forget')} {server}")
            row = QWidget()
            across = QHBoxLayout(row)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(label(server), 1)
            across.addWidget(forget)
            forget.clicked.connect(partial(self.forget.emit, server))
            self._rows[server] = row
            self._column.addWidget(row)

    def _show_help(self) -> None:
        self._section("settings_help")
        self._button("report_what", "report_save", self.report)

    def _button(self, word: str, button: str, pressed: SignalInstance, **values: str) -> None:
        """Add a text with a button beside it."""
        widget = QPushButton(say(button))
        widget.setAutoDefault(False)
        widget.clicked.connect(lambda: pressed.emit())
        row = QHBoxLayout()
        row.addWidget(label(say(word, **values), "soft"), 1)
        row.addWidget(widget)
        self._column.addLayout(row)

    def _section(self, word: str) -> None:
        self._column.addSpacing(12)
        self._column.addWidget(label(say(word), "section"))

    def _check(self, word: str, on: bool, then: object) -> QCheckBox:
        box = QCheckBox(say(word))
        box.setChecked(on)
        box.toggled.connect(then)
        self._column.addWidget(box)
        return box


def _native(key: str) -> str:
    """Write a hotkey as this system does."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def shorten(folder: str) -> str:
    """Write `~` for the home folder."""
    home = str(Path.home())
    return f"~{folder.removeprefix(home)}" if f"{folder}{os.sep}".startswith(f"{home}{os.sep}") else folder
