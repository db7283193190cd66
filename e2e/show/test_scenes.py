"""The scenes of a show design, judged by a viewer's pixels."""

import base64
import hashlib
import itertools
import json
import struct
import time
import zlib
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from e2e.bare import Bare
from e2e.cameras import BLUE, RED, YELLOW, near
from e2e.kaibo import OURS, ROOT, Show, until
from e2e.leaks import watch_leaks
from e2e.person import Person

FIRST = json.loads((ROOT / "server/kaibo/features/design/first.json").read_text())
LIGHT, GREEN, GROUND = (255, 255, 255), (30, 160, 60), (24, 48, 96)
RECORD_COLOURS = """() => {
  const video = document.querySelector('video#program'), found = window.colours = [];
  const to = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const look = () => {
    to.drawImage(video, video.videoWidth / 2 - 4, video.videoHeight * 0.3 - 4, 8, 8, 0, 0, 1, 1);
    found.push([...to.getImageData(0, 0, 1, 1).data.slice(0, 3)]);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""
"""Records the colour of the middle of each picture."""
CANVAS_COLOUR = """([canvas, x, y]) => {
  const picture = document.querySelector(canvas);
  const to = new OffscreenCanvas(1, 1).getContext('2d');
  to.drawImage(picture, x * picture.width, y * picture.height, 1, 1, 0, 0, 1, 1);
  return [...to.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}"""
UNLIKE = """([left, right]) => {
  const video = document.querySelector('video#program'), w = video.videoWidth, h = video.videoHeight;
  const [one, other] = [left, right].map(([x, y, width, height]) => {
    const to = new OffscreenCanvas(width * w, height * h).getContext('2d');
    to.drawImage(video, x * w, y * h, width * w, height * h, 0, 0, width * w, height * h);
    return to.getImageData(0, 0, to.canvas.width, to.canvas.height).data.filter((_, at) => at % 4 === 1);
  });
  const unlike = one.filter((light, at) => Math.abs(light - other[at]) > 100).length;
  return unlike / Math.max(1, other.filter((light) => light > 170).length);
}"""
"""How many pixels of two rectangles differ much, as a share of the second one's letters."""
LIKE = 0.05
"""Two drawings of one time differ by less, those of two times by more."""
DRAFT = "[class*=draft] canvas"
SLACK = 15
"""Of 255: what a viewer's colour may differ by."""
FADE_PICTURES = 3
"""At least so many pictures of a fade have a colour between those of the two scenes."""
MOST_SWITCHES = 20
"""A computer that is busy cuts. So many switches give it the time for two fades."""


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


def test_scene_of_a_design_is_at_the_viewer_and_comes_back(show: Show, person: Callable[..., Person]) -> None:
    host, second, viewer = person("host"), person("guest"), person()
    leaks = [watch_leaks(one.context) for one in (host, second)]
    logo = item("logo", (0.6, 0.1, 0.3, 0.2)) | {"fit": "contain"}
    items = (item("camera", (0, 0, 0.5, 1)), item("strip", (0.25, 0.6, 0.6, 0.3)), logo)
    sources = {"strip": text(GREEN), "logo": put_picture(show, YELLOW)}
    put_design(show, sources, scene("mine", *items))
    go_live(host, viewer, show)
    places = {(0.1, 0.3): RED, (0.75, 0.2): YELLOW, (0.75, 0.45): GROUND, (0.35, 0.75): GREEN, (0.95, 0.75): GROUND}
    for (x, y), wanted in places.items():
        thumbnail = partial(paints, host, "[data-scene=mine] canvas", x, y, wanted)
        until(thumbnail, 15, f"{wanted} at {x}, {y} of the thumbnail")

    def arrives(camera: tuple[int, int, int]) -> None:
        for (x, y), wanted in (places | {(0.1, 0.3): camera}).items():
            until(partial(shows, viewer, x, y, wanted), 15, f"{wanted} at {x}, {y}")

    choose(host, "mine")
    arrives(RED)
    host.page.reload()
    host.wait("live")
    viewer.wait("live")
    viewer.goes_on()
    arrives(RED)
    second.enter(show.host_url, "studio", "taken")
    second.page.click("#take-over")
    host.page.click("#hand-over")
    second.wait("live")
    arrives(BLUE)

    for _ in range(5):
        for key in "13":
            second.page.keyboard.press(key)
    second.page.keyboard.press("1")
    until(lambda: near(viewer.colour(0.75, 0.3), BLUE), 15, "the first scene again")
    assert leaks == [[], []]


def test_countdowns_run_and_lead_on_in_a_hidden_tab(show: Show, person: Callable[..., Person], bare: Bare) -> None:
    """The countdown `over` ended long ago, so it shows what `pause` has to show at its end."""
    viewer = person()
    pause = {"kind": "countdown", "title": "", "seconds": 3, "nextScene": ""}
    sources = {"pause": pause, "over": pause, "left": pause | {"nextScene": "main"}, "strip": text(GREEN)}
    places = ((0, 0, 0.5, 0.5), (0.5, 0, 0.5, 0.5))
    countdowns = [item("pause", places[0]), item("over", places[1]), item("left", (0, 0.5, 0.5, 0.5))]
    put_design(show, sources, scene("soon", *countdowns), scene("main", item("strip", (0, 0, 1, 1))))
    ends = {"over": int(time.time() - 3600) * 1000}
    change_design(show, lambda design: design | {"air": design["air"] | {"scene": "soon", "ends": ends}})

    def unlike() -> float:
        found: float = viewer.page.evaluate(UNLIKE, places)
        return found

    def start(countdown: str) -> None:
        bare.click(studio, f"[data-layer={countdown}] > :first-child")
        bare.click(studio, f"body:has([data-layer={countdown}] > [aria-pressed=true]) #countdown-run")

    studio = bare.open(show.host_url)
    bare.go_live(studio)
    bare.click(studio, "#edit-scene")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    until(lambda: shows(viewer, 0.75, 0.75, GROUND), 15, "the scene with the countdowns")
    bare.hide(studio)
    assert unlike() > LIKE, "0:03 beside 0:00"
    start("pause")
    until(lambda: unlike() < LIKE, 15, "0:00 beside 0:00")
    start("left")
    until(lambda: shows(viewer, 0.75, 0.75, GREEN), 15, "the scene that comes after the countdown")
    assert bare.is_hidden(studio)


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


def test_switch_fades_or_cuts_and_shows_no_other_colour(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    put_design(show, {"light": text(LIGHT)}, scene("light", item("light", (0, 0, 1, 1))))
    host.page.add_init_script("localStorage['kaibo.fade'] ??= '1'")
    go_live(host, viewer, show)
    viewer.page.evaluate(RECORD_COLOURS)
    until(lambda: len(colours(viewer)) > 10, 15, "pictures of the first scene")
    # The encoder's noise moves a single picture by 15 of 255. So the middle of several pictures is the scene's colour.
    solo = [median(part) for part in zip(*colours(viewer), strict=True)]
    scenes = {"solo": solo, "light": [float(part) for part in LIGHT]}

    def switch(name: str) -> int:
        """Switch to a scene. Return how many pictures of the way there were between the two."""
        viewer.page.evaluate("() => { window.colours.length = 0; }")
        choose(host, name)
        until(partial(ends_in, viewer, scenes[name]), 15, f"the scene {name} alone")
        [other] = scenes.keys() - {name}
        return blended(colours(viewer), scenes[other], scenes[name])

    most = {"light": 0, "solo": 0}
    for name in itertools.islice(itertools.cycle(most), MOST_SWITCHES):
        most[name] = max(most[name], switch(name))
        if min(most.values()) >= FADE_PICTURES:
            break
    assert min(most.values()) >= FADE_PICTURES, f"no fade in {MOST_SWITCHES} switches: {most}"
    host.page.click("#more")
    host.page.click("[data-switch=cut]")
    host.page.keyboard.press("Escape")
    back = "solo" if name == "light" else "light"
    assert max(switch(back), switch(name)) <= 1, "the encoder may blur one picture of a cut"


def colours(viewer: Person) -> list[list[float]]:
    """Return the colour of each picture that the viewer's page recorded."""
    found: list[list[float]] = viewer.page.evaluate("window.colours")
    return found


def ends_in(viewer: Person, wanted: list[float]) -> bool:
    """Tell whether the last pictures all have this colour."""
    last = colours(viewer)[-5:]
    return len(last) == 5 and all(abs(a - b) < SLACK for one in last for a, b in zip(one, wanted, strict=True))


def blended(pictures: list[list[float]], old: list[float], new: list[float]) -> int:
    """Count the pictures between two colours. Fail if one is of neither, or goes back towards the old colour."""
    for part, (begun, ended) in enumerate(zip(old, new, strict=True)):
        way = 1 if ended > begun else -1
        values = [way * picture[part] for picture in pictures]
        furthest = way * begun
        for value in values:
            assert furthest - SLACK < value < way * ended + SLACK, pictures
            furthest = max(furthest, value)
    blue = sorted((old[2], new[2]))
    return sum(blue[0] + SLACK < picture[2] < blue[1] - SLACK for picture in pictures)
