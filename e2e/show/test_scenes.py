"""The scenes of a show design, judged by a viewer's pixels."""

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

from e2e.cameras import RED, YELLOW, near
from e2e.kaibo import OURS, ROOT, Show, until
from e2e.person import Person

FIRST = json.loads((ROOT / "server/kaibo/features/design/first.json").read_text())
LIGHT, GREEN, GROUND = (255, 255, 255), (30, 160, 60), (24, 48, 96)
RECORD_LUMA = """() => {
  const video = document.querySelector('video#program'), found = window.luma = [];
  const canvas = new OffscreenCanvas(8, 8), to = canvas.getContext('2d', { willReadFrequently: true });
  const look = () => {
    to.drawImage(video, video.videoWidth / 2 - 4, video.videoHeight * 0.3 - 4, 8, 8, 0, 0, 8, 8);
    const { data } = to.getImageData(0, 0, 8, 8);
    let sum = 0;
    for (let at = 0; at < data.length; at += 4) sum += 0.3 * data[at] + 0.59 * data[at + 1] + 0.11 * data[at + 2];
    found.push(sum / 64);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""
"""Records how bright the middle of each picture is, 0 to 255."""
CANVAS_COLOUR = """([canvas, x, y]) => {
  const picture = document.querySelector(canvas);
  const to = new OffscreenCanvas(1, 1).getContext('2d');
  to.drawImage(picture, x * picture.width, y * picture.height, 1, 1, 0, 0, 1, 1);
  return [...to.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}"""
DRAFT = "[class*=draft] canvas"
RED_LUMA, SLACK = 0.3 * RED[0] + 0.59 * RED[1] + 0.11 * RED[2], 15


def colour(rgb: tuple[int, int, int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in rgb)


def text(back: tuple[int, int, int]) -> dict[str, Any]:
    """Make a text without letters, which fills its box with the colour behind it."""
    return {
        "kind": "text",
        "text": "",
        "size": 0.1,
        "colour": "#ffffff",
        "back": colour(back),
        "align": "left",
        "bold": False,
    }


def item(source: str, rect: tuple[float, float, float, float]) -> dict[str, Any]:
    x, y, width, height = rect
    plain: dict[str, Any] = FIRST["scenes"][0]["items"][0]
    return plain | {"id": source, "source": source, "rect": {"x": x, "y": y, "width": width, "height": height}}


def scene(name: str, *items: dict[str, Any]) -> dict[str, Any]:
    """Make a scene in which each item stands in its rectangle, on a ground of its own."""
    ground = {"first": colour(GROUND), "last": colour(GROUND), "file": ""}
    plain: dict[str, Any] = FIRST["scenes"][0] | {"template": "", "free": True}
    return plain | {"id": name, "name": name, "items": list(items), "background": ground}


def put_design(show: Show, sources: dict[str, Any], *scenes: dict[str, Any]) -> None:
    """Give the show these sources and scenes. It also has those of each new show. The first scene is on air."""
    design = FIRST | {"sources": FIRST["sources"] | sources, "scenes": [*FIRST["scenes"], *scenes]}
    design = design | {"air": FIRST["air"] | {"scene": "solo"}}
    show.call("PutShowDesign", OURS, ActivityId=show.activity_id, Design=design, Revision=0)


def stored(show: Show) -> dict[str, Any]:
    return show.call("GetShowDesign", OURS, ActivityId=show.activity_id)


def change_design(show: Show, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    before = stored(show)
    design = change(before["Design"])
    show.call("PutShowDesign", OURS, ActivityId=show.activity_id, Design=design, Revision=before["Revision"])


def png(width: int, height: int, rgb: tuple[int, int, int]) -> bytes:
    """Make a PNG of one colour (RFC 2083)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + bytes(rgb) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def put_picture(show: Show, rgb: tuple[int, int, int]) -> dict[str, Any]:
    """Upload a picture of one colour. Return its source."""
    data = png(400, 100, rgb)
    file = {"ActivityId": show.activity_id, "Sha256": hashlib.sha256(data).hexdigest()}
    show.call("CreateShowFile", OURS, **file, Name="logo.png", Type="image/png", Size=len(data))
    show.call("PutShowFilePart", OURS, **file, Part=0, Data=base64.b64encode(data).decode())
    return {"kind": "picture", "name": "", "file": file["Sha256"], "width": 400, "height": 100}


def go_live(host: Person, viewer: Person, show: Show) -> None:
    host.enter(show.host_url, "studio")
    until(lambda: near(host.colour(0.5, 0.3), RED), 10, "the host's camera in the preview")
    host.page.click("#go-live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 15, "the host's camera at the viewer")


def shows(viewer: Person, x: float, y: float, wanted: tuple[int, int, int], slack: int = 40) -> bool:
    """Tell whether the viewer's picture has this colour there. `x` and `y` are shares of its sides."""
    return near(viewer.colour(x, y), wanted, slack)


def paints(host: Person, canvas: str, x: float, y: float, wanted: tuple[int, int, int]) -> bool:
    """Tell whether a canvas of the host's page has a colour at a place."""
    return near(host.page.evaluate(CANVAS_COLOUR, [canvas, x, y]), wanted)


def choose(host: Person, scene: str) -> None:
    host.page.click(f"[data-scene='{scene}']")
    host.page.wait_for_selector(f"[data-scene='{scene}'][aria-pressed=true]")


def test_scene_of_a_design_is_at_the_viewer(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    said: list[str] = []
    host.page.on("console", lambda message: said.append(message.text))
    logo = item("logo", (0.6, 0.1, 0.3, 0.2)) | {"fit": "contain"}
    items = (item("camera", (0, 0, 0.5, 1)), item("strip", (0.25, 0.6, 0.6, 0.3)), logo)
    sources = {"strip": text(GREEN), "logo": put_picture(show, YELLOW)}
    put_design(show, sources, scene("mine", *items))
    go_live(host, viewer, show)
    places = {(0.1, 0.3): RED, (0.75, 0.2): YELLOW, (0.75, 0.45): GROUND, (0.35, 0.75): GREEN, (0.95, 0.75): GROUND}
    for (x, y), wanted in places.items():
        thumbnail = partial(paints, host, "[data-scene=mine] canvas", x, y, wanted)
        until(thumbnail, 15, f"{wanted} at {x}, {y} of the thumbnail")
    choose(host, "mine")
    for (x, y), wanted in places.items():
        until(partial(shows, viewer, x, y, wanted), 15, f"{wanted} at {x}, {y}")
    for _ in range(5):
        for key in "13":
            host.page.keyboard.press(key)
    host.page.keyboard.press("1")
    until(lambda: near(viewer.colour(0.75, 0.3), RED), 15, "the first scene again")
    assert not [line for line in said if "garbage collected" in line]


def test_draft_is_seen_by_the_host_alone(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    put_design(show, {"strip": text(GREEN)}, scene("mine", item("strip", (0, 0, 1, 1))))
    go_live(host, viewer, show)
    choose(host, "mine")
    until(lambda: near(viewer.colour(0.5, 0.3), GREEN), 15, "the strip at the viewer")
    until(lambda: stored(show)["Design"]["air"]["scene"] == "mine", 15, "the server has the switch")

    def with_draft(design: dict[str, Any]) -> dict[str, Any]:
        *others, mine = design["scenes"]
        shown = {"scene": mine, "sources": {"strip": text(GREEN)}, "overlays": [], "brand": design["brand"]}
        edited = design["sources"] | {"strip": text(YELLOW)}
        return design | {"sources": edited, "air": design["air"] | {"shown": shown}}

    change_design(show, with_draft)
    host.page.wait_for_selector(DRAFT)
    until(partial(paints, host, DRAFT, 0.5, 0.3, YELLOW), 15, "the draft in the studio")
    viewer.goes_on()
    assert near(viewer.colour(0.5, 0.3), GREEN)
    change_design(show, lambda design: design | {"air": {k: v for k, v in design["air"].items() if k != "shown"}})
    until(lambda: near(viewer.colour(0.5, 0.3), YELLOW), 15, "the draft, shown to viewers")
    assert host.page.locator(DRAFT).count() == 0


def test_switch_shows_no_dark_picture_and_a_fade_gets_brighter_only(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    put_design(show, {"light": text(LIGHT)}, scene("light", item("light", (0, 0, 1, 1))))
    host.page.add_init_script("localStorage['kaibo.fade'] = '1'")
    go_live(host, viewer, show)
    viewer.page.evaluate(RECORD_LUMA)
    for light, at_the_end in (("light", LIGHT), ("solo", RED), ("light", LIGHT)):
        before = len(viewer.page.evaluate("window.luma"))
        choose(host, light)
        until(partial(shows, viewer, 0.5, 0.3, at_the_end, 25), 15, light)
        luma = viewer.page.evaluate("window.luma")[before:]
        steps = [after - one for one, after in zip(luma, luma[1:], strict=False)]
        assert min(luma) > RED_LUMA - SLACK, f"a dark picture: {luma}"
        assert min(steps) > -SLACK if light == "light" else max(steps) < SLACK, luma
