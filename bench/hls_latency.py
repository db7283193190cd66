"""Time the flashes and beeps that a viewer by HLS sees and hears, also after stalls of the network."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import httpx2
from playwright.sync_api import sync_playwright

from bench.flashes import BITS
from bench.host import MAKING, flashing
from bench.line import percentile
from bench.recording import offsets
from e2e.cable import Cable
from e2e.kaibo import OURS, Kaibo, Show, until
from e2e.person import Person, launch, sit_down

SECONDS = int(os.environ.get("BENCH_HLS_LATENCY_SECONDS", "120"))
"""How long the viewer watches. The network stops for `STALL` seconds after each `EVERY` seconds."""
EVERY = int(os.environ.get("BENCH_HLS_LATENCY_EVERY", "30"))
STALL = 5
AIM, APART = 3000, 80
"""Milliseconds: of the latency, and between sound and picture."""
SOUND = "--autoplay-policy=no-user-gesture-required"
EYES = """(bits) => {
  const video = document.querySelector('video#program');
  const to = new OffscreenCanvas(64, 36).getContext('2d', { willReadFrequently: true });
  const bright = (x, y) => to.getImageData(Math.round(x * 64), Math.round(y * 36), 1, 1).data[1] > 128;
  window.__seen = [];
  let lit = true;
  const look = (_, frame) => {
    video.requestVideoFrameCallback(look);
    to.drawImage(video, 0, 0, 64, 36);
    const on = bright(1 / 8, 1 / 8);
    if (on && !lit) {
      let code = 0;
      for (let bit = 0; bit < bits; bit += 1) code = code * 2 + bright((bit + 0.5) / 8, 1 - 1.5 / 8);
      window.__seen.push([performance.timeOrigin + frame.expectedDisplayTime, code]);
    }
    lit = on;
  };
  video.requestVideoFrameCallback(look);
}"""
"""Notes when each flash is on the screen, in unix ms, and the number that its picture has."""
EARS = """async () => {
  const ears = new AudioContext();
  await ears.audioWorklet.addModule('data:text/javascript,' + encodeURIComponent(`
    registerProcessor('beeps', class extends AudioWorkletProcessor {
      loud = true;
      process([[samples]]) {
        const level = samples ? samples.reduce((sum, each) => sum + Math.abs(each), 0) / samples.length : 0;
        if (level > 0.05 && !this.loud) this.port.postMessage(currentTime);
        this.loud = level > 0.05;
        return true;
      }
    });`));
  const beeps = new AudioWorkletNode(ears, 'beeps');
  window.__heard = [];
  beeps.port.onmessage = ({ data }) => {
    const { contextTime, performanceTime } = ears.getOutputTimestamp();
    window.__heard.push(performance.timeOrigin + performanceTime + (data - contextTime) * 1000);
  };
  const source = ears.createMediaElementSource(document.querySelector('video#program'));
  source.connect(ears.destination);
  source.connect(beeps).connect(ears.destination);
  await ears.resume();
}"""
"""Notes when each beep leaves the loudspeaker, in unix ms."""


class Flash(NamedTuple):
    at: float
    """When it was seen, in unix ms."""
    late: float
    """Milliseconds since the host sent it."""


def measure() -> Iterator[str]:
    """Return the latency before and after the stalls, and how far sound and picture are apart, also in the file."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        kaibo = Kaibo(Path(name) / "data", KAIBO_LOG_LEVEL="warning", **MAKING).start()
        cable = Cable(kaibo.port)
        try:
            show = kaibo.show("Latency")
            places = {"Delivery": {"WebrtcViewers": 0}}
            show.call("PutShowSettings", OURS, ActivityId=show.activity_id, Settings=places)
            viewer = sit_down(launch(playwright, SOUND, cable.flag), bypass_csp=True)
            cable.media(viewer)
            with flashing(show):
                yield from _watched(show, viewer, cable)
            viewer.browser.close()
            yield f"in the downloaded file, {offsets(_downloaded(show, Path(name)))}"
        finally:
            cable.close()
            kaibo.stop()


def _watched(show: Show, viewer: Person, cable: Cable) -> Iterator[str]:
    viewer.page.goto(show.watch_url)
    viewer.page.wait_for_selector("body[data-source=hls][data-state=live]")
    viewer.goes_on()
    viewer.page.evaluate(EYES, BITS)
    viewer.page.evaluate(EARS)
    viewer.page.wait_for_timeout(EVERY * 1000)
    calm = _flashes(viewer)
    back = [_stall(viewer, cable) for _ in range(1, SECONDS // EVERY)]
    after = time.time() * 1000 - EVERY / 2 * 1000
    late = [flash for flash in _flashes(viewer) if flash.at > after]
    yield _told("latency by flash", calm)
    yield _told(f"the same after {SECONDS} s with {len(back)} stalls of {STALL} s", late)
    shown = ", ".join("never" if each is None else f"{each / 1000:.1f} s" for each in back)
    yield f"from the end of each stall until a flash is within {AIM} ms again: {shown or '–'}"
    yield f"at the viewer, {_apart(_flashes(viewer), viewer.page.evaluate('window.__heard'))}"


def _stall(viewer: Person, cable: Cable) -> float | None:
    """Stop the network. Return the ms from its return until the viewer is at the live edge, None for never."""
    with cable.cut():
        viewer.page.wait_for_timeout(STALL * 1000)
    mended = time.time() * 1000
    viewer.page.wait_for_timeout((EVERY - STALL) * 1000)
    good = (flash.at for flash in _flashes(viewer) if flash.at > mended and flash.late <= AIM)
    return next((at - mended for at in good), None)


def _flashes(viewer: Person) -> list[Flash]:
    """Read what the viewer saw so far. The number of a flash tells its second, if it is less than 16 s late."""
    seen: list[tuple[float, int]] = viewer.page.evaluate("window.__seen")
    return [Flash(at, at - 1000 * (now - (now - code) % (1 << BITS))) for at, code in seen for now in [int(at / 1000)]]


def _told(what: str, flashes: list[Flash]) -> str:
    late = [flash.late for flash in flashes]
    if not late:
        return f"{what}: no flash was seen"
    p50, p95 = (percentile(late, part) for part in (0.5, 0.95))
    judged = "enough" if p50 <= AIM else "TOO SLOW"
    return f"{what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms (of {len(late)}), of {AIM} ms: {judged}"


def _apart(flashes: list[Flash], heard: list[float]) -> str:
    apart = [min((beep - flash.at for beep in heard), key=abs) for flash in flashes if heard]
    apart = [each for each in apart if abs(each) < 500]
    if not apart:
        return "sound after picture: no pair was found"
    judged = "enough" if abs(median(apart)) <= APART else "TOO FAR"
    p5, p95 = (percentile(apart, part) for part in (0.05, 0.95))
    span = f"median of {len(apart)}; 90 % from {p5:.0f} to {p95:.0f}"
    return f"sound after picture: {median(apart):.0f} ms ({span}), of {APART} ms: {judged}"


def _downloaded(show: Show, folder: Path) -> Path:
    """Wait for the replay, and download its file."""

    def ready() -> list[str]:
        found = show.call("ListReplays", OURS, ActivityId=show.activity_id)["Replays"]
        return [each["MediaId"] for each in found if each["State"] == "ready"]

    until(ready, 30, "the replay")
    url = show.call("GetReplayDownload", OURS, ActivityId=show.activity_id, MediaId=int(ready()[0]))["Url"]
    file = folder / "download.mp4"
    with httpx2.stream("GET", url, timeout=300, trust_env=False) as answer, file.open("wb") as out:
        assert answer.is_success, answer.status_code
        for content in answer.iter_bytes():
            out.write(content)
    return file
