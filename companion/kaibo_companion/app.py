"""What happens when a link comes: is its server trusted, is somebody on air, what does its ticket become."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkCookie
from PySide6.QtWebEngineCore import QWebEngineDesktopMediaRequest, QWebEnginePage
from PySide6.QtWidgets import QApplication

from kaibo_companion import page as pages, trust
from kaibo_companion.deep_link import BadLink, DeepLink, LaunchLink, NewerLink, parse, pasted
from kaibo_companion.door import Door, Refused, Shown
from kaibo_companion.picker import Picker
from kaibo_companion.recent import Entered, Recent, Visit
from kaibo_companion.window import Window
from kaibo_companion.words import CHINESE, refusal, say

ON_AIR = "document.body.dataset.air === 'true'"
RELOAD_MS = 1000  # after the page's process died


class App(QObject):
    """The one of this person; `folder` holds all that it keeps."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._recent = Recent(folder / "recent.json")
        self._profile = pages.profile(str(folder), "zh-CN,zh,en" if CHINESE else "en,zh-CN")
        self._page: pages.StudioPage | None = None
        self._visit: Visit | None = None
        self._latest = 0  # of the links that came; an older one's late answer changes nothing
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._window = Window(dark)
        self._window.home.pasted.connect(self.paste)
        self._window.home.chosen.connect(lambda visit: self._unless_on_air(lambda: self._open(visit)))
        self._window.closing.connect(self._close)
        self._broken = ""
        try:
            policy = trust.policy()
        except trust.BadPolicy as error:
            policy, self._broken = trust.Policy(only=True), str(error)
        self._trust = trust.Trust(folder / "trusted.json", policy)

    def start(self, text: str) -> None:
        """With a link, or by hand: back into the show that a crash threw somebody out of, else home."""
        self._window.home.show_visits(self._recent.all())
        left = self._recent.left_inside()
        if not text and left and self._trust.knows(left.server):
            self._open(left)
        self.come(text)

    def come(self, text: str) -> None:
        """A start's argument: a `kaibo:` link, or nothing."""
        self._window.come_up()
        if text:
            self._follow(lambda: parse(text))

    def paste(self, text: str) -> None:
        self._follow(lambda: pasted(text))

    def stop(self) -> None:
        """The page goes before its profile does, or Qt warns of trouble."""
        if self._page:
            shiboken6.delete(self._page)

    def _follow(self, reads: Callable[[], DeepLink | LaunchLink]) -> None:
        self._window.drop_question()
        self._latest += 1
        turn = self._latest
        try:
            link = reads()
        except NewerLink:
            return self._refuse(say("newer_link"))
        except BadLink:
            return self._refuse(say("bad_link"))
        if self._broken:
            return self._refuse(say("policy_broken", why=self._broken))
        if not self._trust.may_ask(link.server):
            return self._refuse(say("trust_locked", server=link.server))
        self._window.home.tell("")

        def trusted() -> None:
            self._arrive(link, turn)

        def agreed() -> None:
            self._trust.remember(link.server)
            trusted()

        if self._trust.knows(link.server):
            return trusted()
        text = f"{say('trust')}\n\n{link.server}"
        self._window.ask(say("trust_title"), text, say("trust_no"), say("trust_yes"), agreed)
        return None

    def _arrive(self, link: DeepLink | LaunchLink, turn: int) -> None:
        """Where its ticket leads: back into a session that is here, or into a new one."""
        door = Door(link.server, self._profile.httpUserAgent(), self)
        self._window.home.tell(say("opening"))

        def refused(why: Refused) -> None:
            door.deleteLater()
            if turn == self._latest:
                self._refuse(refusal(why.code, link.server))

        def found(ticket: str) -> None:
            door.peek(ticket, lambda shown: known(ticket, shown), refused)

        def known(ticket: str, shown: Shown) -> None:
            if turn != self._latest:
                return door.deleteLater()
            visit = self._recent.by_link(link.server, shown.link)

            def enter() -> None:
                self._unless_on_air(lambda: self._enter(door, ticket, shown, turn, refused))

            if not visit:
                return enter()
            if visit.path == (self._visit.path if self._visit else ""):
                return door.resume(ticket, visit.session, lambda: self._back(door), lambda _: enter())

            def resume() -> None:
                door.resume(ticket, visit.session, resumed, lambda _: enter())

            def resumed() -> None:
                door.deleteLater()
                self._open(visit)

            return self._unless_on_air(resume)

        if isinstance(link, DeepLink):
            found(link.ticket)
        else:
            door.open(link.token, found, refused)

    def _back(self, door: Door) -> None:
        """The show that is open already."""
        door.deleteLater()
        self._window.come_up()

    def _enter(
        self, door: Door, ticket: str, shown: Shown, turn: int, refused: Callable[[Refused], None], move: bool = False
    ) -> None:
        """A session of the app's own."""

        def entered(session: Entered) -> None:
            door.deleteLater()
            if turn == self._latest:
                self._open(Visit(door.server, shown.link, session, shown.name, shown.role))

        def failed(why: Refused) -> None:
            if why.code != "OpenElsewhere" or move or turn != self._latest:
                return refused(why)
            self._window.home.tell("")
            moving = partial(self._enter, door, ticket, shown, turn, refused, True)
            return self._window.ask(say("move_title"), say("move"), say("move_no"), say("move_yes"), moving)

        door.redeem(ticket, entered, failed, move)

    def _open(self, visit: Visit) -> None:
        """A session's page, in place of the one before."""
        self._recent.enter(visit)
        self._visit = visit
        self._window.home.tell("")
        self._window.home.clear()
        old, self._page = self._page, pages.StudioPage(self._profile, visit.server)
        page = self._page
        for cookie in QNetworkCookie.parseCookies(visit.session.cookie.encode()):
            self._profile.cookieStore().setCookie(cookie, QUrl(visit.server))
        page.sharing.connect(self._share)
        page.windowCloseRequested.connect(self._go_home)
        page.renderProcessTerminated.connect(lambda *_: QTimer.singleShot(RELOAD_MS, page, self._reload))
        self._window.show_studio(page)
        page.load(QUrl(visit.server + visit.path))
        if old:
            old.deleteLater()

    def _reload(self) -> None:
        if self._page:
            self._page.triggerAction(QWebEnginePage.WebAction.Reload)

    def _go_home(self) -> None:
        self._recent.leave()
        self._window.home.show_visits(self._recent.all())
        self._window.show_home()
        page, self._page, self._visit = self._page, None, None
        if page:
            page.deleteLater()

    def _unless_on_air(self, then: Callable[[], None]) -> None:
        self._on_air(then, "switch")

    def _close(self) -> None:
        def closed() -> None:
            self._recent.leave()
            self._window.leave()
            QApplication.quit()

        self._on_air(closed, "close")

    def _on_air(self, then: Callable[[], None], question: str) -> None:
        """Does it at once, or after a yes when this app's studio is on air."""
        if not self._page or not self._visit:
            return then()
        name = self._visit.name

        def told(air: object) -> None:
            if air is not True:
                return then()
            text = say(question, name=name)
            title, no, yes = (say(f"{question}_{part}") for part in ("title", "no", "yes"))
            self._window.ask(title, text, no, yes, then)
            return None

        self._page.runJavaScript(ON_AIR, 0, told)
        return None

    def _share(self, asked: QWebEngineDesktopMediaRequest) -> None:
        if QGuiApplication.platformName() == "wayland":
            asked.cancel()
            return self._window.tell(say("share_wayland"))
        picker = Picker(asked, self._visit.server if self._visit else "", self._window)
        if picker.empty:
            picker.reject()
            return self._window.tell(say("share_none"))
        picker.open()
        return None

    def _refuse(self, text: str) -> None:
        """On the home screen in its place; over a studio as a dialog, which leaves it as it is."""
        if self._page:
            self._window.home.tell("")
            self._window.tell(text)
        else:
            self._window.home.tell(text)
