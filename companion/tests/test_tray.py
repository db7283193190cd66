"""The tray's icon in a real panel, on real clicks."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from e2e.kaibo import until
from e2e.panel import SIZE, panel
from e2e.program import Program

APP = """
import json, sys
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication
from kaibo_companion import tray

def say(value): print(json.dumps(value), flush=True)

application = QApplication(["tray"])
application.setQuitOnLastWindowClosed(False)
icon = tray.Tray()
icon.show_window.connect(lambda: say("show"))
icon.command.connect(say)
icon.quit.connect(lambda: say("quit"))

def told():
    line = sys.stdin.readline()
    if not line:
        icon.close()
        return application.quit()
    icon.set(*json.loads(line))
    say(tray.available())

notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(told)
say(tray.available())
application.exec()
"""
OFF, ON = (None, False, False, False), ("Show & tell", True, True, False)
AIR, INK = "#c8201a", "#1c1b19"


@pytest.fixture(params=["#ffffff", "#1d1c1a"], ids=["light", "dark"])
def tray(request: pytest.FixtureRequest, desktop: dict[str, str], tmp_path: Path) -> Iterator["Seen"]:
    with panel(desktop, tmp_path, request.param):
        seen = Seen(desktop, tmp_path)
        until(lambda: seen.colour(2, 2) == request.param, 10, "the panel is there")
        yield seen
        assert seen.app.end() == 0


class Seen:
    def __init__(self, env: dict[str, str], folder: Path) -> None:
        self.env, self.file = env, folder / "screen.png"
        self.app = Program(APP, env)
        self.app.hear()

    def screen(self) -> QImage:
        subprocess.run(["import", "-window", "root", self.file], env=self.env, check=True)
        return QImage(str(self.file))

    def colour(self, x: int, y: int) -> str:
        return str(self.screen().pixelColor(x, y).name())

    def found(self, colour: str) -> tuple[int, int] | None:
        """The middle of what has a colour in the panel."""
        image = self.screen()
        pixels = ((x, y) for x in range(SIZE[0]) for y in range(SIZE[1]))
        places = [(x, y) for x, y in pixels if image.pixelColor(x, y).name() == colour]
        if len(places) < 8:
            return None
        across, down = zip(*places, strict=True)
        return sum(across) // len(places), sum(down) // len(places)

    def tool(self, *arguments: str) -> str:
        made = subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False)
        return made.stdout.strip()

    def click(self, button: int) -> None:
        until(lambda: self.found(INK), 10, "the icon is there")
        x, y = self.found(INK) or (0, 0)
        self.tool("mousemove", str(x), str(y), "click", str(button))

    def choose(self, entry: int, of: int) -> None:
        """From the icon's menu; the first is 1."""
        before = self.windows()
        self.click(3)
        until(lambda: self.windows() - before, 10, "the menu is there")
        menu = (self.windows() - before).pop()
        size = dict(line.split("=") for line in self.tool("getwindowgeometry", "--shell", menu).splitlines())
        x, y = int(size["WIDTH"]) // 2, int(size["HEIGHT"]) * (2 * entry - 1) // (2 * of)
        self.tool("mousemove", "--window", menu, str(x), str(y), "click", "1")
        until(lambda: self.windows() == before, 10, "the menu is gone")

    def windows(self) -> set[str]:
        return set(self.tool("search", "--onlyvisible", "--class", "tray").split())


def test_the_icon_is_in_the_panel_and_red_only_on_air(tray: Seen) -> None:
    until(lambda: tray.found(INK), 10, "the icon is there")
    assert tray.found(AIR) is None
    assert tray.app.ask(ON) is True
    until(lambda: tray.found(AIR), 10, "it is red on air")
    assert tray.app.ask(("Show & tell", False, True, False)) is True
    until(lambda: tray.found(AIR) is None, 10, "it is ink again")


def test_a_click_asks_for_the_window_and_the_menu_for_the_rest(tray: Seen) -> None:
    tray.click(1)
    assert tray.app.hear() == "show"
    for entry, wanted in [(1, "show"), (2, "quit")]:
        tray.choose(entry, of=2)
        assert tray.app.hear() == wanted
    assert tray.app.ask(ON) is True
    for entry, wanted in [(1, "show"), (2, "microphone"), (3, "camera"), (4, "quit")]:
        tray.choose(entry, of=4)
        assert tray.app.hear() == wanted
