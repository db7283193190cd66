"""The desktop app: from a click to the studio, what it holds, what it adds to the same studio in Chromium."""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from bench.processes import cpu, pss
from e2e.desktop import FAKE_CAMERA, Desktop, screen
from e2e.kaibo import Kaibo, until
from e2e.person import meet

ROUNDS = 7
STRETCH = 15  # seconds of which rates and CPU time are means
REST = 3
SETTLE = 10  # seconds until an encoder has found its rate
FRAME = "!!document.querySelector('#program') && document.querySelector('#program').currentTime > 0"
NOTE_OPENED = """() => {
  const opened = (done) => () => document.body.dataset.state === "opened" && done(Date.now());
  window.opened = new Promise((done) => new MutationObserver(opened(done)).observe(document.body, {attributes: true}));
}"""  # by the page's own clock: a window behind another is painted, and asked, less often


def measure() -> Iterator[str]:
    """Medians under Xvfb, with the app from the source tree."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, ExitStack() as stack:
        folder = Path(name)
        server, manager, display = screen()
        for process in (server, manager):
            stack.callback(process.wait, 10)
            stack.callback(process.terminate)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning", KAIBO_COMPANION=str(_offer(folder))).start()
        stack.callback(kaibo.stop)
        for number, part in enumerate((_clicks, _studio)):
            desktop = Desktop(folder / f"home{number}", display)
            stack.callback(desktop.kill)
            _trust(desktop, kaibo)
            yield from part(desktop, kaibo, playwright)


def _clicks(desktop: Desktop, kaibo: Kaibo, playwright: Playwright) -> Iterator[str]:
    """Each round by a link of its own, or the app would only bring up the show that it is in."""
    browser = desktop.chromium(playwright, kaibo.said["Url"])
    page = browser.pages[0]
    cold, running, heard, handed = [], [], [], []
    for number in range(ROUNDS):
        cold.append(_click(desktop, kaibo, page, f"Cold {number}")[0])
        studio, told = _click(desktop, kaibo, page, f"Warm {number}")
        running.append(studio)
        heard.append(told)
        began = time.monotonic()
        desktop.start().wait(10)
        handed.append(time.monotonic() - began)
        desktop.kill()
    browser.close()
    yield f"click → studio's first frame in the app, not running before: {median(cold):.2f} s"
    yield f"the same, running: {median(running):.2f} s"
    yield f"click → the page says “opened in the app”, running: {median(heard):.2f} s"
    yield f"a second start hands over and is gone: {median(handed):.2f} s"


def _click(desktop: Desktop, kaibo: Kaibo, page: Page, name: str) -> tuple[float, float]:
    """Seconds until the first frame, and until the page hears of it."""
    page.goto(kaibo.link("host", Note=name, Prefer="ask"))
    page.wait_for_selector("#open-app")
    page.evaluate(NOTE_OPENED)
    before = desktop.page("location.pathname")
    began = time.time()
    page.click("#open-app", no_wait_after=True)
    shown = f"location.pathname !== {json.dumps(before)} && {FRAME}"
    until(lambda: desktop.page(shown), 20, "the first frame")
    seen = time.time()
    return seen - began, page.evaluate("opened") / 1000 - began


def _studio(desktop: Desktop, kaibo: Kaibo, playwright: Playwright) -> Iterator[str]:
    """What the app holds and takes, beside the same studio in Chromium on the same screen."""
    app = desktop.start()
    desktop.window("Kaibo")
    time.sleep(REST)
    yield f"memory (PSS), home: {pss(app.pid):.0f} MiB"
    desktop.start(kaibo.deep_link(kaibo.said["HostUrl"]))
    desktop.wait_page("studio", "preview")
    time.sleep(REST)
    yield f"memory (PSS), the studio's preview: {pss(app.pid):.0f} MiB"
    width, height = desktop.page("[innerWidth, innerHeight]")
    desktop.page("document.getElementById('go-live').click()")
    desktop.wait_page("studio", "live")
    viewer = meet(playwright, None, None)
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("live")
    ours = _taken(app.pid)
    desktop.minimise("Demo")
    rate = _rate(viewer)
    viewer.browser.close()
    desktop.kill()

    browser = desktop.chromium(playwright, kaibo.said["Url"], FAKE_CAMERA)
    browser.grant_permissions(["camera", "microphone"])
    page = browser.pages[0]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(kaibo.said["HostUrl"])
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='studio']")
    until(lambda: page.get_attribute("body", "data-state"), 20, "the studio in Chromium")
    time.sleep(REST)
    held = pss(_owner(desktop))
    until(lambda: _in_seat(page), 40, "the studio in Chromium on air")
    viewer = meet(playwright, None, None)
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("live")
    theirs = _taken(_owner(desktop))
    viewer.browser.close()
    browser.close()
    yield f"the same studio in Chromium: {held:.0f} MiB"
    yield f"the program's rate, window minimised: {rate:.1f}/s"
    yield f"CPU on air: {ours:.2f} of a core; the same studio in Chromium {theirs:.2f}; ratio {ours / theirs:.2f}"


def _in_seat(page: Page) -> bool:
    """On air from here: the seat is taken over from the app that is gone, or was free."""
    for button in ("#take-over", "#go-live"):
        if page.is_visible(button):
            page.click(button)
            page.wait_for_timeout(500)
    return bool(page.evaluate("document.body.dataset.air === 'true'"))


def _taken(pid: int) -> float:
    time.sleep(SETTLE)
    return median(cpu(pid, STRETCH / 3) for _ in range(5))


def _rate(viewer: Any) -> float:
    viewer.frames()
    time.sleep(STRETCH)
    return float(viewer.frames() / STRETCH)


def _owner(desktop: Desktop) -> int:
    """Chromium's first process: the one whose profile is on this desktop, and that is nobody's helper."""
    mark = f"--user-data-dir={desktop.home / 'chromium'}"
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if mark in command and not any(part.startswith("--type=") for part in command):
            return int(process.name)
    raise AssertionError("no Chromium")


def _trust(desktop: Desktop, kaibo: Kaibo) -> None:
    """As if its person had said yes before."""
    kept = desktop.home / ".local/share/kaibo-companion"
    kept.mkdir(parents=True)
    (kept / "trusted.json").write_text(json.dumps([kaibo.said["Url"]]))


def _offer(folder: Path) -> Path:
    """Installers, so that the launch page offers the app."""
    offered = folder / "installers"
    offered.mkdir()
    (offered / "kaibo.deb").write_bytes(b"\x7fELF")
    file = {"System": "linux", "Arch": "x86_64", "File": "kaibo.deb", "Size": 4, "Sha256": "0" * 64}
    (offered / "manifest.json").write_text(json.dumps({"Version": "0.1.0", "Files": [file]}))
    return offered
