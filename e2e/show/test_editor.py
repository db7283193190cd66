"""Editing a scene on air: viewers see nothing of it until the host shows it."""

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Locator, Page

from e2e.axe import speak
from e2e.cameras import RED, YELLOW, near
from e2e.kaibo import Show, until
from e2e.person import Person
from e2e.show.test_scenes import go_live, png, shows

LEFT, RIGHT = (0.25, 0.5), (0.85, 0.5)


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, place: Locator, right: float) -> None:
    """Drag something to the right, by this share of the program's width."""
    program = page.locator("#program").bounding_box()
    assert program
    x, y = middle(place)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in (0.5, 1):
        page.mouse.move(x + right * program["width"] * step, y)
    page.mouse.up()


def test_edit_on_air_reaches_viewers_when_the_host_shows_it(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    go_live(host, viewer, show)
    page = host.page
    speak(page, "en")
    page.click("#edit-scene")
    page.set_input_files("#add-file", {"name": "flag.png", "mimeType": "image/png", "buffer": png(400, 400, YELLOW)})
    page.wait_for_selector("[data-layer]:has-text('flag.png')")
    assert near(viewer.colour(0.5, 0.5), RED)
    page.click("#show-to-viewers")
    until(partial(shows, viewer, 0.5, 0.5, YELLOW), 15, "the picture in the middle")

    layer = page.locator("[data-layer]:has-text('flag.png')")
    item = page.locator(f"[data-item='{layer.get_attribute('data-layer')}']")
    drag(page, item, 0.3)
    page.click("#show-to-viewers")
    until(partial(shows, viewer, *RIGHT, YELLOW), 15, "the dragged picture")
    page.click("#undo")
    page.click("#show-to-viewers")
    until(partial(shows, viewer, 0.5, 0.5, YELLOW), 15, "the picture where it was")
    assert near(viewer.colour(*RIGHT), RED)
    drag(page, item, 0.3)
    page.wait_for_selector("#show-to-viewers")
    page.click("#add-source")
    page.click("[data-add=text]")
    page.fill("#layers textarea", "Good evening")
    page.wait_for_selector("[data-layer]:has-text('Good evening')")
    assert near(viewer.colour(0.5, 0.5), YELLOW)
    assert near(viewer.colour(*RIGHT), RED)
    page.click("#show-to-viewers")
    until(partial(shows, viewer, *RIGHT, YELLOW), 15, "the picture at the right")
    assert shows(viewer, *LEFT, RED)
