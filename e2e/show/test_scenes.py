"""The scenes of a show design, judged by a viewer's pixels."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from playwright.sync_api import Page

from e2e.cameras import RED, near
from e2e.kaibo import ROOT, Show, until
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


def keep(page: Page, show: Show, sources: dict[str, Any], *scenes: dict[str, Any]) -> None:
    """Give the host's browser a design with these sources and scenes. It also has those of each new show."""
    design = FIRST | {"sources": FIRST["sources"] | sources, "scenes": [*FIRST["scenes"], *scenes]}
    design = design | {"air": FIRST["air"] | {"scene": "solo"}}
    copy = json.dumps({"revision": 0, "design": design, "unsaved": False})
    page.add_init_script(f"localStorage['kaibo.design.{show.activity_id}'] ??= {json.dumps(copy)}")


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


def choose(host: Person, scene: str) -> None:
    host.page.click(f"[data-scene='{scene}']")
    host.page.wait_for_selector(f"[data-scene='{scene}'][aria-pressed=true]")


def test_scene_of_a_design_is_at_the_viewer(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    items = (item("camera", (0, 0, 0.5, 1)), item("strip", (0.25, 0.6, 0.6, 0.3)))
    keep(host.page, show, {"strip": text(GREEN)}, scene("mine", *items))
    go_live(host, viewer, show)
    choose(host, "mine")
    places = {(0.1, 0.3): RED, (0.75, 0.3): GROUND, (0.35, 0.75): GREEN, (0.75, 0.75): GREEN, (0.95, 0.75): GROUND}
    for (x, y), wanted in places.items():
        until(partial(shows, viewer, x, y, wanted), 15, f"{wanted} at {x}, {y}")
    host.page.keyboard.press("1")
    until(lambda: near(viewer.colour(0.75, 0.3), RED), 15, "the first scene again")


def test_switch_shows_no_dark_picture_and_a_fade_gets_brighter_only(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    keep(host.page, show, {"light": text(LIGHT)}, scene("light", item("light", (0, 0, 1, 1))))
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
