"""Record what the page sends. The person starts and stops it; a full disk stops it too.

After a reload, or when the seat comes back, the recording goes on in another file.
"""

import os
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QStandardPaths, QTimer, Signal

from kaibo_companion import log
from kaibo_companion.bridge import Bridge, PageState
from kaibo_companion.recording.writer import NoRoom, RecordingFile

SILENT_MS = 10_000  # for a disk to close a file after a failure; then the person hears the reason without the file
PATIENCE_MS = 20_000  # for the disk when the app ends


class Recorder(QObject):
    """Each recording is announced once, when its file is closed.

    Signals: `saved` carries its Path. `stopped` carries the word (words.py) for the reason, and the Path or None.
    `idle`: no file is open any more, or the app stops waiting for it.
    """

    saved = Signal(object)
    stopped = Signal(str, object)
    idle = Signal()
    _failed = Signal(object)  # these two come from the writing thread
    _closed = Signal(object, object)

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self._bridge: Bridge | None = None
        self._show = ""
        self._wanted = False  # the person wants to record
        self._ready = False  # the page has a program
        self._current: RecordingFile | None = None
        self._closing: set[RecordingFile] = set()
        self._announced: set[RecordingFile] = set()  # their failure was announced before they were closed
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._stop_waiting)
        self._failed.connect(self._give_up)
        self._closed.connect(self._announce)

    @property
    def runs(self) -> bool:
        """Whether it records now."""
        return self._current is not None

    @property
    def saves(self) -> bool:
        """Whether a file is still on its way to the disk."""
        return bool(self._closing)

    def finish(self) -> None:
        """Stop recording, because the app wants to end. `idle` says when it may."""
        self.detach()
        if not self._closing:
            self.idle.emit()
        elif not self._patience.isActive():
            self._patience.start()

    def cancel_finish(self) -> None:
        """Wait without a limit again: the app does not end."""
        self._patience.stop()

    def close(self) -> None:
        """Stop recording and wait for the disk, at most PATIENCE_MS."""
        self.finish()
        if self._closing:
            loop = QEventLoop()
            self.idle.connect(loop.quit)
            loop.exec()

    def attach(self, bridge: Bridge) -> None:
        """Record this page from now on. Another show ends the recording of the one before."""
        self.detach()
        self._bridge = bridge
        bridge.reported.connect(self._set_state)
        bridge.record_requested.connect(self._set_wanted)
        bridge.chunk.connect(self._write)
        bridge.ended.connect(self._ended)

    def detach(self) -> None:
        """Record no page."""
        self.reset()
        self._wanted = False
        self._bridge = None

    def reset(self) -> None:
        """End the file: the page was reloaded, so what it sends from now on is another film."""
        self._ready = False
        self._end()

    def _set_state(self, state: PageState) -> None:
        self._show = state.show
        self._ready = state.page == "studio" and state.microphone is not None
        self._start()

    def _set_wanted(self, on: bool) -> None:
        self._wanted = on
        if on:
            self._start()
        elif self._bridge:
            self._bridge.record(False)  # the page sends its last bytes, and then says that it has ended

    def _ended(self) -> None:
        self._end()
        self._start()

    def _start(self) -> None:
        """Begin a file, when the person wants it and the page has a program."""
        if not self._wanted or not self._ready or self._current or not self._bridge:
            return
        try:
            now = datetime.now().astimezone()
            self._current = RecordingFile(recordings_folder(self.folder), self._show, now, self._failed.emit)
        except OSError as error:
            self._stop_page()
            self.stopped.emit(_reason(error), None)
        else:
            self._bridge.record(True)

    def _write(self, data: bytes) -> None:
        if self._current:
            self._current.write(data)

    def _give_up(self, failed: RecordingFile) -> None:
        """End the file that failed. One that has ended already is announced when it is closed."""
        if failed is self._current:
            self._stop_page()
            self._end()
            QTimer.singleShot(SILENT_MS, self, lambda: self._announce_failure(failed))

    def _stop_page(self) -> None:
        self._wanted = False
        if self._bridge:
            self._bridge.record(False)

    def _end(self) -> None:
        ended, self._current = self._current, None
        if ended:
            self._closing.add(ended)
            ended.close().add_done_callback(partial(self._closed.emit, ended))

    def _announce_failure(self, failed: RecordingFile) -> None:
        """Announce a failure without its file: the disk has not closed it in time."""
        if failed in self._closing and failed.error:
            self._announced.add(failed)
            self.stopped.emit(_reason(failed.error), None)

    def _announce(self, recording: RecordingFile, closed: Future[Path]) -> None:
        """Announce a closed file."""
        self._closing.discard(recording)
        error = closed.exception()
        reason = "record_lost" if error else _reason(recording.error) if recording.error else ""
        if error:
            log.app.warning("recording not closed: %s", error)
        file = recording.file if os.path.exists(recording.file) else None
        if reason and recording not in self._announced:
            self.stopped.emit(reason, file)
        elif file:
            self.saved.emit(file)
        self._announced.discard(recording)
        if not self._closing:
            self._patience.stop()
            self.idle.emit()

    def _stop_waiting(self) -> None:
        for recording in self._closing:
            log.app.warning("stopped waiting for the disk: %s", recording.file)
        self._closing.clear()
        self.idle.emit()


def recordings_folder(chosen: str) -> Path:
    """Return the folder for recordings: the chosen one, or "Kaibo" in the person's folder for films."""
    films = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    return Path(chosen) if chosen else Path(films) / "Kaibo"


def _reason(error: OSError) -> str:
    return "record_full" if isinstance(error, NoRoom) else "record_failed"
