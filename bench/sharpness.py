"""Share a still screen of one-pixel columns in a program of 1080p, and read their contrast on a viewer's page.

The peer is bare livekit-client, which publishes the same screen with its own settings. The program has ten pictures a
second here, because the machine also decodes it."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint
from playwright.sync_api import Browser, Page, ViewportSize

from bench.golive import VIEWER, serve
from bench.scene import set_up
from e2e.kaibo import Kaibo, until

WIDTH, HEIGHT, FPS = 1920, 1080, 10
READINGS = 5
PATIENCE = 60
"""Seconds in which the picture may become sharp. The encoder improves a still picture step by step."""
SCREEN = """(() => {
  const [width, height, fps] = [WIDTH, HEIGHT, FPS];
  const canvas = Object.assign(document.createElement('canvas'), { width, height }), pen = canvas.getContext('2d');
  const draw = () => {
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, width, height);
    pen.fillStyle = '#000';
    for (let at = 0; at < width; at += 2) pen.fillRect(at, 0, 1, height);
  };
  draw();
  setInterval(draw, 200);  // a still screen: the same picture again
  window.screenOfColumns = () => canvas.captureStream(fps);
  navigator.mediaDevices.getDisplayMedia = async () => window.screenOfColumns();
})()""".replace("[WIDTH, HEIGHT, FPS]", f"[{WIDTH}, {HEIGHT}, {FPS}]")
"""Gives a page a screen of white and black columns, each one pixel wide."""
CONTRAST = """(wanted) => {
  const video = document.querySelector('video');
  if (!video || video.videoWidth !== wanted) return 0;
  const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 300 });
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.drawImage(video, 760, 390, 400, 300, 0, 0, 400, 300);
  const { data } = pen.getImageData(0, 0, 400, 300), sums = [0, 0];
  for (let at = 0; at < 400 * 300; at += 1) sums[at % 2] += data[4 * at + 1];
  const [dark, light] = sums.sort((a, b) => a - b);
  return light ? (light - dark) / (light + dark) : 0;
}"""
"""Michelson contrast of neighbouring columns in the middle of a viewer's picture, 0 to 1."""
SENDER = """<!doctype html><meta charset=utf-8><script src=livekit-client.umd.js></script>
<script>
const room = new LivekitClient.Room(), source = LivekitClient.Track.Source.ScreenShare;
room.connect('ws://127.0.0.1:%d', '%s').then(async () => {
  await room.localParticipant.publishTrack(window.screenOfColumns().getVideoTracks()[0], { source });
  window.__ready = true;
});
</script>"""


def measure() -> Iterator[str]:
    """Return the contrast of ours and of the peer. The aim is 50 %."""
    size = {"KAIBO_PROGRAM_WIDTH": WIDTH, "KAIBO_PROGRAM_HEIGHT": HEIGHT, "KAIBO_PROGRAM_FPS": FPS}
    with set_up(**{setting: str(value) for setting, value in size.items()}) as scene:
        ours = _ours(scene.host.browser, scene.viewer, scene.kaibo)
        bare = _bare(scene.host.browser, scene.viewer, scene.folder, scene.kaibo)
    yield f"contrast of one-pixel columns at a viewer, {WIDTH}×{HEIGHT}: {ours:.0%}, of 50 %: {_judged(ours)}"
    yield f"the same of bare livekit-client's screen share: {bare:.0%}"


def _judged(contrast: float) -> str:
    return "enough" if contrast >= 0.5 else "TOO LITTLE"


def _ours(host: Browser, viewer: Browser, kaibo: Kaibo) -> float:
    show = kaibo.show()
    studio = _page(host)
    studio.add_init_script(SCREEN)
    studio.goto(show.host_url)
    studio.click("#use-browser")
    studio.wait_for_selector("body[data-page='studio'][data-state='preview']")
    studio.click("#camera")  # the screen then has the whole frame
    studio.click("#share-screen")
    studio.click("#go-live")
    studio.wait_for_selector("body[data-state='live']")
    watch = _page(viewer)
    watch.goto(show.watch_url)
    return _contrast(studio, watch)


def _bare(host: Browser, viewer: Browser, folder: Path, kaibo: Kaibo) -> float:
    base = serve(folder)
    pages = []
    for name, text, browser in (("sender", SENDER, host), ("viewer", VIEWER, viewer)):
        sources = ("screen_share",) if name == "sender" else None
        grant = Grant("bare-sharpness", name, "", sources, subscribe=True, hidden=False)
        token = mint(grant, kaibo.livekit["key"], kaibo.livekit["secret"], now_ms())
        (folder / "bare" / f"{name}.html").write_text(text % (kaibo.livekit["port"], token))
        page = _page(browser)
        page.add_init_script(SCREEN)
        page.goto(f"{base}{name}.html")
        page.wait_for_function("() => window.__ready")
        pages.append(page)
    return _contrast(*pages)


def _contrast(sender: Page, watch: Page) -> float:
    """Return the median of some readings, once the picture gets no sharper. Close both pages."""
    until(lambda: watch.evaluate(CONTRAST, WIDTH) > 0, PATIENCE, "a picture of the whole size")
    best, steady = 0.0, 0
    for _ in range(PATIENCE):
        watch.wait_for_timeout(1000)
        now = float(watch.evaluate(CONTRAST, WIDTH))
        steady = steady + 1 if now <= best + 0.01 else 0
        best = max(best, now)
        if steady == READINGS:
            break
    found = []
    for _ in range(READINGS):
        watch.wait_for_timeout(500)
        found.append(float(watch.evaluate(CONTRAST, WIDTH)))
    for page in (sender, watch):
        page.context.close()
    return median(found)


def _page(browser: Browser) -> Page:
    """Open a page that is as large as the program, so that the viewer gets the top layer."""
    viewport = ViewportSize(width=WIDTH + 400, height=HEIGHT + 400)
    return browser.new_context(permissions=["camera", "microphone"], viewport=viewport).new_page()
