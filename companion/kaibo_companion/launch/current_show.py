"""The show that the app is in, and its page. The recent shows on the disk follow."""

from dataclasses import replace

import shiboken6
from PySide6.QtCore import QDateTime, QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QNetworkCookie
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

from kaibo_companion import log
from kaibo_companion.bridge import Bridge, PageState
from kaibo_companion.recent import Recent, Visit
from kaibo_companion.window.studio_page import StudioPage

SETTLED_MS = 10_000  # in a page; after this it is not the page that crashes the app
RELOAD_MS = 1000  # after the page's process died


class CurrentShow(QObject):
    """`page` and `visit` are None when the app is in no show.

    Signals: `opened` carries the new page and its bridge, before the page loads. `lost` carries the page that did not
    load, and the word for the reason.
    """

    opened = Signal(object, object)
    lost = Signal(object, str)

    def __init__(self, profile: QWebEngineProfile, recent: Recent) -> None:
        super().__init__()
        self.page: StudioPage | None = None
        self.visit: Visit | None = None
        self._profile = profile
        self._recent = recent

    @property
    def name(self) -> str:
        """The show's name; "" when the app is in none."""
        return self.visit.name if self.visit else ""

    def open(self, visit: Visit, tries: int = 0) -> None:
        """Open a session's page in place of the current one. `tries`: how many starts in a row have tried it."""
        log.warn_on_disk_error("recent shows", lambda: self._recent.enter(visit, tries))
        self.visit = visit
        old, self.page = self.page, StudioPage(self._profile, visit.server)
        page = self.page
        bridge = Bridge(page)
        bridge.reported.connect(lambda state: self._rebind(visit, state))
        for cookie in QNetworkCookie.parseCookies(visit.session.cookie.encode()):
            cookie.setExpirationDate(QDateTime())  # the server ends the session; this computer's clock may be wrong
            self._profile.cookieStore().setCookie(cookie, QUrl(visit.server))
        page.loaded.connect(lambda: QTimer.singleShot(SETTLED_MS, page, self._settle))
        page.lost.connect(lambda word: self._lose(page, word))
        self.opened.emit(page, bridge)
        page.renderProcessTerminated.connect(lambda *_: QTimer.singleShot(RELOAD_MS, page, self._reload))
        page.load(QUrl(visit.server + visit.path))
        if old:
            old.deleteLater()

    def is_open(self, visit: Visit) -> bool:
        """Return whether this session's page is the current one."""
        return self.visit is not None and visit.path == self.visit.path

    def leave(self) -> None:
        """Note that the person left the show: the next start does not go back into it."""
        if self.page:
            self.forget()

    def forget(self) -> None:
        """Note that the app is in no show."""
        log.warn_on_disk_error("recent shows", self._recent.leave)

    def close(self) -> None:
        """Close the page."""
        page, self.page, self.visit = self.page, None, None
        if page:
            page.deleteLater()

    def delete(self) -> None:
        """Delete the page at once: it goes before its profile, as Qt demands."""
        if self.page:
            shiboken6.delete(self.page)

    def _rebind(self, visit: Visit, state: PageState) -> None:
        """Note the session's new link. The app then finds the session by this link and makes no second one.

        A page that lies gains nothing: the server accepts only a ticket of the session's own link.
        """
        if state.link and self.visit and self.visit.path == visit.path and state.link != self.visit.link:
            self.visit = replace(self.visit, link=state.link)
            log.warn_on_disk_error("recent shows", lambda: self._recent.rebind(visit, state.link))

    def _settle(self) -> None:
        log.warn_on_disk_error("recent shows", self._recent.settle)

    def _reload(self) -> None:
        if self.page:
            self.page.triggerAction(QWebEnginePage.WebAction.Reload)

    def _lose(self, page: StudioPage, word: str) -> None:
        """Report that the page did not load. The next start tries it again."""
        if page is self.page:
            self._settle()
            self.lost.emit(page, word)
