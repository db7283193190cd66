"""Keeps the settings: loads and saves them, shows the dialog, and applies what a change needs."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kaibo_companion import __version__, at_login, hotkeys, log
from kaibo_companion.recording.recorder import recordings_folder
from kaibo_companion.settings import model
from kaibo_companion.settings.dialog import SettingsDialog
from kaibo_companion.settings.model import Settings
from kaibo_companion.trust import Trust
from kaibo_companion.window.main_window import MainWindow
from kaibo_companion.words import say


class SettingsController(QObject):
    """`folder` is the app's own.

    Signals: `changed` carries the new Settings. `check` asks to look for a newer version, `report` to save a problem
    report. `closed`: the dialog was closed.
    """

    changed = Signal(object)
    check = Signal()
    report = Signal()
    closed = Signal()

    def __init__(self, folder: Path, window: MainWindow, trust: Trust) -> None:
        super().__init__()
        self._file = folder / "settings.json"
        self._window = window
        self._trust = trust
        self.now = model.load(self._file)
        self._dialog: SettingsDialog | None = None
        self._refused_keys: dict[str, str] = {}

    def show(self) -> None:
        """Open the dialog, or bring it to the front."""
        if self._dialog:
            return self._dialog.activateWindow()
        self._dialog = dialog = SettingsDialog(
            self._window,
            self.now,
            recordings=str(recordings_folder(self.now.recordings)),
            hotkeys=hotkeys.supported(),
            at_login=at_login.enabled() if at_login.supported() else None,
            servers=self._trust.by_person(),
            version=__version__,
        )
        dialog.changed.connect(self._change)
        dialog.at_login.connect(lambda on: self._start_at_login(dialog, on))
        dialog.forget.connect(lambda server: self._forget(dialog, server))
        dialog.check.connect(self.check)
        dialog.report.connect(self.report)
        dialog.finished.connect(self._close)
        dialog.show_refused_keys(self._refused_keys)
        return dialog.open()

    def note_refused_keys(self, reasons: dict[str, str]) -> None:
        """Remember the hotkeys that the system refused, by command with the reason. The dialog shows them."""
        self._refused_keys = reasons
        if self._dialog:
            self._dialog.show_refused_keys(reasons)

    def _close(self) -> None:
        self._dialog = None
        self.closed.emit()

    def _change(self, settings: Settings) -> None:
        self.now = settings
        log.warn_on_disk_error("settings", lambda: model.save(self._file, settings))
        self.changed.emit(settings)

    def _start_at_login(self, dialog: SettingsDialog, on: bool) -> None:
        try:
            at_login.set(on)
        except OSError as error:
            dialog.show_at_login(at_login.enabled())
            self._window.tell(say("at_login_failed", why=str(error)))

    def _forget(self, dialog: SettingsDialog, server: str) -> None:
        try:
            self._trust.forget(server)
        except OSError as error:
            self._window.tell(say("forget_failed", server=server, why=str(error)))
        else:
            dialog.hide_server(server)
