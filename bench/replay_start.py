"""Time the click on "End" until a viewer's open page shows the first picture of the replay.

The viewer clicks as soon as the page offers the replay."""

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from playwright.sync_api import Browser

from bench.host import MAKING, making
from bench.scene import set_up
from e2e.kaibo import Kaibo, until
from e2e.person import sit_down

ROUNDS = 5
SECONDS = 6
"""How long the viewer watches each show."""
AIM = 3000
"""Milliseconds."""
END = "#end-live"
CLICKED = """(end) => document.querySelector(end).addEventListener('click', () => { window.__at = Date.now(); })"""
EYES = """() => {
  const video = document.querySelector('video#program');
  const offered = () => {
    if (document.querySelector('#watch-replay')) window.__offered = Date.now();
    else requestAnimationFrame(offered);
  };
  const seen = () => {
    if (Number.isFinite(video.duration)) window.__seen = Date.now();
    else video.requestVideoFrameCallback(seen);
  };
  offered();
  video.requestVideoFrameCallback(seen);
}"""
"""Notes when the page offers the replay, and when it shows its first picture. A live show has no finite length."""


class Round(NamedTuple):
    """Milliseconds since the click."""

    offered: float
    seen: float


def measure() -> Iterator[str]:
    """Return medians. Each round has a show and pages of its own."""
    with set_up(**MAKING) as scene:
        rounds = [_round(scene.host.browser, scene.viewer, scene.kaibo) for _ in range(ROUNDS)]
    seen = median(one.seen for one in rounds)
    judged = "enough" if seen <= AIM else "TOO SLOW"
    yield f"click on End → the first picture of the replay on an open page: {seen:.0f} ms, of {AIM}: {judged}"
    yield f"the page offers the replay after {median(one.offered for one in rounds):.0f} ms"
    yield f"each: {', '.join(f'{one.seen:.0f}' for one in rounds)} ms"


def _round(host: Browser, viewer: Browser, kaibo: Kaibo) -> Round:
    show = kaibo.show()
    studio, watch = sit_down(host), sit_down(viewer)
    watch.page.goto(show.watch_url)
    studio.enter(show.host_url, "studio")
    studio.page.click("#go-live")
    watch.wait("live")
    until(lambda: making(kaibo.folder), 60, "the maker has the picture")
    watch.page.wait_for_timeout(SECONDS * 1000)
    watch.page.evaluate(EYES)
    studio.page.click(END)
    studio.page.evaluate(CLICKED, END)
    studio.page.click(END)
    watch.page.click("#watch-replay")
    watch.page.wait_for_function("() => window.__seen")
    clicked = float(studio.page.evaluate("window.__at"))
    offered, seen = watch.page.evaluate("[window.__offered, window.__seen]")
    for person in (studio, watch):
        person.page.context.close()
    return Round(offered - clicked, seen - clicked)
