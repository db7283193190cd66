"""The app in a process of its own. Tests read what it shows, and click what it offers."""

import os
from pathlib import Path
from typing import Any

from e2e.kaibo import until
from e2e.program import Program

APP = """
import json, sys
from pathlib import Path
from kaibo_companion import log
from kaibo_companion.app import App
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMainWindow, QMessageBox

def say(value): print(json.dumps(value), flush=True)

log.begin(Path(sys.argv[1]))
application = QApplication(["kaibo-companion"])
app = App(Path(sys.argv[1]))

def shown(kind):
    return [one for one in application.allWidgets() if isinstance(one, kind) and one.isVisible()]

def look(_):
    window, boxes = shown(QMainWindow)[0], shown(QMessageBox)
    say({
        "title": window.windowTitle(),
        "words": [one.text() for one in shown(QLabel) + shown(QAbstractButton)],
        "banner": "".join(one.text() for one in shown(QLabel) if one.objectName() == "banner"),
        "told": [box.informativeText() for box in boxes],
        "paper": window.grab().toImage().pixelColor(4, 4).name(),
    })

def click(text):
    button = next(one for one in shown(QAbstractButton) if one.text() == text)
    say(None)
    button.click()

def page(script):
    views = shown(QWebEngineView)
    views[0].page().runJavaScript(script, 0, say) if views else say(None)

def choose(file):
    dialog = shown(QFileDialog)[0]
    dialog.selectFile(file)
    dialog.accept()
    say(None)

def come(link):
    app.receive(link)
    say(None)

def close(_):
    shown(QMainWindow)[0].close()

def told():
    line = sys.stdin.readline()
    if line:
        name, value = json.loads(line)
        return globals()[name](value)
    notifier.setEnabled(False)
    application.quit()

notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(told)
app.start(sys.argv[2])
say("started")
application.exec()
app.stop()
application.shutdown()
"""


class RunningApp:
    """It has no screen and speaks English, unless `settings` of its environment say otherwise.

    `home` is the person's home folder, with the data of earlier starts.
    """

    def __init__(self, home: Path, link: str = "", **settings: str) -> None:
        self.home = home
        self._program = Program(APP, environment(home) | settings, str(self.folder), link)
        assert self._program.hear(60) == "started"

    @property
    def folder(self) -> Path:
        return self.home / ".local/share/kaibo-companion"

    def come(self, link: str) -> None:
        """Hand a link over, as a second start does."""
        self._program.ask(("come", link))

    def look(self) -> dict[str, Any]:
        """Return what is visible: `banner` of home, `told` by dialogs, and `paper`, the colour of the ground."""
        found: dict[str, Any] = self._program.ask(("look", None))
        return found

    def click(self, text: str) -> None:
        self._program.ask(("click", text))

    def choose(self, file: Path) -> None:
        """Choose a file in the file dialog."""
        self._program.ask(("choose", str(file)))

    def page(self, script: str) -> Any:
        """Run a script in the page and return its value; None without a page."""
        return self._program.ask(("page", script))

    def wait(self, text: str) -> None:
        until(lambda: text in self.look()["words"], 20, f"{text}; {self.look()['words']}")

    def quit(self) -> None:
        """Close its window, and wait for its end."""
        self._program.tell(("close", None))
        self.end()

    def running(self) -> bool:
        return self._program.process.poll() is None

    def kill(self) -> None:
        """End it as a crash does."""
        self._program.kill()

    def end(self) -> None:
        """End it as a system that shuts down does."""
        assert self._program.end() == 0


def environment(home: Path) -> dict[str, str]:
    (home / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
    dropped = ("XDG_", "LC_", "QT", "DBUS_", "WAYLAND_", "DISPLAY", "LANGUAGE")
    return {key: value for key, value in os.environ.items() if not key.startswith(dropped)} | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "LANG": "en_US.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_DISABLE_SANDBOX": "1" if os.geteuid() == 0 else "",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--use-fake-device-for-media-stream",
    }
