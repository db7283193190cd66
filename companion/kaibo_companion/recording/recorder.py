"""The recording that the page makes and the app writes: it begins and ends at the person's wish, or for want of room,
and goes on in another file when the page had to be loaded anew or the seat came back."""

import os
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QStandardPaths, QTimer, Signal

from kaibo_companion import report
from kaibo_companion.bridge import Bridge, Report
from kaibo_companion.recording import NoRoom, Recording

SILENT_MS = 10_000  # a disk may take to close a file after a failure: then the person hears at least why
PATIENCE_MS = 20_000  # which a disk has when the app ends


class Recorder(QObject):
    """Each recording is told of once, when its file is closed: `saved` brings its Path; `stopped` the word (words.py)
    for why there is none, or no more, with the Path of what there is, or None. `idle`: no file is open any more, or
    the app waits for it no longer."""

    saved = Signal(object)
    stopped = Signal(str, object)
    idle = Signal()
    _failed = Signal(object)  # these two from the thread that writes
    _closed = Signal(object, object)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self._bridge: Bridge | None = None
        self._show = ""
        self._wished = False  # by the person, until they wish otherwise
        self._ready = False  # the page has a program
        self._recording: Recording | None = None
        self._closing: set[Recording] = set()
        self._told: set[Recording] = set()  # why they ended, before their files were closed
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._go_without)
        self._failed.connect(self._give_up)
        self._closed.connect(self._tell)

    @property
    def runs(self) -> bool:
        return self._recording is not None

    @property
    def saves(self) -> bool:
        """Whether what was recorded is still on its way to the disk."""
        return bool(self._closing)

    def finish(self) -> None:
        """The app is to end; `idle` says when it may."""
        self.leave()
        if not self._closing:
            self.idle.emit()
        elif not self._patience.isActive():
            self._patience.start()

    def stay(self) -> None:
        """It does not end after all."""
        self._patience.stop()

    def close(self) -> None:
        """The app ends; not before what was recorded is on the disk, or the disk has had its time."""
        self.finish()
        if self._closing:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            loop.exec()

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
            self._stop()
            self.stopped.emit(_why(error), None)
        else:
            self._bridge.record(True)

    def _write(self, data: bytes) -> None:
        if self._recording:
            self._recording.write(data)

    def _give_up(self, failed: Recording) -> None:
        """The one that failed ends; one that has ended already is told of when it is closed."""
        if failed is self._recording:
            self._stop()
            self._end()
            QTimer.singleShot(SILENT_MS, self, lambda: self._tell_why(failed))

    def _stop(self) -> None:
        self._wished = False
        if self._bridge:
            self._bridge.record(False)

    def _end(self) -> None:
        recording, self._recording = self._recording, None
        if recording:
            self._closing.add(recording)
            recording.close().add_done_callback(partial(self._closed.emit, recording))

    def _tell_why(self, failed: Recording) -> None:
        if failed in self._closing and failed.error:
            self._told.add(failed)
            self.stopped.emit(_why(failed.error), None)

    def _tell(self, recording: Recording, closed: Future[Path]) -> None:
        self._closing.discard(recording)
        lost = closed.exception()
        why = "record_lost" if lost else _why(recording.error) if recording.error else ""
        if lost:
            report.app.warning("recording not closed: %s", lost)
        file = recording.file if os.path.exists(recording.file) else None
        if why and recording not in self._told:
            self.stopped.emit(why, file)
        elif file:
            self.saved.emit(file)
        self._told.discard(recording)
        if not self._closing:
            self._patience.stop()
            self.idle.emit()

    def _go_without(self) -> None:
        for recording in self._closing:
            report.app.warning("not waited for any longer: %s", recording.file)
        self._closing.clear()
        self.idle.emit()


def usual(folder: str) -> Path:
    """Where recordings go: the folder that was chosen, or Kaibo's among the person's films."""
    films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    return Path(folder) if folder else Path(films) / "Kaibo"


def _why(error: OSError) -> str:
    return "record_full" if isinstance(error, NoRoom) else "record_failed"
