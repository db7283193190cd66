"""The app: it connects its parts, and decides which page is shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from kaibo_companion import at_login, executable
from kaibo_companion.bridge import Bridge
from kaibo_companion.desktop import tray
from kaibo_companion.desktop.ending import Ending
from kaibo_companion.desktop.tools import DesktopTools
from kaibo_companion.launch.arrival import Arrival
from kaibo_companion.launch.current_show import CurrentShow
from kaibo_companion.launch.in_browser import continue_in_browser
from kaibo_companion.launch.server_time import ServerTime
from kaibo_companion.problem_report import ProblemReport
from kaibo_companion.recent import TRIES, Recent, Visit
from kaibo_companion.settings.controller import SettingsController
from kaibo_companion.sharing.requests import ScreenRequests
from kaibo_companion.trust import Trust, company_policy
from kaibo_companion.update.check import Updates
from kaibo_companion.update.offer import UpdateOffer
from kaibo_companion.window import style
from kaibo_companion.window.leave_question import LeaveQuestion
from kaibo_companion.window.main_window import MainWindow, do_nothing
from kaibo_companion.window.studio_page import StudioPage, create_profile
from kaibo_companion.words import CHINESE, say

TRAY_MS = 10_000  # for a desktop's panel to start after a login
LOAD_MS = 3000  # after the start, when the person no longer waits


class App(QObject):
    """`folder` holds the app's data."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._executable = executable.identity()
        self._recent = Recent(folder / "recent.json")
        self._profile = create_profile(str(folder), "zh-CN,zh,en" if CHINESE else "en,zh-CN")
        self._current = CurrentShow(self._profile, self._recent)
        self._trust = Trust(folder / "trusted.json", company_policy())
        self._window = MainWindow()
        self._settings = SettingsController(folder, self._window, self._trust)
        self._report = ProblemReport(folder, self._window)
        self._sharing = ScreenRequests(self._window, self._continue_in_browser)
        self._arrival = Arrival(self, self._window, self._trust, self._recent, self._profile.httpUserAgent())
        self._server_time = ServerTime(self._profile.httpUserAgent())
        self._tools = DesktopTools(self._settings.now, self._server_time.now)
        self._leave_question = LeaveQuestion(
            self._window, lambda: self._tools.recorder.runs, lambda: self._current.page
        )
        self._ending = Ending(self._window, self._tools.recorder, self._end_show, self._go_home)
        self._update = UpdateOffer(Updates(folder), self._window, lambda: self._current.page is not None, self._quit)
        self._current.opened.connect(self._show_page)
        self._current.lost.connect(self._lose)
        self._connect_window()
        self._connect_tools()
        _application().focusWindowChanged.connect(self._note_focus)
        _application().setWindowIcon(tray.icon(air=False))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(_apply_style)
        _apply_style(hints.colorScheme())

    @property
    def restart_text(self) -> str | None:
        """Return the argument for a restart after the end, or None."""
        return self._ending.restart_text

    def _connect_window(self) -> None:
        self._window.closing.connect(self._close)
        self._window.home_chosen.connect(self._leave)
        self._window.settings_chosen.connect(self._settings.show)
        self._window.report_chosen.connect(self._report.save)
        self._window.home.pasted.connect(self._arrival.paste)
        self._window.home.chosen.connect(self._arrival.go_back)
        self._window.home.settings_clicked.connect(self._settings.show)
        self._settings.check.connect(self._check_for_update)
        self._settings.report.connect(self._report.save)
        self._settings.closed.connect(self._fill_home)

    def _connect_tools(self) -> None:
        self._tools.open_window.connect(self._window.come_up)
        self._tools.quit.connect(lambda: self._ask_to_leave("close", self._quit))
        for chosen, action in (
            (self._tools.tray.home, self._leave),
            (self._tools.tray.settings, self._settings.show),
            (self._tools.tray.report, self._report.save),
        ):
            chosen.connect(self._window.come_up)
            chosen.connect(action)
        self._window.unseen.connect(self._tools.tray.tell)
        self._tools.keys_refused.connect(self._settings.note_refused_keys)
        self._settings.changed.connect(self._tools.apply)
        self._tools.apply(self._settings.now)

    def start(self, text: str, hidden: bool = False) -> None:
        """Start with a link, or with "": go back into the show that the app crashed in, else show home.

        `hidden`: start at login into the tray, without a window. When no tray comes, show the window.
        """
        self._fill_home()
        QTimer.singleShot(LOAD_MS, self, executable.load_late_modules)
        if hidden:
            QTimer.singleShot(TRAY_MS, self, lambda: None if tray.available() else self.receive(""))
            return
        crashed_in = self._recent.left_inside()
        if not text and crashed_in and self._trust.knows(crashed_in.server):
            self._restore(crashed_in)
        self.receive(text)

    def receive(self, text: str) -> None:
        """Handle the argument of a start: a `kaibo:` link, or ""."""
        if not self._current.page and executable.is_replaced(self._executable):
            return self._ending.restart(text)
        self._ending.cancel()
        self._window.come_up()
        if text:
            self._arrival.follow(text)

    def stop(self) -> None:
        """Release everything."""
        self._update.stop()
        self._sharing.drop()
        self._tools.close()
        self._current.delete()

    def open(self, visit: Visit, tries: int = 0) -> None:
        """Show a session's page in place of the current one. `tries`: how many starts in a row have tried it."""
        self._window.home.tell("")
        self._window.home.clear()
        self._current.open(visit, tries)
        if self._settings.now.updates:
            self._update.check(visit.server)

    def is_open(self, visit: Visit) -> bool:
        """Return whether this session's page is the current one."""
        return self._current.is_open(visit)

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing) -> None:
        """Call `then`. On air ask the person first; after a no call `otherwise`."""
        self._ask_to_leave("switch", then, otherwise)

    def refuse(self, text: str) -> None:
        """Say why a link opens nothing: on the home screen, or in a dialog over a studio."""
        if self._current.page:
            self._window.home.tell("")
            self._window.tell(text)
        else:
            self._window.home.tell(text)

    def _note_focus(self) -> None:
        self._tools.set_in_front(self._window.is_in_front())

    def _restore(self, visit: Visit) -> None:
        """Go back into the show that the app crashed in. After TRIES starts stop: its page may be the cause."""
        if visit.tries < TRIES:
            return self.open(visit, visit.tries + 1)
        self._current.forget()
        return self._window.home.tell(say("restore_stopped", name=visit.name))

    def _show_page(self, page: StudioPage, bridge: Bridge) -> None:
        self._tools.attach(bridge)
        self._sharing.attach(page)
        page.renderProcessTerminated.connect(self._tools.reset)
        self._window.show_studio(page)
        self._server_time.follow(page.server)

    def _lose(self, page: StudioPage, word: str) -> None:
        """Show home: the page did not load."""
        self._show_home()
        self._window.home.tell(say(word, server=page.server))

    def _leave(self) -> None:
        """Leave the show for home."""
        if self._current.page:
            self._ask_to_leave("leave", self._go_home)

    def _go_home(self) -> None:
        self._current.leave()
        self._show_home()

    def _show_home(self) -> None:
        self._sharing.drop()
        self._tools.detach()
        self._fill_home()
        self._window.show_home()
        self._current.close()

    def _fill_home(self) -> None:
        self._window.home.show_visits(self._recent.all())
        self._window.home.show_servers(self._trust.all())

    def _close(self) -> None:
        """End the app; or only hide the window, when the app starts at login."""

        def hide() -> None:
            self._go_home()
            self._window.hide()

        stays = tray.available() and at_login.supported() and at_login.enabled()
        self._ask_to_leave("close", hide if stays else self._quit)

    def _quit(self) -> None:
        self._ending.begin()

    def _end_show(self) -> None:
        """End the recording, and note that the person left the show."""
        self._current.leave()
        self._tools.detach()

    def _ask_to_leave(
        self, question: str, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing
    ) -> None:
        self._leave_question.ask(question, self._current.name, then, otherwise)

    def _continue_in_browser(self) -> None:
        if self._current.visit:
            continue_in_browser(self._current.visit, self._profile.httpUserAgent(), self._window)

    def _check_for_update(self) -> None:
        """Ask the server of the newest recent show for a newer version."""
        servers = [visit.server for visit in self._recent.all() if self._trust.knows(visit.server)]
        if servers:
            self._update.check(servers[0], by_hand=True)
        else:
            self._window.tell(say("update_nowhere"))


def _apply_style(scheme: Qt.ColorScheme) -> None:
    _application().setStyleSheet(style.style(scheme == Qt.ColorScheme.Dark))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
