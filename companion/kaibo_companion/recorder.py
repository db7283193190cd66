"""The recording that the page makes and the app writes: it begins and ends at the person's wish, or for want of room,
and goes on in another file when the page had to be loaded anew or the seat came back."""

from concurrent.futures import Future, wait
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from kaibo_companion.bridge import Bridge, Report
from kaibo_companion.recording import NoRoom, Recording


class Recorder(QObject):
    """`saved` brings the Path of a finished file; `refused` the word (words.py) for why there is none, or no more."""

    saved = Signal(object)
    refused = Signal(str)
    _failed = Signal(object)  # these two from the thread that writes
    _closed = Signal(object)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self._bridge: Bridge | None = None
        self._show = ""
        self._wished = False  # by the person, until they wish otherwise
        self._ready = False  # the page has a program
        self._recording: Recording | None = None
        self._closing: set[Future[Path]] = set()
        self._failed.connect(self._give_up)
        self._closed.connect(self._tell)

    @property
    def runs(self) -> bool:
        return self._recording is not None

    def close(self) -> None:
        """The app ends; not before what was recorded is on the disk."""
        self.leave()
        wait(self._closing)

    def join(self, bridge: Bridge) -> None:
        """The page that is shown from now on; another show ends what the one before recorded."""
        self.leave()
        self._bridge = bridge
        bridge.reported.connect(self._hear)
        bridge.wished.connect(self._wish)
        bridge.chunk.connect(self._write)
        bridge.ended.connect(self._ended)

    def leave(self) -> None:
        self.begin()
        self._wished = False
        self._bridge = None

    def begin(self) -> None:
        """The page is loaded anew: what it sends from now on is another film."""
        self._ready = False
        self._end()

    def _hear(self, report: Report) -> None:
        self._show = report.show
        self._ready = report.page == "studio" and report.microphone is not None
        self._go()

    def _wish(self, on: bool) -> None:
        self._wished = on
        if on:
            self._go()
        elif self._bridge:
            self._bridge.record(False)  # its last bytes come, then the word that there are no more

    def _ended(self) -> None:
        self._end()
        self._go()

    def _go(self) -> None:
        if not self._wished or not self._ready or self._recording or not self._bridge:
            return
        try:
            now = datetime.now().astimezone()
            self._recording = Recording(usual(self.folder), self._show, now, self._failed.emit)
        except OSError as error:
            self._give_up(error)
        else:
            self._bridge.record(True)

    def _write(self, data: bytes) -> None:
        if self._recording:
            self._recording.write(data)

    def _give_up(self, error: OSError) -> None:
        self._wished = False
        if self._bridge:
            self._bridge.record(False)
        self._end()
        self.refused.emit("record_full" if isinstance(error, NoRoom) else "record_failed")

    def _end(self) -> None:
        recording, self._recording = self._recording, None
        if recording:
            closed = recording.close()
            self._closing.add(closed)
            closed.add_done_callback(self._closed.emit)

    def _tell(self, closed: Future[Path]) -> None:
        self._closing.discard(closed)
        if (file := closed.result()).exists():
            self.saved.emit(file)


def usual(folder: str) -> Path:
    """Where recordings go: the folder that was chosen, or Kaibo's among the person's films."""
    films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    return Path(folder) if folder else Path(films) / "Kaibo"
