"""The recording that a page sends becomes a file. Each file is announced once, with the reason when it stopped."""

import base64
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from event_loop import run_until
from kaibo_companion.bridge import Bridge, Port
from kaibo_companion.recording import recorder as recorders, writer
from kaibo_companion.recording.recorder import Recorder
from PySide6.QtCore import QTimer
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication

PATIENCE = 15
STATE = json.dumps(
    {"page": "studio", "state": "live", "air": True, "show": "All hands", "microphone": True, "camera": None}
)


class Studio:
    """A page that speaks over the bridge, and what its recorder announces."""

    def __init__(self, folder: Path) -> None:
        self.page = QWebEnginePage()
        self.bridge = Bridge(self.page)
        [self.port] = self.bridge.findChildren(Port)
        self.recorder = Recorder(str(folder))
        self.told: list[tuple[str, Path | None]] = []
        self.answers: list[str] = []
        self.recorder.saved.connect(lambda file: self.told.append(("saved", file)))
        self.recorder.stopped.connect(lambda why, file: self.told.append((why, file)))
        self.port.said.connect(lambda kind, text: self.answers.append(text) if kind == "record" else None)
        self.recorder.attach(self.bridge)
        self.port.say("state", STATE)

    def wish(self) -> None:
        self.port.say("record", "on")

    def film(self, data: bytes) -> None:
        self.port.say("chunk", base64.b64encode(data).decode())

    def reload(self) -> None:
        self.recorder.reset()
        self.port.say("state", STATE)

    def until(self, holds: Callable[[], object]) -> None:
        run_until(holds, lambda: self.told, PATIENCE)


@pytest.fixture(scope="module")
def application() -> QApplication:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1" if os.geteuid() == 0 else "")
    found = QApplication.instance() or QApplication(["test", "-platform", "offscreen"])
    assert isinstance(found, QApplication)
    return found


@pytest.fixture
def studio(application: QApplication, tmp_path: Path) -> Iterator[Studio]:
    made = Studio(tmp_path)
    yield made
    made.recorder.close()
    for one in (made.recorder, made.page):
        shiboken6.delete(one)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Give a disk that accepts nothing until the event is set."""
    goes_on, write = threading.Event(), os.write

    def wait(out: int, data: bytes) -> int:
        goes_on.wait(PATIENCE)
        return write(out, data)

    monkeypatch.setattr(os, "write", wait)
    yield goes_on
    goes_on.set()


def films(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.webm"))


def test_finished_recording_is_announced(studio: Studio, tmp_path: Path) -> None:
    studio.wish()
    studio.film(b"film")
    studio.port.say("record", "off")
    studio.port.say("record", "ended")
    studio.until(lambda: studio.told)
    [file] = films(tmp_path)
    assert studio.told == [("saved", file)]
    assert file.read_bytes() == b"film"
    assert studio.answers == ["on", "off"]


def test_full_disk_is_announced_once_with_the_file(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.wish()
    studio.film(b"first")
    [file] = films(tmp_path)
    studio.until(lambda: file.stat().st_size)
    monkeypatch.setattr(writer, "LEAST", shutil.disk_usage(tmp_path).free * 2)
    studio.film(b"second")
    studio.until(lambda: studio.told)
    QApplication.processEvents()  # the writing thread spoke before it closed the file
    assert studio.told == [("record_full", file)]
    assert file.read_bytes() == b"first"
    assert studio.answers == ["on", "off"]


def test_recording_that_cannot_begin_has_no_file(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(writer, "ENOUGH", shutil.disk_usage(tmp_path).free * 2)
    studio.wish()
    assert studio.told == [("record_full", None)]
    assert studio.answers == ["off"]


def test_late_failure_of_old_file_leaves_new_file_running(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, goes_on = os.write, threading.Event()
    studio.wish()
    [old] = films(tmp_path)

    def breaks(out: int, data: bytes) -> int:
        if data == b"old":
            goes_on.wait(PATIENCE)
            raise OSError(5, "Input/output error")
        return write(out, data)

    monkeypatch.setattr(os, "write", breaks)
    studio.film(b"old")
    studio.reload()
    studio.film(b"new")
    goes_on.set()
    studio.until(lambda: studio.told)
    assert studio.told == [("record_failed", None)]
    assert not old.exists(), "nothing was written into it"
    assert studio.recorder.runs
    [new] = films(tmp_path)
    studio.port.say("record", "ended")
    studio.until(lambda: len(studio.told) == 2)
    assert studio.told[1] == ("saved", new)
    assert studio.answers == ["on", "on", "on"], "nothing told the page to stop"


def test_recording_that_cannot_be_closed_is_reported(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    studio.wish()
    studio.film(b"film")
    [file] = films(tmp_path)
    studio.until(lambda: file.stat().st_size)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", broken)
        studio.port.say("record", "ended")
        studio.until(lambda: studio.told)
    assert studio.told == [("record_lost", file)]


def test_lost_last_sync_is_reported_as_failure(studio: Studio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    studio.wish()
    studio.film(b"film")
    [file] = films(tmp_path)
    studio.until(lambda: file.stat().st_size)
    monkeypatch.setattr(os, "fsync", broken)
    studio.port.say("record", "ended")
    studio.until(lambda: studio.told)
    assert studio.told == [("record_failed", file)]


def test_dead_disk_is_reported_with_a_reason(
    studio: Studio, slow: threading.Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorders, "SILENT_MS", 50)
    monkeypatch.setattr(writer, "BEHIND", 5)
    studio.wish()
    studio.film(b"first")
    studio.film(b"more")
    studio.until(lambda: studio.told)
    assert studio.told == [("record_failed", None)]
    slow.set()
    studio.until(lambda: len(studio.told) == 2)
    assert studio.told[1] == ("saved", films(tmp_path)[0])


def test_close_waits_for_disk_only_so_long(
    studio: Studio, slow: threading.Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.recorder._patience.setInterval(200)
    studio.wish()
    studio.film(b"film")
    came: list[str] = []
    QTimer.singleShot(50, studio.recorder, lambda: came.append("the app hears what comes meanwhile"))
    studio.recorder.close()
    assert came
    assert not slow.is_set()
    assert not studio.recorder.saves, "another close returns at once"
    slow.set()
    studio.until(lambda: studio.told)
    assert films(tmp_path)[0].read_bytes() == b"film"


def test_close_returns_when_recording_is_saved(studio: Studio, slow: threading.Event, tmp_path: Path) -> None:
    studio.wish()
    studio.film(b"film")
    studio.recorder._patience.setInterval(10**9)  # so that only the saved file ends the wait
    QTimer.singleShot(100, studio.recorder, slow.set)
    studio.recorder.close()
    assert films(tmp_path)[0].read_bytes() == b"film"
