"""A bare Chromium on a desktop. Playwright makes each page believe that it has the focus; here mouse, keys and windows
are the display's own."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from e2e.counts import STARTED
from e2e.desktop import Desktop, evaluate
from e2e.kaibo import free_port, until
from e2e.person import CHROMIUM, FLAGS

CENTRE = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [screenX + box.x + box.width / 2, screenY + outerHeight - innerHeight + box.y + box.height / 2];
}"""


@dataclass
class Window:
    """A Chromium that opens `kaibo:` links of `trusted` without a question, as its person once chose. It finds this
    person's own applications; with `apps_of_machine` also the machine's."""

    desktop: Desktop
    trusted: str
    apps_of_machine: bool = False
    debugger: int = field(default_factory=free_port)

    def open(self, url: str) -> "subprocess.Popen[bytes]":
        profile = self.desktop.home / "chromium"
        (profile / "Default").mkdir(parents=True)
        preferences = {
            "protocol_handler": {"allowed_origin_protocol_pairs": {self.trusted: {"kaibo": True}}},
            "download": {"default_directory": str(self.downloads), "prompt_for_download": False},
        }
        (profile / "Default/Preferences").write_text(json.dumps(preferences))
        more = [f"--user-data-dir={profile}", f"--remote-debugging-port={self.debugger}", "--window-size=1100,760", url]
        # Most desktops do nothing about an address that no app is for; this one would show it in another browser.
        env = {**self.desktop.env, "BROWSER": "true"}
        if not self.apps_of_machine:
            env["XDG_DATA_DIRS"] = str(self.desktop.home / "share")
        quiet = subprocess.DEVNULL
        STARTED["Chromium"] += 1
        return subprocess.Popen([CHROMIUM, *FLAGS, *more], env=env, stdout=quiet, stderr=quiet)

    @property
    def downloads(self) -> Path:
        return self.desktop.home / "Downloads"

    def says(self, script: str) -> Any:
        return evaluate(self.debugger, script)

    def state(self) -> str:
        return str(self.says("document.body.dataset.state + ' ' + document.body.dataset.reason")).strip()

    def wait(self, state: str, seconds: float = 15) -> float:
        return until(lambda: self.state() == state, seconds, f"{state}, not {self.state()}; {self.desktop.titles()}")

    def click(self, selector: str) -> None:
        x, y = self.says(f"({CENTRE})({json.dumps(selector)})")
        move = ["xdotool", "mousemove", str(round(x)), str(round(y)), "click", "1"]
        subprocess.run(move, env=self.desktop.env, check=True)


@contextmanager
def looking_away(window: Window) -> Iterator[None]:
    """Give the focus to another program's window. The page has it again when that window closes."""
    with window.desktop.other("Terminal", 500, 300, "#300a24"):
        until(lambda: window.says("document.hasFocus()") is False, 15, f"looking away: {window.desktop.titles()}")
        yield
