"""The settings put to use: what a change on them does, and what they are when the app starts."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog

from kaibo_companion import __version__, at_login, hotkeys, report, settings as kept
from kaibo_companion.preferences import Preferences
from kaibo_companion.recorder import usual
from kaibo_companion.settings import Settings
from kaibo_companion.trust import Trust
from kaibo_companion.window import Window
from kaibo_companion.words import say


class Options(QObject):
    """`changed` brings new Settings; `check` the wish to hear of a newer version; `closed` says that they are no longer
    before the person. `folder` is the app's own."""

    changed = Signal(object)
    check = Signal()
    closed = Signal()

    def __init__(self, folder: Path, window: Window, trust: Trust) -> None:
        super().__init__()
        self._folder = folder
        self._window = window
        self._trust = trust
        self.now = kept.load(folder / "settings.json")
        self._saving = False
        self._shown: Preferences | None = None
        self._problems: dict[str, str] = {}

    def show(self) -> None:
        if self._shown:
            return self._shown.activateWindow()
        self._shown = shown = Preferences(
            self._window,
            self.now,
            recordings=str(usual(self.now.recordings)),
            hotkeys=hotkeys.supported(),
            at_login=at_login.enabled() if at_login.supported() else None,
            servers=self._trust.said(),
            version=__version__,
        )
        shown.changed.connect(self._change)
        shown.at_login.connect(lambda on: self._start_at_login(shown, on))
        shown.forget.connect(lambda server: self._forget(shown, server))
        shown.check.connect(self.check)
        shown.report.connect(self.save_report)
        shown.finished.connect(self._close)
        shown.tell_keys(self._problems)
        return shown.open()

    def _close(self) -> None:
        self._shown = None
        self.closed.emit()

    def refuse(self, problems: dict[str, str]) -> None:
        """The hotkeys that the system did not give, and why: for whoever looks at the settings, now or later."""
        self._problems = problems
        if self._shown:
            self._shown.tell_keys(problems)

    def _change(self, settings: Settings) -> None:
        self.now = settings
        report.if_the_disk_lets("settings", lambda: kept.save(self._folder / "settings.json", settings))
        self.changed.emit(settings)

    def _start_at_login(self, shown: Preferences, on: bool) -> None:
        try:
            at_login.set(on)
        except OSError as error:
            shown.tick_at_login(at_login.enabled())
            self._window.tell(say("at_login_failed", why=str(error)))

    def _forget(self, shown: Preferences, server: str) -> None:
        try:
            self._trust.forget(server)
        except OSError as error:
            self._window.tell(say("forget_failed", server=server, why=str(error)))
        else:
            shown.drop_place(server)

    def save_report(self) -> None:
        if self._saving:
            return
        self._saving = True
        try:
            self._save_report()
        finally:
            self._saving = False

    def _save_report(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _ = QFileDialog.getSaveFileName(
            self._window, say("report_save"), f"{folder}/kaibo-report.zip", "ZIP (*.zip)"
        )
        if not name:
            return
        try:
            report.save(self._folder, Path(name))
        except OSError:
            self._window.tell(say("report_failed"))
        else:
            self._window.tell(say("report_saved", file=name))
