"""A newer version, as a person meets it: offered on the home screen, fetched at their wish, installed by their click.
In a studio the app says nothing of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

from kaibo_companion.release import Nothing, Update
from kaibo_companion.update import Ready, Updates, by_hand, look_again, open_installer
from kaibo_companion.window import Window
from kaibo_companion.words import say


class Upgrade(QObject):
    """`in_show` tells whether the person is in one, and so wants to hear nothing; `quit` ends the app, which an
    installer would otherwise change while it runs."""

    def __init__(self, updates: Updates, window: Window, in_show: Callable[[], bool], quit: Callable[[], None]) -> None:
        super().__init__()
        self._window = window
        self._in_show = in_show
        self._quit = quit
        self._update: Update | None = None
        self._file: Path | None = None
        self._fetching = False
        self._server = ""
        self._asked = False  # by hand, so that "nothing newer" is an answer too
        self._updates = updates
        self._updates.offered.connect(self._offer)
        self._updates.none.connect(self._nothing)
        self._updates.progress.connect(self._tell)
        self._updates.ready.connect(self._ready)
        self._updates.failed.connect(self._failed)
        window.home.newer.connect(self._go_on)
        window.home.enough.connect(self._enough)

    def look(self, server: str, by_hand: bool = False) -> None:
        """Ask a server that is trusted."""
        self._server, self._asked = server, by_hand
        self._updates.check(server, by_hand)

    def stop(self) -> None:
        self._updates.cancel()

    def _offer(self, update: Update) -> None:
        if self._fetching:
            if self._asked and not self._in_show():
                self._say("update_fetching")
            return
        if not (self._file and self._update and self._update.sha256 == update.sha256):
            self._update, self._file = update, None
            self._window.home.offer(say("update_get", version=update.version))
        if self._asked and not self._in_show():
            self._go_on()

    def _nothing(self, why: str) -> None:
        if self._asked and not self._in_show():
            self._say(f"update_{Nothing(why)}", server=_name(self._server))

    def _go_on(self) -> None:
        """The person wants what is offered: first the file, then its installer."""
        update = self._update
        if not update:
            return
        if self._file:
            return self._ask_to_install(update, self._file)
        return self._ask_to_fetch(update, say("update", version=update.version))

    def _ask_to_fetch(self, update: Update, title: str) -> None:
        size = QLocale.system().formattedDataSize(update.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
        why = say("update_why", server=_name(update.server), size=size)
        self._notify(title, why, say("update_no"), say("update_yes"), lambda: self._fetch(update))

    def _fetch(self, update: Update) -> None:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return self._failed("disk")
        self._fetching = True
        return self._updates.download(update, folder)

    def _enough(self) -> None:
        self._updates.cancel()
        self._fetching = False
        if self._update:
            self._window.home.offer(say("update_get", version=self._update.version))

    def _tell(self, here: int, all_of_it: int) -> None:
        self._window.home.offer(say("update_progress", percent=str(100 * here // max(1, all_of_it))), busy=True)

    def _ready(self, file: Path) -> None:
        self._file, self._fetching = file, False
        self._window.home.offer(say("update_install"))
        if not self._in_show():
            self._go_on()

    def _ask_to_install(self, update: Update, file: Path) -> None:
        text = "\n\n".join(filter(None, (say("update_closes"), _in_a_terminal(file))))
        title = say("update_ready", version=update.version)
        self._notify(title, text, say("update_no"), say("update_install"), lambda: self._install(update, file))

    def _install(self, update: Update, file: Path) -> None:
        """If it still is what was signed, for it may have lain there for days; and not if a show was opened meanwhile:
        then it stays for later."""
        if self._in_show():
            return self._window.tell(say("update_not_now"))
        found = look_again(update, file)
        if found is Ready.SAME:
            return self._quit() if open_installer(file) else self._point_at(file)
        self._file = None
        if found is Ready.CHANGED:
            return self._failed("wrong")
        self._window.home.offer(say("update_get", version=update.version))
        return self._ask_to_fetch(update, say("update_gone"))

    def _point_at(self, file: Path) -> None:
        """Nothing took it: the person goes on by hand."""

        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

        text = "\n\n".join(filter(None, (str(file), _in_a_terminal(file))))
        self._notify(say("update_not_opened"), text, say("ok"), say("record_show"), show)

    def _failed(self, why: str) -> None:
        self._fetching = False
        if self._update:
            self._window.home.offer(say("update_get", version=self._update.version))
        if not self._in_show():
            self._say(f"update_failed_{why}")

    def _say(self, word: str, **named: str) -> None:
        self._notify(say("app"), say(word, **named))

    def _notify(
        self, title: str, text: str, no: str = "", yes: str = "", then: Callable[[], None] = lambda: None
    ) -> None:
        """What waits behind another window waits on while a show is open."""
        self._window.notify(title, text, no, yes, then, lambda: not self._in_show())


def _in_a_terminal(file: Path) -> str:
    return say("update_by_hand", command=command) if (command := by_hand(file)) else ""


def _name(server: str) -> str:
    return server.partition("://")[2]
