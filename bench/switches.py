"""Switch scenes many times on air, and compare the browser's memory before and after. Then count a viewer's pictures
during fades, with the studio's tab in front and hidden."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import sync_playwright
from websockets.sync.client import ClientConnection

from bench.processes import pss
from e2e.bare import Bare
from e2e.cameras import RED
from e2e.kaibo import Kaibo, Show, until
from e2e.patience import patience
from e2e.person import Person, meet, paint, sing
from e2e.show.test_scenes import GREEN, LIGHT, item, put_design, put_picture, scene, shows, text

SWITCHES = int(os.environ.get("BENCH_SWITCHES", "200"))
FADES = int(os.environ.get("BENCH_SWITCHES_FADES", "5"))
WARM = int(os.environ.get("BENCH_SWITCHES_WARM", "20"))
"""Switches before the first reading: each scene has been on air then."""
SETTLE_SECONDS = float(os.environ.get("BENCH_SWITCHES_SETTLE", "40"))
"""On air before the first reading. A browser without a GPU takes memory for its buffers then, without any switch."""
SWITCH_SECONDS = 0.35
"""Between two switches: a fade ends within it."""
AIM = 30
"""MiB by which the memory may differ."""
READINGS, REST_SECONDS = 5, 1
SIZE = {"KAIBO_PROGRAM_WIDTH": "1280", "KAIBO_PROGRAM_HEIGHT": "720"}
SCENES = {"plain": "4", "light": "5"}
"""The keys of the two scenes. Their pictures are red and white."""
TIMES = """() => {
  const video = document.querySelector('video#program'), found = window.times = [];
  const to = new OffscreenCanvas(4, 4).getContext('2d', { willReadFrequently: true });
  const look = (now) => {
    to.drawImage(video, video.videoWidth * 0.75 - 2, video.videoHeight / 2 - 2, 4, 4, 0, 0, 4, 4);
    found.push([now, to.getImageData(1, 1, 1, 1).data[2]]);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""
"""Records when each picture was shown, in ms, and how blue a place of it is. Red has 40 of 255, white has all."""
BEGUN, DONE = 70, 220
"""Between these a picture is of a fade."""
STEADY_MS = 1000


def measure() -> Iterator[str]:
    """Return the memory before and after, then the rates. Both have a browser of their own."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning", **SIZE).start()
        viewer = meet(playwright, None, None)
        paint(folder / "host.y4m", RED)
        sing(folder / "host.wav", 440)
        bare = Bare(folder / "profile", folder)
        try:
            show = kaibo.show()
            studio = _on_air(bare, show, viewer)
            yield from _memory(bare, studio)
            yield from _rates(bare, studio, viewer)
        finally:
            bare.close()
            viewer.browser.close()
            kaibo.stop()


def _on_air(bare: Bare, show: Show, viewer: Person) -> ClientConnection:
    """Put a show on air whose scenes have the camera, a picture and a text."""
    sources = {"strip": text(GREEN), "back": text(LIGHT), "logo": put_picture(show, LIGHT)}
    light = [item("back", (0, 0, 1, 1)), item("logo", (0.1, 0.1, 0.3, 0.2)), item("strip", (0.1, 0.7, 0.4, 0.2))]
    put_design(show, sources, scene("plain", item("camera", (0, 0, 1, 1))), scene("light", *light))
    studio = bare.open(show.host_url)
    until(lambda: bare.ask(studio, "!!document.querySelector('#use-browser')"), 20, "the launch page")
    bare.ask(studio, "localStorage['kaibo.fade'] = '1'")
    bare.go_live(studio)
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    until(lambda: shows(viewer, 0.75, 0.5, RED), 20, "the camera at the viewer")
    viewer.page.evaluate(TIMES)
    return studio


def _switch(bare: Bare, studio: ClientConnection, name: str) -> None:
    """Press a scene's key, as the host does. It works in a hidden tab as well."""
    key = f"new KeyboardEvent('keydown', {{ key: '{SCENES[name]}', bubbles: true }})"
    bare.ask(studio, f"document.body.dispatchEvent({key})")
    chosen = f"document.querySelector('[data-scene={name}]').getAttribute('aria-pressed') === 'true'"
    until(lambda: bare.ask(studio, chosen), 10, f"the scene {name} on air")


def _memory(bare: Bare, studio: ClientConnection) -> Iterator[str]:
    _many(bare, studio, WARM)
    time.sleep(SETTLE_SECONDS)
    before = _held(bare)
    began = time.monotonic()
    _many(bare, studio, SWITCHES // 2)
    half = _held(bare)
    _many(bare, studio, SWITCHES - SWITCHES // 2)
    after = _held(bare)
    took = time.monotonic() - began
    time.sleep(took)
    quiet = _held(bare)
    more = after - before
    told = "enough" if abs(more) <= AIM else "TOO MUCH"
    held = f"{before:.0f} → {after:.0f} MiB, {more:+.0f} (after half of them {half:.0f})"
    yield f"memory (PSS) of the browser over {SWITCHES} switches: {held}, of ±{AIM}: {told}"
    yield f"then the same {took:.0f} s on air without a switch: {after:.0f} → {quiet:.0f} MiB, {quiet - after:+.0f}"


def _many(bare: Bare, studio: ClientConnection, number: int) -> None:
    for at in range(number):
        _switch(bare, studio, ("light", "plain")[at % 2])
        time.sleep(SWITCH_SECONDS)  # the program has frames of each scene


def _held(bare: Bare) -> float:
    """Return the MiB that the browser holds, a median of some readings after its rest."""
    processes = bare.send(bare.browser, "SystemInfo.getProcessInfo")["processInfo"]
    root = next(int(process["id"]) for process in processes if process["type"] == "browser")
    found = []
    for _ in range(READINGS):
        time.sleep(REST_SECONDS)
        found.append(pss(root))
    return median(found)


def _rates(bare: Bare, studio: ClientConnection, viewer: Person) -> Iterator[str]:
    _switch(bare, studio, "plain")
    until(lambda: shows(viewer, 0.75, 0.5, RED), 15, "the camera at the viewer")
    shown = [_fade(bare, studio, viewer, at) for at in range(FADES)]
    front = bare.ask(studio, "document.visibilityState")
    bare.hide(studio)
    hidden = [_fade(bare, studio, viewer, at) for at in range(FADES, 2 * FADES)]
    yield f"the program's rate at a viewer during a fade, tab {front}: {_told(shown)}"
    yield f"the same with the tab hidden: {_told(hidden)}"


class Fade(NamedTuple):
    during: float
    """Pictures a second while one scene fades to the other. 0: the viewer had no picture of a fade."""
    before: float
    """The same in the second before."""


def _fade(bare: Bare, studio: ClientConnection, viewer: Person, at: int) -> Fade:
    """Switch once. Return the rates that the viewer saw."""
    light = at % 2 == 0
    viewer.page.evaluate("() => { window.times.length = 0; }")
    viewer.page.wait_for_timeout(1.5 * STEADY_MS)
    _switch(bare, studio, "light" if light else "plain")
    ended = f"() => window.times.length && window.times.at(-1)[1] {'>' if light else '<'} {DONE if light else BEGUN}"
    viewer.page.wait_for_function(ended, timeout=20_000 * patience())
    times = [(float(when), int(blue)) for when, blue in viewer.page.evaluate("window.times")]
    steady = [when for when, blue in times if (blue <= BEGUN if light else blue >= DONE)]
    if not steady:
        return Fade(0, 0)
    start = steady[-1]
    before = sum(start - STEADY_MS < when for when in steady) * 1000 / STEADY_MS
    fading = [when for when, blue in times if when > start and BEGUN < blue < DONE]
    end = next(when for when, blue in times if when > start and (blue >= DONE if light else blue <= BEGUN))
    return Fade((len(fading) + 1) * 1000 / (end - start) if fading else 0, before)


def _told(fades: list[Fade]) -> str:
    """Return the medians of what faded. The program cuts where a fade would come too late."""
    faded = [fade for fade in fades if fade.during]
    if not faded:
        return f"none of {len(fades)} switches faded"
    during, before = median(fade.during for fade in faded), median(fade.before for fade in faded)
    return f"{during:.1f}/s, in the second before {before:.1f}/s; {len(faded)} of {len(fades)} switches faded"
