"""The app put together: what comes in, which page is shown, what happens around it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtNetwork import QNetworkCookie
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication

from kaibo_companion import at_login, look, page as pages, program, report, tray, trust
from kaibo_companion.arrival import Arrival
from kaibo_companion.bridge import Bridge, Report
from kaibo_companion.desk import Desk
from kaibo_companion.door import Door, Refused
from kaibo_companion.options import Options
from kaibo_companion.recent import TRIES, Recent, Visit
from kaibo_companion.sharing import Sharing
from kaibo_companion.update import Updates
from kaibo_companion.upgrade import Upgrade
from kaibo_companion.window import Window, nothing
from kaibo_companion.words import CHINESE, UNTRUSTED, say

ON_AIR = "document.body.dataset.air === 'true'"
TRAY_MS = 10_000  # a desktop's panel has, to come after a login
LOAD_MS = 3000  # after the start, which nobody waits for any more
SILENT_MS = 2000  # a page that does not answer by then may well be on air
SETTLED_MS = 10_000  # so long in a page: it does not end the app by itself
RELOAD_MS = 1000  # after the page's process died


class App(QObject):
    """The one of this person; `folder` holds all that it keeps."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.again: str | None = None  # what the next start is given, after the end of this one
        self._program = program.identity()
        self._recent = Recent(folder / "recent.json")
        self._profile = pages.profile(str(folder), "zh-CN,zh,en" if CHINESE else "en,zh-CN")
        self._page: pages.StudioPage | None = None
        self._visit: Visit | None = None
        self._ends = False  # as soon as what was recorded is on the disk
        self._window = Window()
        self._window.closing.connect(self._close)
        self._window.wish_home.connect(self._leave)
        self._sharing = Sharing(self._window, self._go_on_in_browser)
        self._trust = trust.Trust(folder / "trusted.json", _policy())
        self._arrival = Arrival(self, self._window, self._trust, self._recent, self._profile.httpUserAgent())
        self._window.home.pasted.connect(self._arrival.paste)
        self._window.home.chosen.connect(self._arrival.go_back)
        self._options = Options(folder, self._window, self._trust)
        self._window.home.settings.connect(self._options.show)
        self._window.wish_settings.connect(self._options.show)
        self._window.wish_report.connect(self._options.save_report)
        self._options.check.connect(self._check)
        self._options.closed.connect(self._fill_home)
        self._desk = Desk(self._options.now)
        self._desk.back.connect(self._window.come_up)
        self._desk.quit.connect(lambda: self._on_air(self._quit, "close"))
        for wish, do in (
            (self._desk.tray.home, self._leave),
            (self._desk.tray.settings, self._options.show),
            (self._desk.tray.report, self._options.save_report),
        ):
            wish.connect(self._window.come_up)
            wish.connect(do)
        self._desk.recorder.saved.connect(self._saved)
        self._desk.recorder.stopped.connect(self._stopped)
        self._desk.recorder.idle.connect(self._end)
        self._window.unseen.connect(self._desk.tell)
        self._desk.refused.connect(self._options.refuse)
        self._options.changed.connect(self._desk.set)
        self._desk.set(self._options.now)
        self._upgrade = Upgrade(Updates(folder), self._window, lambda: self._page is not None, self._quit)
        _application().focusWindowChanged.connect(self._look)
        _application().setWindowIcon(tray.icon(air=False))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(_dress)
        _dress(hints.colorScheme())

    def start(self, text: str, hidden: bool = False) -> None:
        """With a link, or by hand: back into the show that a crash threw somebody out of, else home. `hidden`, at
        login: no window and no show, only the tray; where none has come after a while, the window."""
        self._fill_home()
        QTimer.singleShot(LOAD_MS, self, program.load)
        if hidden:
            QTimer.singleShot(TRAY_MS, self, lambda: None if tray.available() else self.come(""))
            return
        left = self._recent.left_inside()
        if not text and left and self._trust.knows(left.server):
            self._restore(left)
        self.come(text)

    def come(self, text: str) -> None:
        """A start's argument: a `kaibo:` link, or nothing."""
        if not self._page and program.is_replaced(self._program):
            self.again = text
            return self._quit()
        self._stay()
        self._window.come_up()
        if text:
            self._arrival.follow(text)

    def stop(self) -> None:
        """The page goes before its profile does, or Qt warns of trouble."""
        self._upgrade.stop()
        self._sharing.drop()
        self._desk.close()
        if self._page:
            shiboken6.delete(self._page)

    def open(self, visit: Visit, tries: int = 0) -> None:
        """A session's page, in place of the one before. `tries`: how many starts in a row have tried it."""
        self._note(lambda: self._recent.enter(visit, tries))
        self._visit = visit
        self._window.home.tell("")
        self._window.home.clear()
        old, self._page = self._page, pages.StudioPage(self._profile, visit.server)
        page = self._page
        bridge = Bridge(page)
        bridge.reported.connect(lambda said: self._rebind(visit, said))
        self._desk.join(bridge)
        for cookie in QNetworkCookie.parseCookies(visit.session.cookie.encode()):
            self._profile.cookieStore().setCookie(cookie, QUrl(visit.server))
        self._sharing.join(page)
        page.came.connect(lambda: QTimer.singleShot(SETTLED_MS, page, lambda: self._note(self._recent.settle)))
        page.lost.connect(lambda word: self._lose(page, word))
        page.renderProcessTerminated.connect(self._desk.begin)
        page.renderProcessTerminated.connect(lambda *_: QTimer.singleShot(RELOAD_MS, page, self._reload))
        self._window.show_studio(page)
        page.load(QUrl(visit.server + visit.path))
        if self._options.now.updates:
            self._upgrade.look(visit.server)
        if old:
            old.deleteLater()

    def _rebind(self, visit: Visit, said: Report) -> None:
        """The page knows by which link it is in: by a new one the app finds its way back here, and makes no second
        session. A page that lies gains nothing: the server takes a ticket of the session's own link only."""
        if said.link and self._visit and self._visit.path == visit.path and said.link != self._visit.link:
            self._visit = replace(self._visit, link=said.link)
            self._note(lambda: self._recent.rebind(visit, said.link))

    def is_open(self, visit: Visit) -> bool:
        return self._visit is not None and visit.path == self._visit.path

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = nothing) -> None:
        self._on_air(then, "switch", otherwise)

    def refuse(self, text: str) -> None:
        """On the home screen in its place; over a studio as a dialog, which leaves it as it is."""
        if self._page:
            self._window.home.tell("")
            self._window.tell(text)
        else:
            self._window.home.tell(text)

    def _look(self) -> None:
        self._desk.look(self._window.is_in_front())

    def _reload(self) -> None:
        if self._page:
            self._page.triggerAction(QWebEnginePage.WebAction.Reload)

    def _restore(self, left: Visit) -> None:
        """Into the show that a crash threw somebody out of; not for ever, as its page may be what ends the app."""
        if left.tries < TRIES:
            return self.open(left, left.tries + 1)
        self._note(self._recent.leave)
        return self._window.home.tell(say("restore_stopped", name=left.name))

    def _lose(self, page: pages.StudioPage, word: str) -> None:
        """No page: the next start goes back to it."""
        if page is self._page:
            self._note(self._recent.settle)
            self._show_home()
            self._window.home.tell(say(word, server=page.server))

    def _leave(self) -> None:
        """The show, for home; at home nothing is left to leave."""
        if self._page:
            self._on_air(self._go_home, "leave")

    def _go_home(self) -> None:
        if self._page:
            self._note(self._recent.leave)
        self._show_home()

    def _show_home(self) -> None:
        self._sharing.drop()
        self._desk.leave()
        self._fill_home()
        self._window.show_home()
        page, self._page, self._visit = self._page, None, None
        if page:
            page.deleteLater()

    def _note(self, keep: Callable[[], None]) -> None:
        report.if_the_disk_lets("recent shows", keep)

    def _fill_home(self) -> None:
        self._window.home.show_visits(self._recent.all())
        self._window.home.show_places(self._trust.all())

    def _close(self) -> None:
        """The end; or, for who wants links to open fast, only out of sight."""

        def hide() -> None:
            self._go_home()
            self._window.hide()

        stays = tray.available() and at_login.supported() and at_login.enabled()
        self._on_air(hide if stays else self._quit, "close")

    def _quit(self) -> None:
        """Not before what was recorded is on the disk, or the disk has had its time."""
        self._ends = True
        if self._page:
            self._note(self._recent.leave)
        self._desk.leave()
        if self._desk.recorder.saves:
            self._go_home()
            self._window.show_word(say("record_saving"))
        self._desk.recorder.finish()

    def _stay(self) -> None:
        """Somebody wants it again while it waits for its end."""
        if self._ends:
            self._ends, self.again = False, None
            self._desk.recorder.stay()
            self._window.show_home()

    def _end(self) -> None:
        if self._ends:
            self._window.leave()
            QApplication.quit()

    def _on_air(self, then: Callable[[], None], question: str, otherwise: Callable[[], None] = nothing) -> None:
        """Does it at once, or after a yes when this app's studio is on air, as the page itself says, or records."""
        if not self._page or not self._visit:
            return then()
        page, name = self._page, self._visit.name
        waits = [True]

        def told(air: bool) -> None:
            """Once: by the page, or by its silence."""
            if not waits:
                return None
            waits.clear()
            if not air and not self._desk.recorder.runs:
                return then()
            asked = question if air else "record_end"
            title, no, yes = (say(f"{asked}_{part}") for part in ("title", "no", "yes"))
            of_link = question == "switch"
            return self._window.ask(title, say(asked, name=name), no, yes, then, otherwise, of_link=of_link)

        QTimer.singleShot(SILENT_MS, self, lambda: told(page is self._page))
        return page.runJavaScript(ON_AIR, 0, lambda air: told(air is True))

    def _go_on_in_browser(self) -> None:
        """The same show as the same person, in the system's browser, which has what this desktop keeps from the app."""
        if not (visit := self._visit):
            return
        door = Door(visit.server, self._profile.httpUserAgent(), self)

        def made(path: str) -> None:
            door.deleteLater()
            QDesktopServices.openUrl(QUrl(visit.server + path))

        def failed(why: Refused) -> None:
            door.deleteLater()
            word = why.code if why.code == UNTRUSTED else "continue_failed" if why.code else "unreachable"
            self._window.tell(say(word, server=visit.server))

        door.go_on(visit.session, made, failed)

    def _check(self) -> None:
        """For a newer version, at the server that the person was at last."""
        last = [visit.server for visit in self._recent.all() if self._trust.knows(visit.server)]
        if last:
            self._upgrade.look(last[0], by_hand=True)
        else:
            self._window.tell(say("update_nowhere"))

    def _saved(self, file: Path) -> None:
        if not self._ends:
            self._tell_of(file, say("record_title"), say("record_saved", file=str(file)))

    def _stopped(self, why: str, file: Path | None) -> None:
        """Also while the app ends, which then waits until its person has read it."""
        self._stay()
        if file:
            self._tell_of(file, say("record_stopped"), f"{say(why)}\n\n{say('record_kept', file=str(file))}")
        else:
            self._window.notify(say("record_stopped"), say(why))

    def _tell_of(self, file: Path, title: str, text: str) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

        self._window.notify(title, text, say("ok"), say("record_show"), show)


def _policy() -> trust.Policy:
    """One that cannot be read trusts nobody: a company that locks the app down meant to."""
    try:
        return trust.policy()
    except trust.BadPolicy as error:
        return trust.Policy(only=True, broken=str(error))


def _dress(scheme: Qt.ColorScheme) -> None:
    _application().setStyleSheet(look.style(scheme == Qt.ColorScheme.Dark))


def _application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found
