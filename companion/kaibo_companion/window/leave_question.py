"""Ask before the app leaves a show that is on air or that it records."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kaibo_companion.window.main_window import MainWindow, do_nothing
from kaibo_companion.window.studio_page import StudioPage
from kaibo_companion.words import say

ON_AIR = "document.body.dataset.air === 'true'"
SILENT_MS = 2000  # a page that has not answered by then may be on air


class LeaveQuestion(QObject):
    """`records` tells whether the app records now. `current` returns the page that is shown."""

    def __init__(
        self, window: MainWindow, records: Callable[[], bool], current: Callable[[], StudioPage | None]
    ) -> None:
        super().__init__()
        self._window = window
        self._records = records
        self._current = current

    def ask(
        self, question: str, show: str, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing
    ) -> None:
        """Call `then`. Ask first when the page says that it is on air, or when the app records.

        `question`: "switch", "leave" or "close". `show`: the name of the show. After a no call `otherwise`.
        """
        page = self._current()
        if not page:
            return then()
        answered = False

        def answer(on_air: bool) -> None:
            """Take the first answer: the page's, or its silence."""
            nonlocal answered
            if answered:
                return None
            answered = True
            if not on_air and not self._records():
                return then()
            words = question if on_air else "record_end"
            title, no, yes = (say(f"{words}_{part}") for part in ("title", "no", "yes"))
            of_link = question == "switch"
            return self._window.ask(title, say(words, name=show), no, yes, then, otherwise, of_link=of_link)

        QTimer.singleShot(SILENT_MS, self, lambda: answer(page is self._current()))
        return page.runJavaScript(ON_AIR, 0, lambda on_air: answer(on_air is True))
