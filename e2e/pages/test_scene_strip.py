"""A host makes and changes scenes in the strip below the program."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.axe import Audit
from e2e.kaibo import Show
from e2e.person import Person

MANY = 16


def scenes(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("[data-scene]", "all => all.map((one) => one.dataset.scene)")
    return found


def add(page: Page, template: str) -> None:
    page.click("#new-scene")
    page.click(f"[data-template={template}]")


def act(page: Page, scene: str, what: str) -> None:
    page.click(f"#scene-more-{scene}")
    page.click(f"[data-card='{scene}'] [data-act={what}]")


def test_host_makes_and_changes_scenes(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    page = host.page
    host.enter(show.host_url, "studio")
    page.wait_for_selector("#new-scene")
    assert not page.is_visible("#undo")
    add(page, "interview")
    expect(page.locator("[data-scene]")).to_have_count(4)
    made = scenes(page)[3]
    expect(page.locator(f"[data-scene='{made}']")).to_have_attribute("aria-pressed", "true")

    act(page, made, "rename")
    page.fill("#scene-name", "Talk with Mia")
    page.click("#save-scene-name")
    expect(page.locator(f"[data-scene='{made}']")).to_contain_text("Talk with Mia")

    page.drag_and_drop(f"[data-scene='{made}']", "[data-scene=solo]", target_position={"x": 5, "y": 20})
    expect(page.locator("[data-scene]").first).to_have_attribute("data-scene", made)

    act(page, made, "delete")
    expect(page.locator("[data-scene]")).to_have_count(3)
    page.click("[data-action=undo]")
    expect(page.locator("[data-scene]").first).to_contain_text("Talk with Mia")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-scene]").last).to_have_attribute("data-scene", made)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("[data-scene]").first).to_have_attribute("data-scene", made)

    for _ in range(2):
        add(page, "interview")
    act(page, scenes(page)[4], "delete")
    expect(page.locator("[data-action=undo]")).to_be_visible()


def test_sixteen_scenes_scroll_in_their_strip(show: Show, person: Callable[..., Person]) -> None:
    host, audit = person("host"), Audit()
    page = host.page
    host.enter(show.host_url, "studio")
    page.wait_for_selector("#new-scene")
    while len(scenes(page)) < MANY:
        add(page, "back")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    page.locator("[data-scene]").first.focus()
    for _ in range(MANY):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-scene]").last).to_be_focused()
    expect(page.locator("[data-scene]").last).to_be_in_viewport()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("[data-scene]").first).to_have_attribute("aria-pressed", "true")
    page.click("#new-scene")
    audit.look(page, "the templates")
    audit.found_nothing()
