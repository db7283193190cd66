"""The scenes of a show design in the desktop app, judged by a viewer's pixels."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from e2e.cameras import RED, YELLOW
from e2e.desktop import Desktop
from e2e.kaibo import OURS, Show, until
from e2e.person import Person
from e2e.show.test_scenes import FIRST, GREEN, GROUND, LIGHT, item, put_picture, scene, shows, text
from e2e.show.test_slides import MAGENTA, PICTURE, put_slides

LETTERS = """([left, top, width, height]) => {
  const video = document.querySelector('video#program'), w = video.videoWidth, h = video.videoHeight;
  const to = new OffscreenCanvas(width * w, height * h).getContext('2d');
  to.drawImage(video, left * w, top * h, width * w, height * h, 0, 0, width * w, height * h);
  const { data } = to.getImageData(0, 0, to.canvas.width, to.canvas.height);
  let light = 0;
  for (let at = 0; at < data.length; at += 4) light += Math.min(data[at], data[at + 1], data[at + 2]) > 170;
  return light / (data.length / 4);
}"""
"""The share of the pixels of a rectangle that are as light as letters."""
TITLE, CLOCK = (0, 0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5)


def put_design(show: Show) -> None:
    """Give the show two scenes: all kinds of things on the first, slides on the second."""
    sources = {
        "logo": put_picture(show, YELLOW),
        "title": text(GREEN) | {"text": "开播 Kaibo", "size": 0.12},
        "clock": {"kind": "countdown", "title": "Soon", "seconds": 3605},
        "deck": put_slides(show),
    }
    things = [item("camera", (0, 0, 0.5, 0.5)), item("logo", (0.5, 0, 0.5, 0.5)), item("title", TITLE)]
    scenes = [scene("things", *things, item("clock", CLOCK)), scene("slides", item("deck", (0, 0, 1, 1)))]
    air = FIRST["air"] | {"scene": "things", "pages": {"deck": 11}}
    design: dict[str, Any] = FIRST | {"sources": FIRST["sources"] | sources, "scenes": scenes, "air": air}
    show.call("PutShowDesign", OURS, ActivityId=show.activity_id, Design=design, Revision=0)


def has_letters(viewer: Person, where: tuple[float, float, float, float]) -> bool:
    """Tell whether the viewer's picture has letters in a rectangle, and more ground than letters."""
    light: float = viewer.page.evaluate(LETTERS, where)
    return 0.01 < light < 0.5


def test_viewer_sees_the_scenes_of_the_app_and_hotkeys_change_them(
    desktop: Desktop, show: Show, person: Callable[..., Person], media: Path
) -> None:
    put_design(show)
    desktop.film = media / "host.y4m"
    kept = desktop.home / ".local/share/kaibo-companion"
    kept.mkdir(parents=True)
    (kept / "trusted.json").write_text(json.dumps([show.url]))
    (kept / "settings.json").write_text(json.dumps({"hotkeys": True}))
    desktop.start(show.deep_link(show.host_url))
    desktop.wait_page("studio", "preview")
    desktop.page("document.getElementById('go-live').click()")
    desktop.wait_page("studio", "live")
    viewer = person()
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    for (x, y), wanted in {(0.25, 0.2): RED, (0.75, 0.25): YELLOW, (0.05, 0.95): GREEN, (0.95, 0.95): GROUND}.items():
        until(partial(shows, viewer, x, y, wanted), 15, f"{wanted} at {x}, {y}: {viewer.colour(x, y)}")
    for where in (TITLE, CLOCK):
        until(partial(has_letters, viewer, where), 15, f"letters in {where}")

    with desktop.other("Figures", 400, 300, "#ff8c00"):
        desktop.press("ctrl+alt+n")
        until(partial(shows, viewer, *PICTURE, LIGHT), 20, "the slides, on a page that is white there")
        desktop.press("ctrl+alt+s")
        until(partial(shows, viewer, *PICTURE, MAGENTA, 60), 20, "their next page, which has a picture there")
        desktop.press("ctrl+alt+n")
        until(partial(shows, viewer, 0.75, 0.25, YELLOW), 20, "the first scene again")
