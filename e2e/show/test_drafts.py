"""Viewers see no draft of the host. Keys switch scenes at once."""

from collections.abc import Callable
from functools import partial

from e2e.cameras import RED
from e2e.kaibo import Show, until
from e2e.person import Person
from e2e.show.test_scenes import GREEN, GROUND, choose, colour, go_live, item, put_design, scene, shows, text

BROWN, VIOLET = (136, 68, 34), (96, 48, 128)


def repaint(host: Person, first: tuple[int, int, int]) -> None:
    """Give the scene `mine` a background of one colour."""
    host.page.click("#scene-more-mine")
    host.page.click("[data-card=mine] [data-act=background]")
    for side in ("first", "last"):
        host.page.fill(f"#ground-{side}", colour(first))
    host.page.keyboard.press("Escape")


def test_change_on_air_waits_until_the_host_shows_it(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    put_design(show, {"strip": text(GREEN)}, scene("mine", item("strip", (0, 0, 0.5, 1))))
    go_live(host, viewer, show)
    choose(host, "mine")
    until(partial(shows, viewer, 0.75, 0.5, GROUND), 15, "the scene")

    repaint(host, BROWN)
    host.page.wait_for_selector("body[data-draft] #drop-draft")
    viewer.goes_on()
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
