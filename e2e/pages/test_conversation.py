"""Viewers talk to the host before the show: chat, review, slow mode, questions, reactions."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.axe import Audit
from e2e.kaibo import Kaibo
from e2e.person import Person

PHONE = {"width": 390, "height": 844}
MARKUP = "<b onx=1>Where is the tea?</b>"


def say(page: Page, text: str) -> None:
    page.fill("#chat-input", text)
    page.press("#chat-input", "Enter")


def message(page: Page, text: str) -> str:
    """Wait for a message. Return its selector."""
    row = page.locator("[data-message]", has_text=text)
    expect(row).to_have_count(1)
    return f"[data-message='{row.get_attribute('data-message')}']"


def act(page: Page, row: str, name: str) -> None:
    """Use one of the crew's buttons for a message, in its menu or beside it."""
    if not page.is_visible(f"{row} [data-act='{name}']"):
        page.click(f"{row} [aria-haspopup=menu]")
    page.click(f"{row} [data-act='{name}']")


def test_viewers_talk_and_the_host_moderates(server: Kaibo, person: Callable[..., Person]) -> None:
    show, audit = server.show("Tea"), Audit()
    hosting = person("host")
    hosting.enter(show.host_url, "studio")
    host, viewer, other = hosting.page, person(viewport=PHONE).page, person().page
    for page in (viewer, other):
        page.goto(show.watch_url)
        page.wait_for_selector("#chat-input")

    say(viewer, MARKUP)
    viewer.fill("#chat-name", "Aki")
    viewer.click("#chat-name-save")
    message(viewer, MARKUP)
    expect(viewer.locator("#chat-input")).to_be_focused()
    for page in (viewer, other):
        assert page.locator("[onx]").count() == 0
        row = message(page, MARKUP)
    expect(host.locator("#chat-toggle")).to_contain_text("1 new")
    host.click("#chat-toggle")
    say(host, "With the recording")
    expect(other.locator("[data-mark=host]")).to_have_count(1)
    act(host, message(host, MARKUP), "pin")
    expect(other.locator("#pinned")).to_contain_text(MARKUP)
    act(host, row, "delete")
    for page in (viewer, other):
        expect(page.locator(row)).to_have_count(0)
        expect(page.locator("#pinned")).to_have_count(0)

    host.click("#chat-settings")
    host.check("#chat-set-Review")
    expect(host.locator("dialog[open]")).to_contain_text("Saved")
    say(viewer, "Held back")
    held = message(viewer, "Held back")
    expect(viewer.locator(held)).to_have_attribute("data-state", "held")
    host.select_option("#chat-set-slow", "600")
    host.click("#chat-settings-close")
    expect(host.locator("#chat-held")).to_be_visible()
    say(viewer, "Too soon")
    expect(viewer.locator("#chat-send")).to_be_disabled()
    expect(viewer.locator("#chat-input")).to_have_value("Too soon")
    host.click("#chat-held")
    act(host, held, "show")
    message(other, "Held back")
    expect(viewer.locator(held)).to_have_attribute("data-state", "shown")

    for page in (viewer, other, host):
        page.click("#tab-questions")
    viewer.check("#ask-anonymous")
    viewer.fill("#ask", "When do we move?")
    viewer.press("#ask", "Enter")
    host.click("#questions [data-act=show]")
    other.click("#questions [aria-pressed=false][aria-label*='too']")
    expect(host.locator("[data-question]")).to_contain_text("1")
    host.click("#questions [data-act=screen]")
    expect(other.locator("[data-question]")).to_contain_text("On screen")
    other.click("#reactions [data-kind=clap]")
    expect(viewer.locator("#reactions [data-kind=clap]")).to_contain_text("1")
    audit.look(viewer, "questions")
    viewer.click("#tab-chat")
    audit.look(viewer, "chat")
    host.click("#tab-chat")
    audit.look(host, "the conversation")
    act(host, held, "ban")
    audit.look(host, "a ban")
    host.click("[data-act='ban-now']")
    viewer.wait_for_selector("body[data-state=door]")
    expect(host.locator(held)).to_contain_text("Banned")
    audit.found_nothing()
