"""A host makes, raises and changes banners by the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.axe import Audit
from e2e.kaibo import Show
from e2e.person import Person
from e2e.visitor import Visitor


def banners(page: Page) -> list[str]:
    return page.locator("[data-banner] b").all_text_contents()


def expect_up(page: Page, *titles: str) -> None:
    expect(page.locator("[data-banner][aria-pressed=true] b")).to_have_text(list(titles))


def ask(page: Page) -> None:
    """Open the form of a new banner."""
    page.locator("#new-banner").press("Enter")
    page.wait_for_selector("dialog[open] #banner-words")


def write(page: Page, title: str, line: str = "") -> None:
    """Type the words that are not empty into the open form, and save them."""
    page.keyboard.insert_text(title)
    if line:
        page.keyboard.press("Tab")
        page.keyboard.insert_text(line)
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)


def choose(page: Page, act: str) -> None:
    """Choose a line of the menu of the chip that has the focus."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[role=menu]:not([hidden]) [data-act={act}]")
    while page.evaluate("document.activeElement.dataset.act") != act:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_host_makes_raises_and_changes_banners_by_keyboard(show: Show, person: Callable[..., Person]) -> None:
    host, audit = person("host"), Audit()
    page, press = host.page, host.page.keyboard.press
    host.enter(show.link("host", UserName="Lin Xiao"), "studio")
    with Visitor(show.url) as guest:
        guest.enter(show.link("guest", UserName="陈一鸣"), "JoinStage")
        page.wait_for_selector("[data-session]")
        ask(page)
        expect(page.locator("#banner-words")).to_be_focused()
        press("Enter")
        expect(page.locator("#banner-words")).to_have_accessible_description("Write a title or a second line.")
        audit.look(page, "the form of a banner")
        press("Escape")
        expect(page.locator("#new-banner")).to_be_focused()
        ask(page)
        page.focus("[data-person='陈一鸣']")
        press("Enter")
        write(page, "", "Roaster")
    expect(page.locator("[data-banner]")).to_be_focused()
    for title in ("Ada", "Lin Xiao"):
        ask(page)
        write(page, title, "Engineer")
    assert banners(page) == ["陈一鸣", "Ada", "Lin Xiao"]
    expect_up(page)

    press("Enter")
    expect_up(page, "Lin Xiao")
    press("Shift+Digit1")
    expect_up(page, "陈一鸣")
    press("Digit1")
    expect(page.locator("[data-scene]").first).to_have_attribute("aria-pressed", "true")
    expect_up(page, "陈一鸣")
    audit.look(page, "a banner that is up")
    press("Shift+Digit1")
    expect_up(page)
    press("?")
    expect(page.locator("dialog[open]")).to_contain_text("Show or hide a banner")
    press("Escape")

    page.locator("[data-banner]").last.focus()
    press("Home")
    press("ArrowRight")
    choose(page, "edit")
    write(page, "Ada Lovelace")
    expect(page.locator("[data-banner]").nth(1)).to_contain_text("Ada Lovelace")
    page.locator("[data-banner]").nth(1).focus()
    choose(page, "left")
    assert banners(page) == ["Ada Lovelace", "陈一鸣", "Lin Xiao"]
    page.locator("[data-banner]").first.focus()
    choose(page, "delete")
    expect(page.locator("[data-banner]").first).to_be_focused()
    assert banners(page) == ["陈一鸣", "Lin Xiao"]
    press("Control+z")
    expect(page.locator("[data-banner]")).to_have_count(3)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    audit.found_nothing()
