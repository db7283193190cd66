"""The design of a show stays with the show, on each device."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.kaibo import Show, until
from e2e.person import Person


def revision(show: Show) -> int:
    return int(show.call("GetShowDesign", "2026-12-01", ActivityId=show.activity_id)["Revision"])


def test_chosen_scene_comes_back_after_a_reload_and_on_another_device(
    show: Show, person: Callable[..., Person]
) -> None:
    host, other = person("guest"), person("guest")
    host.enter(show.host_url, "studio")
    assert revision(show) == 0
    host.page.click("[data-scene='solo']")
    until(lambda: revision(show) == 1, 20, "the design is stored")
    pressed = "[data-scene='solo'][aria-pressed='true']"
    host.page.reload()
    expect(host.page.locator(pressed)).to_be_visible()
    host.leave()
    other.take_free_seat(show.host_url)
    expect(other.page.locator(pressed)).to_be_visible()
    assert revision(show) == 1
