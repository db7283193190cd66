"""Time a click until the studio, and a click until the first picture.

The peer is a bare livekit-client page on the same LiveKit."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint
from playwright.sync_api import Browser, Page

from bench.scene import set_up
from e2e.kaibo import ROOT, Kaibo

ROUNDS = 11
FIRST_FRAME = """(() => {
  const look = () => {
    const video = document.querySelector('video');
    if (!video) return setTimeout(look, 5);
    video.requestVideoFrameCallback(() => { window.__first = performance.now(); });
  };
  look();
})()"""
BARE = """<!doctype html><meta charset=utf-8><video autoplay muted playsinline></video>
<script src=livekit-client.umd.js></script>
<script>
const room = new LivekitClient.Room();
room.on('trackSubscribed', (track) => { if (track.kind === 'video') track.attach(document.querySelector('video')); });
room.connect('ws://127.0.0.1:%d', '%s');
</script>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def measure() -> Iterator[str]:
    """Return medians. Each round has a fresh context, so that nothing is cached at its first page."""
    with set_up() as scene:
        studio = [_studio(scene.host.browser, scene.kaibo.show().host_url) for _ in range(ROUNDS)]
        yield f"click on the launch page → studio with preview: {median(studio):.0f} ms"
        scene.go_on_air()
        yield from _beside(scene.viewer, scene.kaibo.said["ViewUrl"], partial(_bare, scene.folder, scene.kaibo))


def _studio(browser: Browser, url: str) -> float:
    """Open a show's studio. Each round needs a show of its own: a closed studio keeps its seat for five seconds."""
    page = _fresh(browser)
    page.goto(url)
    began = time.monotonic()
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='studio']")
    page.wait_for_function("() => document.querySelector('video#program')?.currentTime > 0", polling="raf")
    took = (time.monotonic() - began) * 1000
    page.context.close()
    return took


def _beside(browser: Browser, watch: str, bare: Callable[[], str]) -> Iterator[str]:
    """Open the watch page and the bare page in turn. Return the medians, and the median of what ours takes longer."""
    pairs = [(_first(browser, lambda: watch), _first(browser, bare)) for _ in range(ROUNDS)]
    for at, cache in enumerate(("cold", "warm")):
        ours, theirs = [mine[at] for mine, _ in pairs], [other[at] for _, other in pairs]
        yield f"opening a watch link → first picture, {cache} cache: {median(ours):.0f} ms"
        yield f"the same on a bare livekit-client page: {median(theirs):.0f} ms"
        over = [mine - other for mine, other in zip(ours, theirs, strict=True)]
        yield f"over it: {median(ours) - median(theirs):+.0f} ms; the median of the pairs: {median(over):+.0f} ms"


def _first(browser: Browser, url: Callable[[], str]) -> tuple[float, float]:
    """Return the milliseconds to the first picture with an empty cache, and with the page's files in it.

    Chromium keeps a script's compiled code at its second load, so the third load is the warm one."""
    page = _fresh(browser)
    page.add_init_script(FIRST_FRAME)
    took = []
    for _ in range(3):
        page.goto(url())
        page.wait_for_function("() => window.__first")
        took.append(float(page.evaluate("window.__first")))
        page.goto("about:blank")
    page.context.close()
    return took[0], took[-1]


def _fresh(browser: Browser) -> Page:
    return browser.new_context(permissions=["camera", "microphone"]).new_page()


def _bare(folder: Path, kaibo: Kaibo) -> str:
    """Return the address of a page that only connects and shows the first picture."""
    site = folder / "bare"
    if not site.is_dir():
        site.mkdir()
        client = ROOT / "web/node_modules/livekit-client/dist/livekit-client.umd.js"
        (site / client.name).write_bytes(client.read_bytes())
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (site / "port.json").write_text(json.dumps(server.server_address[1]))
    room = next(room.name for room, _ in kaibo.rooms() if f"-{kaibo.activity_id}-program-" in room.name)
    grant = Grant(room, f"viewer-{time.monotonic_ns():x}-1", "", None, subscribe=True, hidden=True)
    token = mint(grant, kaibo.livekit["key"], kaibo.livekit["secret"], now_ms())
    (site / "index.html").write_text(BARE % (kaibo.livekit["port"], token))
    return f"http://127.0.0.1:{json.loads((site / 'port.json').read_text())}/"
