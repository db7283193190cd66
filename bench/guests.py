"""Measure a studio on air with guests: what it receives, its rate, the CPU time and memory of its browser.

The peer is a bare livekit-client page in a room of its own, with as many guests. It shows all of them in full size, and
composes nothing."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint
from playwright.sync_api import Browser, Page

from bench.golive import serve
from bench.processes import cpu, pss
from bench.scene import Scene, set_up
from bench.stage_guests import HEIGHT, WIDTH, on_stage
from e2e.colours import KEEP_CONNECTIONS
from e2e.kaibo import Kaibo, Show, until
from e2e.visitor import Visitor

NUMBERS = [int(one) for one in os.environ.get("BENCH_GUESTS_NUMBERS", "1,8,25").split(",")]
SECONDS = float(os.environ.get("BENCH_GUESTS_SECONDS", "15"))
"""How long each figure is measured."""
ROUNDS = int(os.environ.get("BENCH_GUESTS_ROUNDS", "3"))
SETTLE = 5.0
"""Seconds until the rates and the buffers have their size."""
PROGRAM = {"KAIBO_PROGRAM_WIDTH": "1280", "KAIBO_PROGRAM_HEIGHT": "720", "KAIBO_PROGRAM_FPS": "30"}
BARE = """<!doctype html><meta charset=utf-8><style>video {{ width: {width}px; height: {height}px }}</style>
<script src=livekit-client.umd.js></script>
<script>
const room = new LivekitClient.Room({{ adaptiveStream: false, dynacast: false }});
room.on('trackSubscribed', (track) => document.body.append(track.attach()));
addEventListener('click', () => void room.startAudio());
room.connect('ws://127.0.0.1:{port}', '{token}');
</script>"""
RECEIVED = """async () => {
  const pictures = [];
  let bytes = 0;
  for (const connection of window.connections ?? []) {
    if (connection.connectionState !== 'connected') continue;
    for (const one of (await connection.getStats()).values()) {
      if (one.type !== 'inbound-rtp') continue;
      bytes += one.bytesReceived + one.headerBytesReceived;
      if (one.kind === 'video' && one.frameWidth) pictures.push(`${one.frameWidth}×${one.frameHeight}`);
    }
  }
  return { bytes, pictures };
}"""
"""All bytes that came, and the size of the layer that comes of each picture. Needs KEEP_CONNECTIONS."""


class Cost(NamedTuple):
    kbytes: float
    """Received in a second, in kB."""
    cores: float
    memory: float
    """PSS of all processes of the browser, in MiB."""
    rate: float
    """Pictures of the program per second; 0 for the bare page."""
    layers: str
    """The pictures that the page receives, such as `8 of 320×180`."""


def measure() -> Iterator[str]:
    """Return medians. Each round has a show, guests and pages of its own, first ours and then the bare page."""
    with set_up(**PROGRAM) as scene:
        base = serve(scene.folder)
        alone = _median([_ours(scene, 0) for _ in range(ROUNDS)])
        yield (
            f"a studio on air without guests: {alone.rate:.1f} pictures a second of 30; "
            f"CPU {alone.cores:.2f} cores; memory {alone.memory:.0f} MiB"
        )
        for number in NUMBERS:
            pairs = [(_ours(scene, number), _bare(scene, base, number, at)) for at in range(ROUNDS)]
            ours, bare = (_median([pair[which] for pair in pairs]) for which in range(2))
            yield from _told(number, ours, bare)


def _told(number: int, ours: Cost, bare: Cost) -> Iterator[str]:
    yield (
        f"{number} guests of {WIDTH}×{HEIGHT}: the studio receives {ours.kbytes:.0f} kB/s as {ours.layers}, "
        f"the bare page {bare.kbytes:.0f} kB/s as {bare.layers}: ratio {ours.kbytes / bare.kbytes:.2f}"
    )
    yield (
        f"the same: {ours.rate:.1f} pictures a second of 30; CPU {ours.cores:.2f} · {bare.cores:.2f} cores, "
        f"ratio {ours.cores / bare.cores:.2f}; memory {ours.memory:.0f} · {bare.memory:.0f} MiB"
    )


def _ours(scene: Scene, number: int) -> Cost:
    show = scene.kaibo.show()
    show.trust_guests()
    studio = scene.host.context.new_page()
    studio.add_init_script(KEEP_CONNECTIONS)
    studio.goto(show.host_url)
    studio.click("#use-browser")
    studio.wait_for_selector("body[data-page='studio'][data-state='preview']")
    studio.click("#go-live")
    studio.wait_for_selector("body[data-state='live']")
    with on_stage(_livekit(scene.kaibo), [_token(show, f"Guest {each}") for each in range(number)]):
        return _cost(scene.host.browser, studio, number)


def _bare(scene: Scene, base: str, number: int, at: int) -> Cost:
    room = f"bare-guests-{number}-{at}"
    sources = ("camera", "microphone")
    guests = [
        _minted(scene.kaibo, Grant(room, f"guest-{each}", "", sources, subscribe=False)) for each in range(number)
    ]
    with on_stage(_livekit(scene.kaibo), guests):
        token = _minted(scene.kaibo, Grant(room, "bare", "", None, subscribe=True))
        text = BARE.format(width=WIDTH, height=HEIGHT, port=scene.kaibo.livekit["port"], token=token)
        Path(scene.folder / "bare" / "guests.html").write_text(text)
        page = scene.viewer.new_context().new_page()
        page.add_init_script(KEEP_CONNECTIONS)
        page.goto(f"{base}guests.html")
        page.mouse.click(9, 9)  # before that the browser plays no sound
        return _cost(scene.viewer, page, number)


def _cost(browser: Browser, page: Page, number: int) -> Cost:
    """Measure a page once all guests have arrived. Close it."""
    until(lambda: len(page.evaluate(RECEIVED)["pictures"]) >= number, 60, f"{number} guests on the page")
    page.wait_for_timeout(SETTLE * 1000)
    browser_pid = _pid(browser)
    program = page.query_selector("video#program")
    shown, bytes_before, began = _frames(page), page.evaluate(RECEIVED)["bytes"], time.monotonic()
    cores = cpu(browser_pid, SECONDS)
    came, took = page.evaluate(RECEIVED), time.monotonic() - began
    rate = (_frames(page) - shown) / took if program else 0.0
    layers = ", ".join(f"{count} of {size}" for size, count in sorted(Counter(came["pictures"]).items()))
    found = Cost((came["bytes"] - bytes_before) / 1000 / took, cores, pss(browser_pid), rate, layers)
    page.close()
    return found


def _frames(page: Page) -> int:
    """Return how many pictures of the program the page has shown; 0 for a page without it."""
    return int(
        page.evaluate("document.querySelector('video#program')?.getVideoPlaybackQuality().totalVideoFrames ?? 0")
    )


def _pid(browser: Browser) -> int:
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return int(next(process["id"] for process in found if process["type"] == "browser"))


def _median(costs: list[Cost]) -> Cost:
    kbytes, cores, memory, rate = (median(one) for one in zip(*(cost[:4] for cost in costs), strict=True))
    return Cost(kbytes, cores, memory, rate, costs[-1].layers)


def _livekit(kaibo: Kaibo) -> str:
    return f"ws://127.0.0.1:{kaibo.livekit['port']}"


def _token(show: Show, name: str) -> str:
    """Put one more guest on the stage. Return the join token."""
    with Visitor(show.url) as visitor:
        return str(visitor.enter(show.guest_url(name), "JoinStage").call("ConnectStage")["Token"])


def _minted(kaibo: Kaibo, grant: Grant) -> str:
    return mint(grant, kaibo.livekit["key"], kaibo.livekit["secret"], now_ms())
