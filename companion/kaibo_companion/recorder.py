"""The recording that the page makes and the app writes: begins at the page's wish, ends with it, with the show or with
the room on the disk, and goes on by itself after the page had to be loaded anew."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from kaibo_companion.bridge import Bridge, Report
from kaibo_companion.recording import NoRoom, Recording


class Recorder(QObject):
    """`saved` brings the Path of a finished file; `refused` the word (words.py) for why there is none, or no more."""

    saved = Signal(object)
    refused = Signal(str)
    _failed = Signal(object)  # from the thread that writes

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self._bridge: Bridge | None = None
        self._show = ""
        self._recording: Recording | None = None
        self._again = False
        self._failed.connect(self._give_up)

    @property
    def on(self) -> bool:
        return self._recording is not None

    def join(self, bridge: Bridge) -> None:
        """The page that is shown from now on; another show ends what the one before recorded."""
        self.leave()
        self._bridge = bridge
        bridge.reported.connect(self._report)
        bridge.wished.connect(self._wish)
        bridge.chunk.connect(self._write)
        bridge.ended.connect(self._end)

    def leave(self) -> None:
        self._end()
        self._again = False
        self._bridge = None

    def reload(self) -> None:
        """The page is loaded anew: what it sends after that is another file."""
        self._again = self.on
        self._end()

    def _report(self, report: Report) -> None:
        self._show = report.show
        if self._again and report.page == "studio" and report.microphone is not None:
            self._again = False
            self._wish(True)

    def _wish(self, on: bool) -> None:
        if on and not self._recording:
            try:
                self._recording = Recording(
                    usual(self.folder), self._show, datetime.now().astimezone(), self._failed.emit
                )
            except OSError as error:
                self.refused.emit(_word(error))
        if self._bridge:
            self._bridge.record(on and self.on)  # the last bytes come after the page has heard it

    def _write(self, data: bytes) -> None:
        if self._recording:
            self._recording.write(data)

    def _give_up(self, error: OSError) -> None:
        if self._bridge and self._recording:
            self._bridge.record(False)
            self._end()
            self.refused.emit(_word(error))

    def _end(self) -> None:
        recording, self._recording = self._recording, None
        if recording and (file := recording.close()).exists():
            self.saved.emit(file)


def usual(folder: str) -> Path:
    """Where recordings go: the folder that was chosen, or Kaibo's among the person's films."""
    films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    return Path(folder) if folder else Path(films) / "Kaibo"


def _word(error: OSError) -> str:
    return "record_full" if isinstance(error, NoRoom) else "record_failed"
