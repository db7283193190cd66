"""The shared screens of a scene: added, ended, and shared again."""

from collections.abc import Callable

from playwright.sync_api import Page

from e2e.axe import speak
from e2e.cameras import BLUE, RED, YELLOW, near
from e2e.kaibo import Show, until
from e2e.person import Person
from e2e.plugs import SCREENS

LEFT, RIGHT = (0.25, 0.5), (0.75, 0.5)


def add(page: Page, what: str) -> None:
    page.click("#add-source")
    page.click(f"[data-add={what}]")


def stored_screens(show: Show) -> int:
    design = show.call("GetShowDesign", "2026-12-01", ActivityId=show.activity_id)["Design"]
    return sum(source["kind"] == "screen" for source in design["sources"].values())


def row(page: Page, name: str) -> str:
    """Return the selector of a layer's row."""
    page.wait_for_selector(f"[data-layer]:has-text('{name}')")
    return f"[data-layer]:has-text('{name}')"


def test_two_screens_are_shared_side_by_side_and_shared_again_after_their_end(
    show: Show, person: Callable[..., Person]
) -> None:
    host = person("host")
    host.page.add_init_script(SCREENS)
    host.enter(show.host_url, "studio")
    page = host.page
    speak(page, "en")
    page.click("#edit-scene")
    for name in ("My camera", "All guests on air"):
        page.click(f"{row(page, name)} [data-eye]")
    add(page, "screen")
    until(lambda: near(host.colour(*LEFT), YELLOW) and near(host.colour(*RIGHT), YELLOW), 15, "one screen")
    add(page, "further-screen")
    second = row(page, "My screen 2")
    until(lambda: near(host.colour(*LEFT), YELLOW) and near(host.colour(*RIGHT), BLUE), 15, "two screens")
    assert page.locator("[data-share]").count() == 0

    page.evaluate("window.endScreen(1)")
    page.wait_for_selector(f"{second} [data-share]")
    until(lambda: near(host.colour(*RIGHT), YELLOW), 15, "the first screen alone")
    page.click(f"{second} [data-share]")
    until(lambda: near(host.colour(*LEFT), YELLOW) and near(host.colour(*RIGHT), RED), 15, "two screens again")

    until(lambda: stored_screens(show) == 2, 10, "the server has both screens")
    page.reload()
    page.click("#edit-scene")
    page.click(f"{second} [data-share]")
    until(lambda: near(host.colour(*LEFT), YELLOW) and near(host.colour(*RIGHT), YELLOW), 15, "the second screen alone")
    page.click(f"{row(page, 'My screen')} >> nth=1 >> [data-share]")
    until(lambda: near(host.colour(*LEFT), BLUE) and near(host.colour(*RIGHT), YELLOW), 15, "both after a reload")
    page.click(f"{second} > :first-child")
    page.keyboard.press("Delete")
    page.wait_for_function("window.screens[0].readyState === 'ended'")
    until(lambda: near(host.colour(*RIGHT), BLUE), 15, "the first screen alone again")
