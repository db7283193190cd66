"""A test's desktop: a display with a window manager, a home of its own, the app registered for `kaibo:` links."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import BrowserContext, Playwright
from PySide6.QtGui import QImage
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from Xlib.display import Display

from e2e.counts import STARTED
from e2e.kaibo import ROOT, free_port, until
from e2e.person import CHROMIUM, FLAGS

APP = ROOT / ".venv/bin/kaibo-companion"
YES = ("Tab", "Return")  # from the safe answer, which has the focus
OTHER = """
import sys
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
title, width, height, *colours = sys.argv[1:]
app = QApplication([])
line = b"".join(bytes.fromhex(colours[x % len(colours)][1:]) for x in range(int(width)))
picture = QImage(line * int(height), int(width), int(height), len(line), QImage.Format.Format_RGB888)
window = QLabel()
window.setPixmap(QPixmap.fromImage(picture))
window.setWindowTitle(title)
window.setFixedSize(picture.size())
window.show()
app.exec()
"""
FAKE_CAMERA = "--use-fake-device-for-media-stream"  # the app's own questions stay


@dataclass
class Desktop:
    """`home` is a person's home folder. Tests read the app's page through Chromium's port for debuggers.

    `installed`: the app is registered from the start. `scale`: screen pixels for one of the app's.
    `film`: the camera's file."""

    home: Path
    display: str
    language: str = "en_US.UTF-8"
    scale: int = 1
    app: Path = APP  # another is registered already
    debugger: int = field(default_factory=free_port)
    started: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    installed: bool = True
    film: Path | None = None

    def __post_init__(self) -> None:
        (self.home / "run").mkdir(mode=0o700, parents=True)
        if self.installed and self.app == APP:
            self.install()

    def install(self) -> None:
        """Register the app for `kaibo:` links, as a package does."""
        applications = self.home / ".local/share/applications"
        applications.mkdir(parents=True, exist_ok=True)
        wrapper = self.home / "kaibo-companion"
        door = 'QTWEBENGINE_REMOTE_DEBUGGING="$(cat "$HOME/debugger")"'  # a browser that was started before has another
        wrapper.write_text(f'#!/bin/sh\n{door} exec setsid -f {APP} "$@" </dev/null >>{self.log} 2>&1\n')
        self._open_door()
        wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)
        (applications / "kaibo-companion.desktop").write_text(
            f"[Desktop Entry]\nType=Application\nName=Kaibo\nExec={wrapper} %u\nMimeType=x-scheme-handler/kaibo;\n"
        )
        config = self.home / ".config"
        config.mkdir(exist_ok=True)
        (config / "mimeapps.list").write_text(
            "[Default Applications]\nx-scheme-handler/kaibo=kaibo-companion.desktop\n"
        )

    def note_browser(self) -> Path:
        """Replace the system's browser by one that writes down what it is asked to open."""
        noted, script = self.home / "opened", self.home / "browser"
        script.write_text(f'#!/bin/sh\necho "$1" >>{noted}\n')
        script.chmod(0o755)
        entry = f"[Desktop Entry]\nType=Application\nName=Browser\nExec={script} %u\n"
        (self.home / ".local/share/applications/browser.desktop").write_text(entry)
        with (self.home / ".config/mimeapps.list").open("a") as handlers:
            handlers.write("x-scheme-handler/http=browser.desktop\nx-scheme-handler/https=browser.desktop\n")
        return noted

    @property
    def log(self) -> Path:
        return self.home / "app.log"

    @property
    def env(self) -> dict[str, str]:
        return {
            **{key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "LC_", "QT"))},
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "DISPLAY": self.display,
            "LANG": self.language,
            "LANGUAGE": "",
            "QT_SCALE_FACTOR": str(self.scale),
            "QTWEBENGINE_REMOTE_DEBUGGING": f"127.0.0.1:{self.debugger}",
            "QTWEBENGINE_CHROMIUM_FLAGS": " ".join(
                [FAKE_CAMERA, *([f"--use-file-for-fake-video-capture={self.film}"] if self.film else [])]
            ),
        }

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start the app as the system does."""
        with self.log.open("ab") as log:
            made = subprocess.Popen(
                [self.app, *arguments], env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        self.started.append(made)
        return made

    def chromium(self, playwright: Playwright, trusted: str = "", *flags: str) -> BrowserContext:
        """Open a window on this display.

        Its person told it once to open `kaibo:` links of `trusted` without a question. Without `trusted` it does what
        the machine's policy says.
        """
        profile = self.home / "chromium"
        if trusted:
            (profile / "Default").mkdir(parents=True, exist_ok=True)
            pairs = {"allowed_origin_protocol_pairs": {trusted: {"kaibo": True}}}
            (profile / "Default/Preferences").write_text(json.dumps({"protocol_handler": pairs}))
        STARTED["Chromium"] += 1
        return playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, headless=False, args=[*FLAGS, *flags], env={**self.env}
        )

    def keep(self, folder: Path) -> None:
        """Write the app's log, and a picture of the screen."""
        shutil.copy(self.log, folder / "app.log")
        subprocess.run(["import", "-window", "root", folder / "screen.png"], env=self.env, check=True)

    def running(self) -> list[int]:
        """Find the app's processes of this home, without Chromium's children."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                arguments = (process / "cmdline").read_bytes().split(b"\0")
                mine = f"HOME={self.home}".encode() in (process / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if mine and str(self.app).encode() in arguments[:2]:
                found.append(int(process.name))
        return found

    def kill(self) -> None:
        """Kill the app, as the system does when memory runs out."""
        for pid in self.running():
            os.kill(pid, signal.SIGKILL)
        for process in self.started:
            process.wait(10)
        until(lambda: not self.running(), 10, "the app is gone")
        self.debugger = free_port()  # the old one lingers
        self._open_door()

    def _open_door(self) -> None:
        (self.home / "debugger").write_text(f"127.0.0.1:{self.debugger}")

    @contextmanager
    def other(self, title: str, width: int, height: int, *colours: str) -> Iterator[None]:
        """Show another program's window in front, in columns of these colours, each a pixel wide."""
        asked = [sys.executable, "-c", OTHER, title, str(width), str(height), *colours]
        made = subprocess.Popen(asked, env={**self.env, "QT_SCALE_FACTOR": "1"})
        try:
            self.window(title)
            yield
        finally:
            made.terminate()
            made.wait(10)

    def window(self, name: str, seconds: float = 15) -> None:
        """Wait for a window by its title."""
        until(lambda: self._tool("search", "--onlyvisible", "--name", name), seconds, f"{name}; {self.titles()}")

    def titles(self) -> list[str]:
        ids = self._tool("search", "--onlyvisible", "--name", ".").split()
        return [self._tool("getwindowname", one).strip() for one in ids]

    def press(self, *keys: str) -> None:
        for key in keys:
            self._tool("key", key)

    def type(self, text: str) -> None:
        self._tool("type", text)

    def focus(self, name: str) -> None:
        self._tool("search", "--onlyvisible", "--name", name, "windowactivate", "--sync")

    def minimise(self, name: str) -> None:
        self._tool("windowminimize", self._tool("search", "--onlyvisible", "--name", name).split()[0])

    def click(self, name: str, x: float, y: float) -> None:
        """Click into a window, at parts of its width and height."""
        window = self._tool("search", "--onlyvisible", "--name", name).split()[0]
        size = dict(line.split("=") for line in self._tool("getwindowgeometry", "--shell", window).split())
        at = (str(int(int(size["WIDTH"]) * x)), str(int(int(size["HEIGHT"]) * y)))
        self._tool("mousemove", "--window", window, *at, "click", "1")

    def colours(self, name: str) -> int:
        """Count the different colours that a window shows."""
        window = self._tool("search", "--onlyvisible", "--name", name).split()[0]
        taken = subprocess.run(["import", "-window", window, "png:-"], env=self.env, capture_output=True, check=True)
        told = subprocess.run(
            ["identify", "-format", "%k", "png:-"], input=taken.stdout, capture_output=True, check=True
        )
        return int(told.stdout)

    def amount(self, name: str, colour: str) -> int:
        """Count the pixels of a colour where a window is, as the screen shows it."""
        window = self._tool("search", "--onlyvisible", "--name", name).split()[0]
        place = dict(line.split("=") for line in self._tool("getwindowgeometry", "--shell", window).split())
        taken = subprocess.run(["import", "-window", "root", "png:-"], env=self.env, capture_output=True, check=True)
        image = QImage.fromData(taken.stdout).copy(*(int(place[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))
        pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
        return int((pixels == int(f"ff{colour[1:]}", 16)).sum())

    def stays(self, name: str) -> set[str]:
        """Return what the window manager was asked to do with a window.

        The names are those of _NET_WM_STATE (https://specifications.freedesktop.org/wm-spec).
        """
        display = Display(self.display)
        try:
            window = display.create_resource_object("window", int(self._tool("search", "--name", name).split()[0]))
            states = window.get_full_property(display.intern_atom("_NET_WM_STATE"), 0)
            return {display.get_atom_name(state) for state in (states.value if states else [])}
        finally:
            display.close()

    def shoot(self, file: Path, name: str) -> None:
        """Write a picture of a window, as the screen shows it."""
        window = self._tool("search", "--onlyvisible", "--name", name).split()[-1]
        subprocess.run(["import", "-window", window, file], env=self.env, check=True)

    def _tool(self, *arguments: str) -> str:
        return subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False).stdout

    def page(self, script: str) -> Any:
        """Evaluate in the app's page. Return None while there is no page."""
        return evaluate(self.debugger, script)

    def wait_page(self, page: str, state: str, seconds: float = 20) -> float:
        """Wait until the app shows this page in this state. Return the seconds."""
        wanted = f"{page} {state}"
        script = "document.body.dataset.page + ' ' + document.body.dataset.state"
        return until(lambda: self.page(script) == wanted, seconds, f"{wanted} in the app: {self.titles()}")


def evaluate(debugger: int, script: str) -> Any:
    """Evaluate in the first page of a Chromium. Return None while there is no page."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{debugger}/json", timeout=5) as answer:
            pages = [one for one in json.load(answer) if one["type"] == "page"]
        with connect(pages[0]["webSocketDebuggerUrl"], compression=None, max_size=None) as socket:
            asked = {"expression": script, "awaitPromise": True, "returnByValue": True, "userGesture": True}
            socket.send(json.dumps({"id": 1, "method": "Runtime.evaluate", "params": asked}))
            while "id" not in (answered := json.loads(socket.recv(10))):
                pass
        return answered["result"]["result"].get("value")
    except (OSError, IndexError, KeyError, TimeoutError, WebSocketException):
        return None


def screen(size: str = "1280x800") -> tuple["subprocess.Popen[bytes]", "subprocess.Popen[bytes]", str]:
    """Start a virtual display and its window manager. Return both, and the display's name."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        display = f":{told.readline().strip()}"
    assert display != ":", "Xvfb did not start"
    assert shutil.which("openbox")
    manager = subprocess.Popen(
        ["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL
    )
    return server, manager, display
