"""From a desktop without the app to the app: the page offers the download, waits while it is installed, and opens it by
itself; on a managed machine nobody is asked anything.

Playwright makes every page believe that it has the focus, so where that matters the browser is a bare Chromium, and
mouse, keys and windows are the display's own."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from kaibo.host.livekit.config import free_port
from playwright.sync_api import Playwright

from e2e.desktop import YES, Desktop, evaluate
from e2e.kaibo import COMMAND, Kaibo, until
from e2e.person import CHROMIUM, FLAGS

TRUST = "First time here"
PACKAGE = "kaibo-companion_0.1.0_amd64.deb"
RECORD = """window.seen = []; new MutationObserver(() => {
  if (seen.at(-1) !== document.body.dataset.reason) seen.push(document.body.dataset.reason);
}).observe(document.body, { attributeFilter: ["data-reason"] })"""
CENTRE = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [screenX + box.x + box.width / 2, screenY + outerHeight - innerHeight + box.y + box.height / 2];
}"""


NOBODYS = "\n".join(
    ["untrusted comment: signature", "RUQ" + "A" * 96 + "=", "trusted comment: none", "A" * 86 + "==", ""]
)
"""A signature in minisign's form; the page shows the checksum, and only an app looks whose it is."""


@pytest.fixture
def kaibo(start: Callable[..., Kaibo], tmp_path: Path) -> Kaibo:
    """One that was offering nothing when it started."""
    made = start("--no-media")
    built = tmp_path / "built"
    built.mkdir()
    content = os.urandom(3 << 20)
    (built / PACKAGE).write_bytes(content)
    file = {"System": "linux", "Arch": "x86_64", "File": PACKAGE, "Size": len(content)}
    files = [{**file, "Sha256": sha256(content).hexdigest()}]
    (built / "manifest.json").write_text(json.dumps({"Version": "0.1.0", "Files": files}))
    (built / "manifest.json.minisig").write_text(NOBODYS)
    run(made, "companion", "import", built)
    return made


def run(kaibo: Kaibo, *arguments: object) -> None:
    """A command beside the running server."""
    settings = {**os.environ, "KAIBO_PUBLIC_URL": kaibo.said["Url"]}
    subprocess.run([COMMAND, *map(str, arguments), "--data", kaibo.folder], env=settings, check=True, timeout=30)


@dataclass
class Window:
    """A Chromium whose person told it once to open `kaibo:` links of `trusted` without a question. It finds this
    person's own applications only, unless it is to find the machine's too."""

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
    """Another program's window has the focus; when it closes, the page has it again."""
    with window.desktop.other("Terminal", 500, 300, "#300a24"):
        until(lambda: window.says("document.hasFocus()") is False, 15, f"looking away: {window.desktop.titles()}")
        yield


@pytest.fixture
def bare(display: str, home: Path) -> Iterator[Desktop]:
    """A desktop without the app."""
    made = Desktop(home, display, installed=False)
    yield made
    made.kill()


def test_the_page_that_was_left_open_opens_the_app_once_it_is_installed(bare: Desktop, kaibo: Kaibo) -> None:
    window = Window(bare, kaibo.said["Url"])
    browser = window.open(kaibo.said["HostUrl"])
    try:
        window.wait("waiting noanswer")
        assert "The app hasn’t opened" in window.says("document.querySelector('.news').innerText")
        assert "0.1.0 for Linux" in window.says("document.getElementById('download-app').innerText")

        window.click("#download-app")
        window.wait("choose downloading")
        got, sent = window.downloads / PACKAGE, kaibo.folder / "companion/current" / PACKAGE
        until(got.exists, 15, "the download")
        assert got.read_bytes() == sent.read_bytes()
        assert f"sudo apt install ./{PACKAGE}" in window.says("document.querySelector('.news').innerText")

        with looking_away(window):
            bare.install()
            assert window.state() == "choose downloading"
            assert not bare.running()
        bare.window(TRUST)
        bare.press(*YES)
        bare.wait_page("studio", "preview")
        window.wait("opened")
        assert "Opened in the app" in window.says("document.querySelector('.news').innerText")
    finally:
        browser.terminate()
        browser.wait(10)


def test_who_comes_back_to_read_is_still_told_how(bare: Desktop, kaibo: Kaibo) -> None:
    window = Window(bare, kaibo.said["Url"])
    browser = window.open(kaibo.said["HostUrl"])
    try:
        window.wait("waiting noanswer")
        window.click("#download-app")
        window.wait("choose downloading")
        window.says(RECORD)
        for _ in range(2):
            with looking_away(window):
                assert window.state() == "choose downloading"
            until(
                lambda: window.says("seen.join()") == "waiting,downloading",
                20,
                f"it tried to open the app: {window.state()}",
            )
            window.says("seen.length = 0")
        assert f"sudo apt install ./{PACKAGE}" in window.says("document.querySelector('.news').innerText")
    finally:
        browser.terminate()
        browser.wait(10)


@pytest.fixture
def managed(kaibo: Kaibo, tmp_path: Path) -> Iterator[None]:
    """This machine is managed for the server: its files lie where they go, for as long as the test runs."""
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run(kaibo, "companion", "policy", tmp_path / "policy")
    etc = tmp_path / "policy/linux/etc"
    laid, made = [], []
    for part in ("chromium/policies/managed/kaibo.json", "kaibo-companion/policy.json"):
        target = Path("/etc") / part
        assert not target.exists(), f"{target}: this machine is managed already"
        made += [one for one in target.parents if not one.exists()]
        subprocess.run([*root, "install", "-D", "-m", "0644", etc / part, target], check=True)
        laid.append(target)
    yield
    subprocess.run([*root, "rm", *laid], check=True)
    for folder in sorted(made, reverse=True):
        subprocess.run([*root, "rmdir", folder], check=True)


def test_on_a_managed_machine_a_click_opens_the_app_and_nobody_is_asked(
    managed: None, desktop: Desktop, kaibo: Kaibo, playwright: Playwright
) -> None:
    browser = desktop.chromium(playwright, "https://another.example.com")
    try:
        page = browser.pages[0]
        page.goto(kaibo.said["HostUrl"])
        page.wait_for_selector("body[data-state='opened']", timeout=15_000)
        desktop.wait_page("studio", "preview")
        assert not [title for title in desktop.titles() if TRUST in title]
    finally:
        browser.close()
