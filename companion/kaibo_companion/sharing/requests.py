"""A page's wish for a screen: one at a time, answered by the person or by no."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineDesktopMediaRequest

from kaibo_companion import wayland
from kaibo_companion.page import StudioPage
from kaibo_companion.picker import Picker
from kaibo_companion.window import Window
from kaibo_companion.words import say


class Sharing(QObject):
    """`go_on` takes the person to a browser, which has what this desktop keeps from the app."""

    def __init__(self, window: Window, go_on: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._go_on = go_on
        self._picker: Picker | None = None

    def join(self, page: StudioPage) -> None:
        """The page that is shown from now on. A picker goes with the document that asked for it."""
        self.drop()
        page.sharing.connect(lambda asked: self._ask(page, asked))
        page.loadStarted.connect(self.drop)
        page.renderProcessTerminated.connect(self.drop)

    def drop(self) -> None:
        if self._picker:
            self._picker.reject()

    def _ask(self, page: StudioPage, asked: QWebEngineDesktopMediaRequest) -> None:
        if self._picker:
            return asked.cancel()
        if wayland.is_session():
            asked.cancel()
            title, no, yes = (say(f"share_wayland_{part}") for part in ("title", "no", "yes"))
            return self._window.ask(title, say("share_wayland"), no, yes, self._go_on)
        picker = Picker(asked, page, self._window)
        if picker.empty:
            picker.reject()
            return self._window.tell(say("share_none"))
        self._picker = picker
        picker.finished.connect(self._picked)
        return picker.open()

    def _picked(self) -> None:
        self._picker = None
