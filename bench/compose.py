"""Measure what the compositor costs for each frame of the program, in a page that does nothing else.

The peer is a worker that only draws one whole frame of the camera at each tick. Both are measured by the CPU time of
the page's process. The process of the camera does not count, nor does an encoder: there is none."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from e2e.kaibo import until
from e2e.person import launch, sit_down
from e2e.trial import trial

SOURCES = [int(one) for one in os.environ.get("BENCH_COMPOSE_SOURCES", "1,5,10,25").split(",")]
SECONDS = float(os.environ.get("BENCH_COMPOSE_SECONDS", "6"))
"""How long each figure is measured."""
SETTLE = 2.0
"""Seconds until the buffers of the browser have their size."""
CAMERA = os.environ.get("BENCH_COMPOSE_CAMERA", "1280x720")
"""The size of each camera. The program always has 1280×720."""
DEVICE = ["--use-fake-device-for-media-stream=fps=30", "--use-fake-ui-for-media-stream"]


class Cost(NamedTuple):
    ms: float
    """CPU time of the page's process for each frame of the program."""
    rate: float
    """Frames of the program per second."""


def measure() -> Iterator[str]:
    """Return the CPU time of a frame. Bare is measured before and after, so that both have the same machine."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, trial(Path(name)) as address:
        browser = launch(playwright, *DEVICE)
        page = sit_down(browser).page
        page.goto(f"{address}/compose.html")
        page.wait_for_function("() => !!window.compose")
        page.evaluate("cameras({}, {})".format(*CAMERA.split("x")))
        bare = [_cost(browser, page, "bare()")]
        ours = {
            number: [_cost(browser, page, f"compose({number}, {drawn})") for drawn in ("false", "true")]
            for number in SOURCES
        }
        bare.append(_cost(browser, page, "bare()"))
        read = {number: _read(browser, page, number) for number in SOURCES}
        browser.close()
    one = sum(cost.ms for cost in bare) / len(bare)
    yield f"a worker that draws one frame of 1280×720: {one:.1f} ms of CPU a frame, {bare[0].rate:.0f}/s"
    for number, (cameras, drawn) in ours.items():
        yield (
            f"compositor, {number} cameras of {CAMERA}: {cameras.ms:.1f} ms a frame, {cameras.rate:.0f}/s, ratio "
            f"{cameras.ms / one:.2f}; with four drawn sources {drawn.ms:.1f} ms, {drawn.rate:.0f}/s, ratio "
            f"{drawn.ms / one:.2f}; only to deliver the cameras' frames: {read[number]:.1f} ms in the time of a frame"
        )


def _cost(browser: Browser, page: Page, start: str) -> Cost:
    page.evaluate(start)
    until(lambda: page.evaluate("made()") > 0, 30, "a first frame")
    page.wait_for_timeout(SETTLE * 1000)
    frames, spent = page.evaluate("made()"), cpu_of_pages(browser)
    page.wait_for_timeout(SECONDS * 1000)
    frames, spent = page.evaluate("made()") - frames, cpu_of_pages(browser) - spent
    page.evaluate("stop()")
    return Cost(1000 * spent / max(1, frames), frames / SECONDS)


def _read(browser: Browser, page: Page, number: int) -> float:
    """Return the CPU ms in which the page gets and closes the frames of so many cameras, for 1/30 s."""
    page.evaluate(f"read({number})")
    page.wait_for_timeout(SETTLE * 1000)
    spent = cpu_of_pages(browser)
    page.wait_for_timeout(SECONDS * 1000)
    spent = cpu_of_pages(browser) - spent
    page.evaluate("stop()")
    return 1000 * spent / SECONDS / 30


def cpu_of_pages(browser: Browser) -> float:
    """Return the seconds of CPU time that the processes of this browser's pages used so far."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return float(sum(process["cpuTime"] for process in found if process["type"] == "renderer"))
