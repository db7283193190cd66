"""The tray icon in a real panel, with real clicks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from e2e.kaibo import until
from e2e.panel import AIR, INK, Panel, panel
from e2e.program import Program

APP = """
import json, sys, time
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from kaibo_companion.bridge import read_state
from kaibo_companion.desktop import tray
from kaibo_companion.desktop.tools import DesktopTools
from kaibo_companion.settings.model import Settings

def say(value): print(json.dumps(value), flush=True)

application = QApplication(["tray"])
application.setQuitOnLastWindowClosed(False)
tools = DesktopTools(Settings(), time.time)
icon = tools.tray
icon.open_window.connect(lambda: say("show"))
icon.command.connect(say)
QSystemTrayIcon.showMessage = lambda _, title, text, *rest: say([title, text])
for wish in ("home", "settings", "report", "quit"):
    getattr(icon, wish).connect(lambda wish=wish: say(wish))

def told():
    line = sys.stdin.readline()
    if not line:
        tools.close()
        return application.quit()
    value = json.loads(line)
    if isinstance(value, bool):
        return say(tools.set_in_front(value))
    if isinstance(value, str):
        tools._set_state(read_state(value))
        return say(icon.findChild(QSystemTrayIcon).toolTip())
    if isinstance(value, dict):
        return icon.tell(**value)
    icon.set(*value)
    say(tray.available())

notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(told)
say(tray.available())
application.exec()
"""
LIGHT = pytest.mark.parametrize("tray", ["#ffffff"], indirect=True, ids=["light"])
PAGE = {"page": "studio", "state": "preview", "air": False, "show": "Tea"}
OFF, ON = (None, False, False, False), ("Show & tell", True, True, False)


@dataclass
class Seen:
    panel: Panel
    app: Program


@pytest.fixture(params=["#ffffff", "#1d1c1a"], ids=["light", "dark"])
def tray(request: pytest.FixtureRequest, desktop: dict[str, str], tmp_path: Path) -> Iterator[Seen]:
    with panel(desktop, tmp_path, request.param, program="tray") as shown:
        seen = Seen(shown, Program(APP, desktop))
        seen.app.hear()
        until(lambda: shown.colour(2, 2) == request.param, 10, "the panel is there")
        yield seen
        assert seen.app.end() == 0


def test_icon_is_red_only_on_air(tray: Seen) -> None:
    until(lambda: tray.panel.found(INK), 10, "the icon is there")
    assert tray.panel.found(AIR) is None
    assert tray.app.ask(ON) is True
    until(lambda: tray.panel.found(AIR), 10, "it is red on air")
    assert tray.app.ask(("Show & tell", False, True, False)) is True
    until(lambda: tray.panel.found(AIR) is None, 10, "it is ink again")


@LIGHT
def test_click_opens_window_and_menu_has_the_rest(tray: Seen) -> None:
    tray.panel.click(1)
    assert tray.app.hear() == "show"
    for entry, wanted in enumerate(["show", "home", "settings", "report", "quit"], 1):
        tray.panel.choose(entry, of=5)
        assert tray.app.hear() == wanted
    assert tray.app.ask(ON) is True
    for entry, wanted in enumerate(["show", "microphone", "camera", "home", "settings", "report", "quit"], 1):
        tray.panel.choose(entry, of=7)
        assert tray.app.hear() == wanted


@LIGHT
def test_notice_is_shown_as_system_message(tray: Seen) -> None:
    assert tray.app.ask({"title": "Recording saved", "text": "here"}) == ["Recording saved", "here"]


@LIGHT
def test_guest_who_waits_is_counted_and_told_behind_another_window(tray: Seen) -> None:
    def report(waiting: int) -> str:
        """Report as a page does."""
        return json.dumps({**PAGE, "waiting": waiting})

    assert tray.app.ask(report(0)) == "Kaibo"
    assert tray.app.ask(report(1)) == "(1) Kaibo", "the window is in front: the page itself says more"
    tray.app.ask(False)  # another window is in front
    assert tray.app.ask(report(2)) == ["Someone is waiting for you", "Backstage in “Tea”."]
    assert tray.app.hear() == "(2) Kaibo"
    assert tray.app.ask(report(1)) == "(1) Kaibo"
