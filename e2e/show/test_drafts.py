"""Viewers see no draft of the host. Keys switch scenes, and raise and lower banners, at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from e2e.cameras import RED, near
from e2e.kaibo import Show, until
from e2e.person import Person
from e2e.show.test_scenes import (
    GREEN,
    GROUND,
    change_design,
    choose,
    colour,
    go_live,
    item,
    put_design,
    scene,
    shows,
    text,
)

BROWN, VIOLET = (136, 68, 34), (96, 48, 128)


BRAND = (47, 111, 98)
RECORD_BANNERS = """() => {
  const video = document.querySelector('video#program'), found = window.banners = [];
  const to = new OffscreenCanvas(2, 1).getContext('2d', { willReadFrequently: true });
  const look = () => {
    for (const [at, y] of [0.15, 0.85].entries())
      to.drawImage(video, 0.9 * video.videoWidth - 4, y * video.videoHeight - 4, 8, 8, at, 0, 1, 1);
    const { data } = to.getImageData(0, 0, 2, 1);
    found.push([[...data.slice(0, 3)], [...data.slice(4, 7)]]);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""
"""Records the colours of each picture where the two banners lie."""


def with_banners(design: dict[str, Any]) -> dict[str, Any]:
    """Add a banner at the top right and one at the bottom right."""
    words = {"kind": "lowerThird", "title": "A", "line": ""}
    places = {"top": (0.6, 0.1, 0.35, 0.1), "bottom": (0.6, 0.8, 0.35, 0.1)}
    overlays = [item(name, place) for name, place in places.items()]
    return design | {"sources": design["sources"] | dict.fromkeys(places, words), "overlays": overlays}


def repaint(host: Person, first: tuple[int, int, int]) -> None:
    """Give the scene `mine` a background of one colour."""
    host.page.click("#scene-more-mine")
    host.page.click("[data-card=mine] [data-act=background]")
    host.page.check("dialog[open] input[value=colours]")
    for side in (0, 1):
        host.page.locator("dialog[open] input[type=color]").nth(side).fill(colour(first))
    host.page.keyboard.press("Escape")


def test_change_on_air_waits_until_the_host_shows_it(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    put_design(show, {"strip": text(GREEN)}, scene("mine", item("strip", (0, 0, 0.5, 1))))
    change_design(show, with_banners)
    go_live(host, viewer, show)
    choose(host, "mine")
    until(partial(shows, viewer, 0.75, 0.5, GROUND), 15, "the scene")

    repaint(host, BROWN)
    host.page.wait_for_selector("body[data-draft] #drop-draft")
    host.page.keyboard.press("Shift+Digit1")
    until(partial(shows, viewer, 0.9, 0.15, BRAND), 15, "a banner, raised during the draft")
    assert shows(viewer, 0.75, 0.5, GROUND)
    host.page.click("#show-to-viewers")
    host.page.wait_for_selector("body:not([data-draft])")
    until(partial(shows, viewer, 0.75, 0.5, BROWN), 15, "the shown draft")

    host.page.click("#undo")
    host.page.wait_for_selector("body[data-draft]")
    viewer.goes_on()
    assert shows(viewer, 0.75, 0.5, BROWN)
    host.page.click("#drop-draft")
    host.page.wait_for_selector("body:not([data-draft])")

    repaint(host, VIOLET)
    host.page.wait_for_selector("body[data-draft]")
    host.page.keyboard.press("1")
    until(partial(shows, viewer, 0.75, 0.3, RED), 15, "the first scene, by its key")
    assert not host.page.locator("body[data-draft]").count()
    host.page.keyboard.press("4")
    until(partial(shows, viewer, 0.75, 0.5, VIOLET), 15, "the scene as it is stored")

    viewer.page.evaluate(RECORD_BANNERS)
    host.page.keyboard.press("Shift+Digit2")
    until(partial(shows, viewer, 0.9, 0.85, BRAND), 15, "the other banner")
    host.page.keyboard.press("Shift+Digit2")
    until(partial(shows, viewer, 0.9, 0.85, VIOLET), 15, "no banner")
    assert shows(viewer, 0.9, 0.15, VIOLET)
    pictures = viewer.page.evaluate("window.banners")
    assert not [both for both in pictures if all(near(one, BRAND, 20) for one in both)], pictures
