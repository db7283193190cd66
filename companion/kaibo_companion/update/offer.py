"""Offer a newer version on the home screen, download it when the person wants it, and open its installer.

During a show the app says nothing of it.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QStandardPaths

from kaibo_companion.update.check import FileState, Updates, check_file, open_installer, terminal_command
from kaibo_companion.update.manifest import Reason, Update
from kaibo_companion.window.main_window import MainWindow, do_nothing, show_folder
from kaibo_companion.words import say


class UpdateOffer(QObject):
    """`in_show` tells whether the person is in a show. `quit` ends the app, whose files an installer replaces."""

    def __init__(
        self, updates: Updates, window: MainWindow, in_show: Callable[[], bool], quit: Callable[[], None]
    ) -> None:
        super().__init__()
        self._window = window
        self._in_show = in_show
        self._quit = quit
        self._update: Update | None = None
        self._file: Path | None = None
        self._downloading = False
        self._server = ""
        self._by_hand = False  # then the person also wants to hear that there is nothing newer
        self._updates = updates
        self._updates.offered.connect(self._offer)
        self._updates.none.connect(self._explain)
        self._updates.progress.connect(self._show_progress)
        self._updates.ready.connect(self._ready)
        self._updates.failed.connect(self._failed)
        window.home.update_clicked.connect(self._go_on)
        window.home.cancel_clicked.connect(self._cancel)

    def check(self, server: str, by_hand: bool = False) -> None:
        """Ask a trusted server for a newer version. `by_hand`: a person asked."""
        self._server, self._by_hand = server, by_hand
        self._updates.check(server, by_hand)

    def stop(self) -> None:
        """Stop the download: the app ends."""
        self._updates.cancel()

    def _offer(self, update: Update) -> None:
        if self._downloading:
            if self._by_hand and not self._in_show():
                self._tell("update_fetching")
            return
        if not (self._file and self._update and self._update.sha256 == update.sha256):
            self._update, self._file = update, None
            self._window.home.offer(say("update_get", version=update.version))
        if self._by_hand and not self._in_show():
            self._go_on()

    def _explain(self, reason: str) -> None:
        if self._by_hand and not self._in_show():
            self._tell(f"update_{Reason(reason)}", server=_host(self._server))

    def _go_on(self) -> None:
        """Take the next step: ask to download the update, or to install it."""
        update = self._update
        if not update:
            return
        if self._file:
            return self._ask_to_install(update, self._file)
        return self._ask_to_download(update, say("update", version=update.version))

    def _ask_to_download(self, update: Update, title: str) -> None:
        size = QLocale.system().formattedDataSize(update.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
        why = say("update_why", server=_host(update.server), size=size)
        self._notify(title, why, say("update_no"), say("update_yes"), lambda: self._start_download(update))

    def _start_download(self, update: Update) -> None:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return self._failed("disk")
        self._downloading = True
        return self._updates.download(update, folder)

    def _cancel(self) -> None:
        self._updates.cancel()
        self._downloading = False
        if self._update:
            self._window.home.offer(say("update_get", version=self._update.version))

    def _show_progress(self, size: int, total: int) -> None:
        self._window.home.offer(say("update_progress", percent=str(100 * size // max(1, total))), busy=True)

    def _ready(self, file: Path) -> None:
        self._file, self._downloading = file, False
        self._window.home.offer(say("update_install"))
        if not self._in_show():
            self._go_on()

    def _ask_to_install(self, update: Update, file: Path) -> None:
        text = "\n\n".join(filter(None, (say("update_closes"), _in_terminal(file))))
        title = say("update_ready", version=update.version)
        self._notify(title, text, say("update_no"), say("update_install"), lambda: self._install(update, file))

    def _install(self, update: Update, file: Path) -> None:
        """Check the file once more, which may be days old, and open the installer. During a show keep it for later."""
        if self._in_show():
            return self._window.tell(say("update_not_now"))
        state = check_file(update, file)
        if state is FileState.SAME:
            return self._quit() if open_installer(file) else self._show_file(file)
        self._file = None
        if state is FileState.CHANGED:
            return self._failed("wrong")
        self._window.home.offer(say("update_get", version=update.version))
        return self._ask_to_download(update, say("update_gone"))

    def _show_file(self, file: Path) -> None:
        """Say where the file is: no program opened it."""
        text = "\n\n".join(filter(None, (str(file), _in_terminal(file))))
        self._notify(say("update_not_opened"), text, say("ok"), say("record_show"), lambda: show_folder(file))

    def _failed(self, why: str) -> None:
        self._downloading = False
        if self._update:
            self._window.home.offer(say("update_get", version=self._update.version))
        if not self._in_show():
            self._tell(f"update_failed_{why}")

    def _tell(self, word: str, **values: str) -> None:
        self._notify(say("app"), say(word, **values))

    def _notify(
        self, title: str, text: str, no: str = "", yes: str = "", then: Callable[[], None] = do_nothing
    ) -> None:
        """Notify the person, but not while a show is open: then the notice waits."""
        self._window.notify(title, text, no, yes, then, lambda: not self._in_show())


def _in_terminal(file: Path) -> str:
    return say("update_by_hand", command=command) if (command := terminal_command(file)) else ""


def _host(server: str) -> str:
    return server.partition("://")[2]
