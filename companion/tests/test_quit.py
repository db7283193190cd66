"""The end of the app while the disk is slow: it waits in sight, for a limited time."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kaibo_companion.words import WORDS
from running_app import environment

from e2e.kaibo import until
from e2e.program import Program

APP = """
import base64, json, os, sys, threading
from pathlib import Path
from kaibo_companion.app import App
from kaibo_companion.bridge import Bridge, Port
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMessageBox

STATE = {"page": "studio", "state": "preview", "air": False, "show": "All hands", "microphone": True, "camera": None}
application = QApplication(["kaibo-companion"])
app = App(Path(sys.argv[1]))
app._tools.recorder.folder = sys.argv[1]
page = QWebEnginePage()
bridge = Bridge(page)
app._tools.attach(bridge)
say = bridge.findChild(Port).say
goes_on, broken, write = threading.Event(), [], os.write

def slow(out, data):
    goes_on.wait(30)
    if broken:
        raise OSError(5, "Input/output error")
    return write(out, data)

def shown(kind):
    return [one for one in application.allWidgets() if isinstance(one, kind) and one.isVisible()]

def look(_):
    told = [one.informativeText() for one in shown(QMessageBox)]
    return {"words": [one.text() for one in shown(QLabel)], "told": told}

def film(_):
    os.write = slow
    say("state", json.dumps(STATE))
    say("record", "on")
    say("chunk", base64.b64encode(b"film").decode())

def close(_): shown(QMainWindow)[0].close()
def come(_): app.receive("")
def waits_with_limit(_): return app._tools.recorder._patience.isActive()
def patience_ends(_): app._tools.recorder._patience.start(0)
def write_on(_): goes_on.set()
def break_it(_):
    broken.append(True)
    goes_on.set()

def told():
    name, value = json.loads(sys.stdin.readline())
    print(json.dumps(globals()[name](value)), flush=True)

notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(told)
app.start("")
print(json.dumps("started"), flush=True)
application.exec()
os.write = write
app.stop()
del bridge, page
application.shutdown()
"""
ENGLISH = {word: text for word, (_, text) in WORDS.items()}


class Ending:
    """An app that records, while its disk accepts nothing."""

    def __init__(self, home: Path) -> None:
        self.folder = home / ".local/share/kaibo-companion"
        self.folder.mkdir(parents=True)
        self._program = Program(APP, environment(home), str(self.folder))
        assert self._program.hear(60) == "started"
        self.ask("film")

    def ask(self, what: str) -> Any:
        return self._program.ask((what, None))

    def sees(self, word: str) -> None:
        until(lambda: ENGLISH[word] in self.ask("look")["words"], 10, word)

    def code(self) -> int:
        return self._program.process.wait(20)

    def runs(self) -> bool:
        return self._program.process.poll() is None

    def films(self) -> list[bytes]:
        return [one.read_bytes() for one in self.folder.glob("*.webm")]

    def kill(self) -> None:
        if self.runs():
            self._program.kill()
        else:
            self._program.end()


@pytest.fixture
def ending(tmp_path: Path) -> Iterator[Callable[[], Ending]]:
    made: list[Ending] = []

    def start() -> Ending:
        made.append(Ending(tmp_path / "home"))
        return made[-1]

    yield start
    for one in made:
        one.kill()


def test_quit_shows_saving_and_ends_when_saved(ending: Callable[[], Ending]) -> None:
    app = ending()
    app.ask("close")
    app.sees("record_saving")
    app.ask("write_on")
    assert app.code() == 0
    assert app.films() == [b"film"]


def test_quit_waits_for_disk_only_so_long(ending: Callable[[], Ending]) -> None:
    app = ending()
    app.ask("close")
    app.sees("record_saving")
    app.ask("patience_ends")
    assert app.code() == 0
    assert app.films() == [b""], "the disk never took it"


def test_start_during_quit_keeps_the_app(ending: Callable[[], Ending]) -> None:
    app = ending()
    app.ask("close")
    app.sees("record_saving")
    assert app.ask("waits_with_limit")
    app.ask("come")
    app.sees("paste")
    assert not app.ask("waits_with_limit")
    app.ask("write_on")
    until(lambda: app.ask("look")["told"], 10, "the notice")
    [told] = app.ask("look")["told"]
    assert told.startswith("Your recording is here")


def test_failed_recording_is_reported_before_quit(ending: Callable[[], Ending]) -> None:
    app = ending()
    app.ask("close")
    app.sees("record_saving")
    app.ask("break_it")
    until(lambda: app.ask("look")["told"] == [ENGLISH["record_failed"]], 10, "the reason")
    assert app.runs()
