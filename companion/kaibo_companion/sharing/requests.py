"""Answer a page's requests for a screen, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineDesktopMediaRequest

from kaibo_companion import wayland
from kaibo_companion.sharing.picker import Picker
from kaibo_companion.window.main_window import MainWindow
from kaibo_companion.window.studio_page import StudioPage
from kaibo_companion.words import say


class ScreenRequests(QObject):
    """`continue_in_browser` continues the show in a browser, which may share the screen where the app may not."""

    def __init__(self, window: MainWindow, continue_in_browser: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._continue_in_browser = continue_in_browser
        self._picker: Picker | None = None

    def attach(self, page: StudioPage) -> None:
        """Answer this page from now on. A picker closes when the document that asked for it is replaced."""
        self.drop()
        page.screen_requested.connect(lambda request: self._ask(page, request))
        page.loadStarted.connect(self.drop)
        page.renderProcessTerminated.connect(self.drop)

    def drop(self) -> None:
        """Close the picker, which refuses its request."""
        if self._picker:
            self._picker.reject()

    def _ask(self, page: StudioPage, request: QWebEngineDesktopMediaRequest) -> None:
        if self._picker:
            return request.cancel()
        if wayland.is_session():
            request.cancel()
            title, no, yes = (say(f"share_wayland_{part}") for part in ("title", "no", "yes"))
            return self._window.ask(title, say("share_wayland"), no, yes, self._continue_in_browser)
        picker = Picker(request, page, self._window)
        if picker.empty:
            picker.reject()
            return self._window.tell(say("share_none"))
        self._picker = picker
        picker.finished.connect(self._forget)
        return picker.open()

    def _forget(self) -> None:
        self._picker = None
