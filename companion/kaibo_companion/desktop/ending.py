"""The end of the app. It waits until the recording is on the disk. The app stays to say what it could not save."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from kaibo_companion.recording.recorder import Recorder
from kaibo_companion.window.main_window import MainWindow, show_folder
from kaibo_companion.words import say


class Ending(QObject):
    """`leave` ends the recording and notes that the person left the show. `go_home` closes the show's page.

    `restart_text` is the argument for a restart after the end, or None.
    """

    def __init__(
        self, window: MainWindow, recorder: Recorder, leave: Callable[[], None], go_home: Callable[[], None]
    ) -> None:
        super().__init__()
        self.restart_text: str | None = None
        self._window = window
        self._recorder = recorder
        self._leave = leave
        self._go_home = go_home
        self._begun = False
        recorder.saved.connect(self._tell_saved)
        recorder.stopped.connect(self._tell_stopped)
        recorder.idle.connect(self._end)

    def begin(self) -> None:
        """End the app once the recording is on the disk, or the disk has had its time."""
        self._begun = True
        self._leave()
        if self._recorder.saves:
            self._go_home()
            self._window.show_message(say("record_saving"))
        self._recorder.finish()

    def restart(self, text: str) -> None:
        """End the app and start it again, with `text` as its argument."""
        self.restart_text = text
        self.begin()

    def cancel(self) -> None:
        """Stay: the person opened the app again while it waited for its end."""
        if self._begun:
            self._begun, self.restart_text = False, None
            self._recorder.cancel_finish()
            self._window.show_home()

    def _end(self) -> None:
        if self._begun:
            self._window.leave()
            QApplication.quit()

    def _tell_saved(self, file: Path) -> None:
        if not self._begun:
            self._tell(say("record_title"), say("record_saved", file=str(file)), file)

    def _tell_stopped(self, why: str, file: Path | None) -> None:
        """Say why a recording stopped. An app that is ending stays for it."""
        self.cancel()
        kept = [say("record_kept", file=str(file))] if file else []
        self._tell(say("record_stopped"), "\n\n".join([say(why), *kept]), file)

    def _tell(self, title: str, text: str, file: Path | None) -> None:
        """Notify the person. With a file, a second button opens its folder."""
        if file:
            self._window.notify(title, text, say("ok"), say("record_show"), lambda: show_folder(file))
        else:
            self._window.notify(title, text)
