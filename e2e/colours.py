"""Bars of greys and colours, and how far a viewer's frame is from what the studio shows."""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Route

from e2e.kaibo import ROOT, Show, until
from e2e.person import Person, paint_bars, sing

GREYS = [(level, level, level) for level in (0, 36, 73, 109, 146, 182, 219, 255)]
COLOURS = [
    (249, 234, 214),
    (42, 34, 30),
    (200, 40, 40),
    (40, 60, 200),
    (190, 180, 30),
    (30, 160, 60),
    (120, 80, 160),
    (250, 208, 174),
]
BARS = GREYS + COLOURS
"""From left to right."""
SLACK = 4
"""Of 255: what encoding and rounding take."""
KEEP_CONNECTIONS = """(() => {
  const kept = window.connections = [], Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain { constructor(...given) { super(...given); kept.push(this); } };
})()"""
CODECS = """async (direction) => {
  const found = new Set();
  for (const connection of window.connections) {
    const stats = await connection.getStats();
    for (const one of stats.values())
      if (one.type === direction && one.kind === 'video' && one.codecId) found.add(stats.get(one.codecId).mimeType);
  }
  return [...found];
}"""
"""The codecs of the videos that a page sends ("outbound-rtp") or gets ("inbound-rtp")."""
PLANES_AT = """async ([x, y]) => {
  const frame = new VideoFrame(document.querySelector('video#program'));
  const planes = new Uint8Array(frame.allocationSize());
  const layout = await frame.copyTo(planes), { matrix } = frame.colorSpace, { format } = frame;
  const column = Math.floor(x * frame.codedWidth), row = Math.floor(y * frame.codedHeight);
  frame.close();
  const at = ({ offset, stride }, half) => planes[offset + (row >> half) * stride + (column >> half)];
  return { format, matrix, values: layout.map((plane, index) => at(plane, index ? 1 : 0)) };
}"""
"""The brightness and the two colours of a decoded picture at a place, in limited range."""
WEIGHTS = {"bt709": (0.2126, 0.0722), "smpte170m": (0.299, 0.114)}
"""How much red and blue count for brightness (ITU-R BT.709 and BT.601)."""
SPANS = ((16, 128, 128), (219, 224, 224))
"""Where black and no colour are, and how many steps each value has, in limited range."""
IN_CODE = re.compile(r"(\{videoCodec:\s*[`'\"])vp8([`'\"]\})")
"""Where the pages' code states the codec of the program."""

Read = Callable[[float, float], Sequence[float]]
"""Reads the program's colour at a place, as parts of its width and height."""


def same_colours(shown: Read, seen: Read) -> None:
    """Wait until both show the bars, in the same colours."""
    middles = [(at + 0.5) / len(BARS) for at in range(len(BARS))]

    def differences() -> list[list[int]]:
        pairs = [(shown(x, 0.3), seen(x, 0.3)) for x in middles]
        return [[round(b - a) for a, b in zip(*pair, strict=True)] for pair in pairs]

    def bright(read: Read) -> bool:
        return max(max(read(x, 0.3)) for x in middles) > 200

    until(lambda: bright(shown) and bright(seen), 15, "the bars, and no black picture")
    last: list[list[int]] = []

    def alike() -> bool:
        last[:] = differences()
        return max(abs(one) for bar in last for one in bar) <= SLACK

    try:
        until(alike, 20, "the same colours at both")
    except AssertionError as error:
        raise AssertionError(f"{error}; of red, green, blue in each bar {last}") from None


def codec(viewer: Person) -> list[str]:
    """Return the codecs of the videos that a viewer gets."""
    found: list[str] = viewer.page.evaluate(CODECS, "inbound-rtp")
    return found


def decoded(evaluate: Callable[[str], Any]) -> Read:
    """Read the program's picture before it is painted, by the colour space that the browser takes it for.

    `evaluate` runs a script in a page. Without a GPU, Chromium paints BT.709 with a rounded weight of blue: 2.0, not
    2.11."""

    def read(x: float, y: float) -> list[float]:
        found = evaluate(f"({PLANES_AT})([{x}, {y}])")
        if not found:
            return [0, 0, 0]
        assert found["format"] == "I420", found
        red, blue = WEIGHTS[found["matrix"]]
        luma, cb, cr = ((one - middle) / span for one, middle, span in zip(found["values"], *SPANS, strict=True))
        r, b = luma + 2 * (1 - red) * cr, luma + 2 * (1 - blue) * cb
        return [255 * one for one in (r, (luma - red * r - blue * b) / (1 - red - blue), b)]

    return read


def with_codec(code: str, name: str) -> str:
    """Return the pages' code with another codec for the program."""
    return IN_CODE.sub(rf"\g<1>{name}\g<2>", code)


def pages_with_codec(name: str, folder: Path) -> Path:
    """Copy the built pages into a folder, with another codec for the program."""
    shutil.copytree(ROOT / "web/dist", folder)
    for script in (folder / "assets").glob("*.js"):
        if (code := with_codec(script.read_text(), name)) != script.read_text():
            script.write_text(code)
            for coded in (script.with_suffix(".js.br"), script.with_suffix(".js.gz")):
                coded.unlink(missing_ok=True)
    return folder


def compare(show: Show, media: Path, person: Callable[..., Person], name: str) -> None:
    """Run a show with a codec. Fail unless its viewer sees the colours that the studio shows."""
    if not (media / "bars.wav").exists():
        paint_bars(media / "bars.y4m", BARS)
        sing(media / "bars.wav", 440)
    host, viewer = person("bars"), person()
    host.page.route("**/assets/*.js", lambda route: _serve(route, name))
    viewer.page.add_init_script(KEEP_CONNECTIONS)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    if name == "vp9":
        same_colours(decoded(host.page.evaluate), decoded(viewer.page.evaluate))
    else:
        same_colours(host.colour, viewer.colour)
    assert [one.lower() for one in codec(viewer)] == [f"video/{name}"]


def _serve(route: Route, name: str) -> None:
    """Serve the pages' code as it is, but for the codec of the program."""
    answer = route.fetch()
    route.fulfill(response=answer, body=with_codec(answer.text(), name))
