"""A host starts from the look of an earlier show. axe finds nothing in the dialogs of the desk."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.axe import Audit, speak
from e2e.kaibo import OURS, Kaibo, Show
from e2e.pages.test_scene_strip import act, scenes
from e2e.person import Person

LINKS = "2023-08-01"


def of_house(show: Show, house: int) -> Show:
    show.call("UpdateActivityHostAccount", LINKS, ActivityId=show.activity_id, HostAccountId=house)
    return show


def designed(show: Show, name: str) -> None:
    """Give a show one scene of this name, on a red ground."""
    design = show.call("GetShowDesign", OURS, ActivityId=show.activity_id)["Design"]
    scene = {**design["scenes"][0], "id": "opening", "name": name}
    design |= {"scenes": [scene], "air": {**design["air"], "scene": "opening"}}
    design["brand"]["background"] |= {"first": "#aa0000", "last": "#330000"}
    show.call("PutShowDesign", OURS, ActivityId=show.activity_id, Design=design, Revision=0)


def choose_earlier(page: Page) -> None:
    page.click("#new-scene")
    page.click("#earlier-shows")
    page.wait_for_selector("#earlier [data-show]")


def test_host_starts_from_an_earlier_show_and_undoes_it(
    server: Kaibo, show: Show, person: Callable[..., Person]
) -> None:
    house = int(server.call("UpdateHostAccount", LINKS, HostAccount={"Name": "Tea"})["HostAccountId"])
    earlier = of_house(server.show("Spring launch"), house)
    designed(earlier, "Opening")
    host, audit = person("host"), Audit()
    page = host.page
    host.enter(of_house(show, house).host_url, "studio")
    speak(page, "en")
    before = scenes(page) if page.wait_for_selector("#new-scene") else []
    page.click("#ready-earlier")
    page.wait_for_selector("#earlier [data-show]")
    audit.look(page, "earlier shows")
    page.click(f"[data-show='{earlier.activity_id}']")
    expect(page.locator("[data-scene]")).to_have_count(1)
    expect(page.locator("[data-scene]")).to_contain_text("Opening")
    expect(page.locator("#toasts")).to_contain_text("Spring launch")
    assert not page.is_visible("[role=alert]")
    page.click("[data-action=undo]")
    expect(page.locator("[data-scene]")).to_have_count(len(before))
    assert scenes(page) == before

    act(page, "solo", "background")
    page.check("dialog[open] [value=picture]")
    audit.look(page, "a scene's background")
    page.check("dialog[open] [value=colours]")
    audit.look(page, "a scene's own colours")
    page.keyboard.press("Escape")
    choose_earlier(page)
    page.click(f"[data-show='{earlier.activity_id}']")
    page.wait_for_selector("#replace-scenes")
    audit.look(page, "the question")
    page.click("#replace-scenes")
    expect(page.locator("[data-scene]")).to_have_count(1)
    page.reload()
    expect(page.locator("[data-scene]")).to_have_count(1)
    expect(page.locator("[data-scene]")).to_contain_text("Opening")
    audit.found_nothing()
