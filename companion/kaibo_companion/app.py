"""The app: it connects its parts, and decides which page is shown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkCookie
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication

from kaibo_companion import at_login, executable, log
from kaibo_companion.bridge import Bridge, PageState
from kaibo_companion.desktop import tray
from kaibo_companion.desktop.tools import DesktopTools
from kaibo_companion.launch.arrival import Arrival
from kaibo_companion.launch.in_browser import continue_in_browser
from kaibo_companion.problem_report import ProblemReport
from kaibo_companion.recent import TRIES, Recent, Visit
from kaibo_companion.settings.controller import SettingsController
from kaibo_companion.sharing.requests import ScreenRequests
from kaibo_companion.trust import Trust, company_policy
from kaibo_companion.update.check import Updates
from kaibo_companion.update.offer import UpdateOffer
from kaibo_companion.window import style
from kaibo_companion.window.leave_question import LeaveQuestion
from kaibo_companion.window.main_window import MainWindow, do_nothing, show_folder
from kaibo_companion.window.studio_page import StudioPage, create_profile
from kaibo_companion.words import CHINESE, say

TRAY_MS = 10_000  # for a desktop's panel to start after a login
LOAD_MS = 3000  # after the start, when the person no longer waits
SETTLED_MS = 10_000  # in a page; after this it is not the page that crashes the app
RELOAD_MS = 1000  # after the page's process died


class App(QObject):
    """`folder` holds the app's data. `restart_text` is the argument for a restart after the end, or None."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.restart_text: str | None = None
        self._executable = executable.identity()
        self._recent = Recent(folder / "recent.json")
        self._profile = create_profile(str(folder), "zh-CN,zh,en" if CHINESE else "en,zh-CN")
        self._page: StudioPage | None = None
        self._visit: Visit | None = None
        self._ending = False  # the app waits until the recording is on the disk
        self._trust = Trust(folder / "trusted.json", company_policy())
        self._window = MainWindow()
        self._settings = SettingsController(folder, self._window, self._trust)
        self._report = ProblemReport(folder, self._window)
        self._sharing = ScreenRequests(self._window, self._continue_in_browser)
        self._arrival = Arrival(self, self._window, self._trust, self._recent, self._profile.httpUserAgent())
        self._tools = DesktopTools(self._settings.now)
        self._leave_question = LeaveQuestion(self._window, lambda: self._tools.recorder.runs, lambda: self._page)
        self._update = UpdateOffer(Updates(folder), self._window, lambda: self._page is not None, self._quit)
        self._connect_window()
        self._connect_tools()
        _application().focusWindowChanged.connect(self._note_focus)
        _application().setWindowIcon(tray.icon(air=False))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(_apply_style)
        _apply_style(hints.colorScheme())

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
        self._tools.recorder.saved.connect(self._recording_saved)
        self._tools.recorder.stopped.connect(self._recording_stopped)
        self._tools.recorder.idle.connect(self._end)
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
        if not self._page and executable.is_replaced(self._executable):
            self.restart_text = text
            return self._quit()
        self._cancel_end()
        self._window.come_up()
        if text:
            self._arrival.follow(text)

    def stop(self) -> None:
        """Release everything. The page goes before its profile, as Qt demands."""
        self._update.stop()
        self._sharing.drop()
        self._tools.close()
        if self._page:
            shiboken6.delete(self._page)

    def open(self, visit: Visit, tries: int = 0) -> None:
        """Show a session's page in place of the current one. `tries`: how many starts in a row have tried it."""
        self._save(lambda: self._recent.enter(visit, tries))
        self._visit = visit
        self._window.home.tell("")
        self._window.home.clear()
        old, self._page = self._page, StudioPage(self._profile, visit.server)
        page = self._page
        bridge = Bridge(page)
        bridge.reported.connect(lambda state: self._rebind(visit, state))
        self._tools.attach(bridge)
        for cookie in QNetworkCookie.parseCookies(visit.session.cookie.encode()):
            self._profile.cookieStore().setCookie(cookie, QUrl(visit.server))
        self._sharing.attach(page)
        page.loaded.connect(lambda: QTimer.singleShot(SETTLED_MS, page, lambda: self._save(self._recent.settle)))
        page.lost.connect(lambda word: self._lose(page, word))
        page.renderProcessTerminated.connect(self._tools.reset)
        page.renderProcessTerminated.connect(lambda *_: QTimer.singleShot(RELOAD_MS, page, self._reload))
        self._window.show_studio(page)
        page.load(QUrl(visit.server + visit.path))
        if self._settings.now.updates:
            self._update.check(visit.server)
        if old:
            old.deleteLater()

    def is_open(self, visit: Visit) -> bool:
        """Return whether this session's page is the current one."""
        return self._visit is not None and visit.path == self._visit.path

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing) -> None:
        """Call `then`. On air ask the person first; after a no call `otherwise`."""
        self._ask_to_leave("switch", then, otherwise)

    def refuse(self, text: str) -> None:
        """Say why a link opens nothing: on the home screen, or in a dialog over a studio."""
        if self._page:
            self._window.home.tell("")
            self._window.tell(text)
        else:
            self._window.home.tell(text)

    def _rebind(self, visit: Visit, state: PageState) -> None:
        """Note the session's new link. The app then finds the session by this link and makes no second one.

        A page that lies gains nothing: the server accepts only a ticket of the session's own link.
        """
        if state.link and self._visit and self._visit.path == visit.path and state.link != self._visit.link:
            self._visit = replace(self._visit, link=state.link)
            self._save(lambda: self._recent.rebind(visit, state.link))

    def _note_focus(self) -> None:
        self._tools.set_in_front(self._window.is_in_front())

    def _reload(self) -> None:
        if self._page:
            self._page.triggerAction(QWebEnginePage.WebAction.Reload)

    def _restore(self, visit: Visit) -> None:
        """Go back into the show that the app crashed in. After TRIES starts stop: its page may be the cause."""
        if visit.tries < TRIES:
            return self.open(visit, visit.tries + 1)
        self._save(self._recent.leave)
        return self._window.home.tell(say("restore_stopped", name=visit.name))

    def _lose(self, page: StudioPage, word: str) -> None:
        """Show home: the page did not load. The next start tries it again."""
        if page is self._page:
            self._save(self._recent.settle)
            self._show_home()
            self._window.home.tell(say(word, server=page.server))

    def _leave(self) -> None:
        """Leave the show for home."""
        if self._page:
            self._ask_to_leave("leave", self._go_home)

    def _go_home(self) -> None:
        if self._page:
            self._save(self._recent.leave)
        self._show_home()

    def _show_home(self) -> None:
        self._sharing.drop()
        self._tools.detach()
        self._fill_home()
        self._window.show_home()
        page, self._page, self._visit = self._page, None, None
        if page:
            page.deleteLater()

    def _save(self, save: Callable[[], None]) -> None:
        log.warn_on_disk_error("recent shows", save)

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
        """End the app once the recording is on the disk, or the disk has had its time."""
        self._ending = True
        if self._page:
            self._save(self._recent.leave)
        self._tools.detach()
        if self._tools.recorder.saves:
            self._go_home()
            self._window.show_message(say("record_saving"))
        self._tools.recorder.finish()

    def _cancel_end(self) -> None:
        """Stay: the person opened the app again while it waited for its end."""
        if self._ending:
            self._ending, self.restart_text = False, None
            self._tools.recorder.cancel_finish()
            self._window.show_home()

    def _end(self) -> None:
        if self._ending:
            self._window.leave()
            QApplication.quit()

    def _ask_to_leave(
        self, question: str, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing
    ) -> None:
        self._leave_question.ask(question, self._visit.name if self._visit else "", then, otherwise)

    def _continue_in_browser(self) -> None:
        if self._visit:
            continue_in_browser(self._visit, self._profile.httpUserAgent(), self._window)

    def _check_for_update(self) -> None:
        """Ask the server of the newest recent show for a newer version."""
        servers = [visit.server for visit in self._recent.all() if self._trust.knows(visit.server)]
        if servers:
            self._update.check(servers[0], by_hand=True)
        else:
            self._window.tell(say("update_nowhere"))

    def _recording_saved(self, file: Path) -> None:
        if not self._ending:
            _tell_of_recording(self._window, say("record_title"), say("record_saved", file=str(file)), file)

    def _recording_stopped(self, why: str, file: Path | None) -> None:
        """Say why a recording stopped. An app that is ending stays for it."""
        self._cancel_end()
        kept = [say("record_kept", file=str(file))] if file else []
        _tell_of_recording(self._window, say("record_stopped"), "\n\n".join([say(why), *kept]), file)


def _tell_of_recording(window: MainWindow, title: str, text: str, file: Path | None) -> None:
    """Notify the person. With a file, a second button opens its folder."""
    if file:
        window.notify(title, text, say("ok"), say("record_show"), lambda: show_folder(file))
    else:
        window.notify(title, text)


def _apply_style(scheme: Qt.ColorScheme) -> None:
    _application().setStyleSheet(style.style(scheme == Qt.ColorScheme.Dark))


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
