"""Measure the desktop app: the time from a click to the studio, its memory, and its CPU time beside Chromium."""

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
STRETCH = 15  # seconds over which rates and CPU time are averaged
REST = 3
SETTLE = 10  # seconds that an encoder needs to find its rate
FRAME = "!!document.querySelector('#program') && document.querySelector('#program').currentTime > 0"
NOTE_OPENED = """() => {
  const opened = (done) => () => document.body.dataset.state === "opened" && done(Date.now());
  window.opened = new Promise((done) => new MutationObserver(opened(done)).observe(document.body, {attributes: true}));
}"""  # by the page's own clock: the browser paints and polls a window in the background less often


def measure() -> Iterator[str]:
    """Run the app from the source tree under Xvfb. Return medians."""
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
    """Open a link of its own in each round. With the same link the app would only raise its window."""
    browser = desktop.chromium(playwright, kaibo.said["Url"])
    page = browser.pages[0]
    cold, running, heard, handed = [], [], [], []
    for number in range(ROUNDS):
        cold.append(_click(desktop, kaibo, page, f"Cold {number}")[0])
        studio, opened = _click(desktop, kaibo, page, f"Warm {number}")
        running.append(studio)
        heard.append(opened)
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
    """Return the seconds until the first frame, and until the launch page hears of it."""
    page.goto(kaibo.link("host", Note=name, Prefer="app"))
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
    """Measure memory and CPU time of the app, beside the same studio in Chromium on the same screen."""
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
    """Go on air on this page. If the closed app still holds the seat, take it over."""
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
    """Return Chromium's first process: the one with the profile of this desktop that is not a helper process."""
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
    """Trust the server, as if the person had said yes before."""
    kept = desktop.home / ".local/share/kaibo-companion"
    kept.mkdir(parents=True)
    (kept / "trusted.json").write_text(json.dumps([kaibo.said["Url"]]))


def _offer(folder: Path) -> Path:
    """Write installers, so that the launch page offers the app."""
    offered = folder / "installers"
    offered.mkdir()
    (offered / "kaibo.deb").write_bytes(b"\x7fELF")
    file = {"System": "linux", "Arch": "x86_64", "File": "kaibo.deb", "Size": 4, "Sha256": "0" * 64}
    (offered / "manifest.json").write_text(json.dumps({"Version": "0.1.0", "Files": [file]}))
    return offered
