"""Time the click on "Go live" until a waiting viewer sees the first picture.

The peer is bare livekit-client on the same LiveKit. One page connects and publishes, another one is in the room."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median

from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint
from playwright.sync_api import Browser, Page

from bench.pages import Quiet
from bench.scene import set_up
from e2e.kaibo import ROOT, Kaibo

ROUNDS = 9
CLICKED = """() => document.querySelector('#go-live').addEventListener('click', () => { window.__at = Date.now(); })"""
LIVE = """(() => {
  const look = () => {
    if (document.body?.dataset.state === 'live') window.__at = Date.now();
    else requestAnimationFrame(look);
  };
  look();
})()"""
SENDER = """<!doctype html><meta charset=utf-8><script src=livekit-client.umd.js></script>
<script>
const room = new LivekitClient.Room();
const tracks = LivekitClient.createLocalTracks({ audio: true, video: { resolution: { width: 1280, height: 720 } } });
tracks.then(() => { window.__ready = true; });
window.go = async () => {
  window.__at = Date.now();
  await room.connect('ws://127.0.0.1:%d', '%s');
  await Promise.all((await tracks).map((track) => room.localParticipant.publishTrack(track)));
};
</script>"""
VIEWER = """<!doctype html><meta charset=utf-8><video autoplay muted playsinline></video>
<script src=livekit-client.umd.js></script>
<script>
const room = new LivekitClient.Room(), video = document.querySelector('video');
room.on('trackSubscribed', (track) => { if (track.kind === 'video') track.attach(video); });
video.requestVideoFrameCallback(() => { window.__at = Date.now(); });
room.connect('ws://127.0.0.1:%d', '%s').then(() => { window.__ready = true; });
</script>"""


def measure() -> Iterator[str]:
    """Return medians. Each round has a show and pages of its own."""
    with set_up() as scene:
        host, viewer, folder, kaibo = scene.host.browser, scene.viewer, scene.folder, scene.kaibo
        ours, bare = [], []
        base = serve(folder)
        for at in range(ROUNDS):
            ours.append(_ours(host, viewer, kaibo))
            bare.append(_bare(host, viewer, folder, base, kaibo, at))
        yield f"click on Go live → the first picture of a waiting viewer: {median(ours):.0f} ms"
        yield f"bare livekit-client, connect and publish → the first picture: {median(bare):.0f} ms"
        yield f"over it: {median(ours) - median(bare):.0f} ms; each: {', '.join(f'{one:.0f}' for one in ours)}"


def _ours(host: Browser, viewer: Browser, kaibo: Kaibo) -> float:
    show = kaibo.show()
    studio, watch = _page(host), _page(viewer)
    watch.add_init_script(LIVE)
    watch.goto(show.watch_url)
    watch.wait_for_selector("body[data-state='waiting']")
    studio.goto(show.host_url)
    studio.click("#use-browser")
    studio.wait_for_selector("body[data-page='studio'][data-state='preview']")
    studio.wait_for_function("() => document.querySelector('video#program')?.currentTime > 1")
    studio.evaluate(CLICKED)
    studio.click("#go-live")
    return _between(studio, watch)


def _bare(host: Browser, viewer: Browser, folder: Path, base: str, kaibo: Kaibo, at: int) -> float:
    room = f"bare-{at}"
    pages = []
    for name, text, browser in (("viewer", VIEWER, viewer), ("sender", SENDER, host)):
        sources = ("camera", "microphone") if name == "sender" else None
        grant = Grant(room, f"{name}-{time.monotonic_ns():x}", "", sources, subscribe=True, hidden=False)
        token = mint(grant, kaibo.livekit["key"], kaibo.livekit["secret"], now_ms())
        (folder / "bare" / f"{name}.html").write_text(text % (kaibo.livekit["port"], token))
        page = _page(browser)
        page.goto(f"{base}{name}.html")
        page.wait_for_function("() => window.__ready")
        pages.append(page)
    watch, sender = pages
    sender.evaluate("window.go()")
    return _between(sender, watch)


def serve(folder: Path) -> str:
    """Serve the folder of bare pages. Return its address."""
    pages = folder / "bare"
    pages.mkdir()
    client = ROOT / "web/node_modules/livekit-client/dist/livekit-client.umd.js"
    (pages / client.name).write_bytes(client.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(pages)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def _between(sender: Page, watch: Page) -> float:
    """Return the ms from the one page's moment to the other's. Close both."""
    watch.wait_for_function("() => window.__at")
    took = float(watch.evaluate("window.__at")) - float(sender.evaluate("window.__at"))
    for page in (sender, watch):
        page.context.close()
    return took


def _page(browser: Browser) -> Page:
    return browser.new_context(permissions=["camera", "microphone"]).new_page()
