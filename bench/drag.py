"""Time a change of an item's place until a viewer's page shows it there.

The studio's own state changes by a key: two scenes differ only in the place of their one item. A change by the signed
call is timed too. It includes the server and the way to the studio, which a drag in the studio does not take."""

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from typing import Any

from playwright.sync_api import Page

from bench.scene import Scene, set_up
from e2e.kaibo import Show, until
from e2e.patience import patience
from e2e.person import Person, sit_down
from e2e.show.test_scenes import GREEN, change_design, choose, go_live, item, put_design, scene, shows, stored, text

ROUNDS = int(os.environ.get("BENCH_DRAG_ROUNDS", "5"))
AIM = 500
"""Milliseconds, the median's most."""
REST_MS = 1000
SIZE = {"KAIBO_PROGRAM_WIDTH": "1280", "KAIBO_PROGRAM_HEIGHT": "720"}
LEFT, RIGHT = (0.05, 0.2, 0.3, 0.5), (0.6, 0.2, 0.3, 0.5)
PLACES = {"left": LEFT, "right": RIGHT}
PRESSED = "() => addEventListener('keydown', () => { window.__at = Date.now(); }, true)"
ARRIVED = """(x) => {
  const video = document.querySelector('video#program');
  const to = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  window.__at = 0;
  const look = () => {
    to.drawImage(video, video.videoWidth * x - 4, video.videoHeight / 2 - 4, 8, 8, 0, 0, 8, 8);
    const [red, green, blue] = to.getImageData(4, 4, 1, 1).data;
    if (green > 110 && red < 80 && blue < 110) window.__at = Date.now();
    else video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""
"""Notes when the green item covers the middle of its new place."""


def measure() -> Iterator[str]:
    """Return medians of a few changes, each to the other place."""
    with set_up(**SIZE) as made:
        show, host, viewer = _on_air(made)
        by_key = [_timed(viewer, side, partial(_press, host.page, side)) for side in _sides()]
        choose(host, "right")
        until(lambda: shows(viewer, _middle("right"), 0.5, GREEN), 15, "the item at the viewer")
        until(lambda: stored(show)["Design"]["air"]["scene"] == "right", 15, "the server has the switch")
        by_call = [_timed(viewer, side, partial(_put, show, side)) for side in _sides()]
    yield f"a key that moves an item → a viewer's pixels: {_told(by_key)}, of {AIM} ms: {_judged(by_key)}"
    yield f"the same by PutShowDesign, with the server's part: {_told(by_call)}"


def _told(each: list[float]) -> str:
    return f"{median(each):.0f} ms (each: {', '.join(f'{one:.0f}' for one in each)})"


def _judged(each: list[float]) -> str:
    return "enough" if median(each) <= AIM else "TOO SLOW"


def _sides() -> list[str]:
    return [("left", "right")[at % 2] for at in range(ROUNDS)]


def _on_air(made: Scene) -> tuple[Show, Person, Person]:
    """Put a show on air whose fourth and fifth scene have one item, left and right."""
    show, host, viewer = made.kaibo.show(), made.host, sit_down(made.viewer)
    scenes = [scene(side, item("strip", place)) for side, place in PLACES.items()]
    put_design(show, {"strip": text(GREEN)}, *scenes)
    go_live(host, viewer, show)
    choose(host, "right")
    until(lambda: shows(viewer, _middle("right"), 0.5, GREEN), 15, "the item at the viewer")
    host.page.evaluate(PRESSED)
    return show, host, viewer


def _timed(viewer: Person, side: str, move: Callable[[], float]) -> float:
    """Return the ms from a move until the viewer has it. `move` returns when it began, in unix milliseconds."""
    viewer.page.wait_for_timeout(REST_MS)
    viewer.page.evaluate(ARRIVED, _middle(side))
    began = move()
    viewer.page.wait_for_function("() => window.__at", timeout=20_000 * patience())
    return float(viewer.page.evaluate("window.__at")) - began


def _press(studio: Page, side: str) -> float:
    studio.keyboard.press("4" if side == "left" else "5")
    return float(studio.evaluate("window.__at"))


def _put(show: Show, side: str) -> float:
    """Move the item of the scene on air in the stored design."""
    began = 0.0

    def moved(design: dict[str, Any]) -> dict[str, Any]:
        nonlocal began
        *others, last = design["scenes"]
        began = time.time() * 1000
        return design | {"scenes": [*others, scene(last["id"], item("strip", PLACES[side]))]}

    change_design(show, moved)
    return began


def _middle(side: str) -> float:
    x, _, width, _ = PLACES[side]
    return x + width / 2
