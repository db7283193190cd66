"""Measure what the compositor costs for each frame of the program, in a page that does nothing else.

The peer is a worker that only draws one whole frame of the camera at each tick. Both are measured by the CPU time of
the page's process. The process of the camera does not count, nor does an encoder: there is none."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from e2e.kaibo import until
from e2e.person import launch, sit_down
from e2e.trial import trial

SOURCES = [int(one) for one in os.environ.get("BENCH_COMPOSE_SOURCES", "1,5,10,25").split(",")]
SECONDS = float(os.environ.get("BENCH_COMPOSE_SECONDS", "6"))
"""How long each figure is measured."""
ROUNDS = int(os.environ.get("BENCH_COMPOSE_ROUNDS", "5"))
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
    """Return medians of five rounds. Each round measures all, so that ours and bare have the same machine."""
    with opened() as made:
        rounds = [_round(*made) for _ in range(ROUNDS)]
        read = {number: median(_read(*made, number) for _ in range(ROUNDS)) for number in SOURCES}
    bare = _median([one[0] for one in rounds])
    yield f"a worker that draws one frame of 1280×720: {bare.ms:.1f} ms of CPU a frame, {bare.rate:.0f}/s"
    for number in SOURCES:
        cameras, drawn = (_median([ours[number][at] for _, ours in rounds]) for at in range(2))
        yield (
            f"compositor, {number} cameras of {CAMERA}: {cameras.ms:.1f} ms a frame, {cameras.rate:.0f}/s, ratio "
            f"{cameras.ms / bare.ms:.2f}; with four drawn sources {drawn.ms:.1f} ms, {drawn.rate:.0f}/s, ratio "
            f"{drawn.ms / bare.ms:.2f}; only to deliver the cameras' frames: {read[number]:.1f} ms in a frame's time"
        )


@contextmanager
def opened() -> Iterator[tuple[Browser, Page]]:
    """Open the page that composes what a benchmark asks for."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, trial(Path(name)) as address:
        browser = launch(playwright, *DEVICE)
        page = sit_down(browser).page
        page.goto(f"{address}/compose.html")
        page.wait_for_function("() => !!window.compose")
        page.evaluate("cameras({}, {})".format(*CAMERA.split("x")))
        yield browser, page
        browser.close()


def cost(browser: Browser, page: Page, cameras: int, *, drawn: bool) -> Cost:
    """Measure the compositor with so many cameras, and with drawn sources above them."""
    return _cost(browser, page, f"compose({cameras}, {str(drawn).lower()})")


def _round(browser: Browser, page: Page) -> tuple[Cost, dict[int, list[Cost]]]:
    bare = _cost(browser, page, "bare()")
    return bare, {number: [cost(browser, page, number, drawn=drawn) for drawn in (False, True)] for number in SOURCES}


def _median(costs: list[Cost]) -> Cost:
    return Cost(median(one.ms for one in costs), median(one.rate for one in costs))


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
