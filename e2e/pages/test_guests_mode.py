"""The green room says what joining means, and a phone has room for the stage."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.kaibo import Kaibo
from e2e.person import Person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
OUTSIDE = """() => [...document.querySelectorAll("header *, footer button")].filter((part) => {
  const { left, right } = part.getBoundingClientRect();
  return left < 0 || right > document.documentElement.clientWidth;
}).map((part) => part.outerHTML)"""
COVERED = """() => [...document.querySelectorAll("footer button")].filter((button) => {
  const { left, top, width, height } = button.getBoundingClientRect();
  return !button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}).map((button) => button.outerHTML)"""


def test_green_room_says_when_viewers_see_the_guest(server: Kaibo, person: Callable[..., Person]) -> None:
    show = server.show()
    guest = person("guest")
    guest.enter(show.guest_url("王磊"), "guest")
    expect(guest.page.locator("#join-stage")).to_have_text("Join backstage")
    expect(guest.page.locator("#join-means")).to_have_text("Viewers see you only when the host brings you on.")
    show.trust_guests()
    trusted = person("guest")
    trusted.enter(show.guest_url("李娜"), "guest")
    expect(trusted.page.locator("#join-stage")).to_contain_text("You are on air as soon as you join")


def test_guest_on_a_phone_joins_backstage_and_keeps_the_place(server: Kaibo, person: Callable[..., Person]) -> None:
    guest = person("guest", **PHONE)
    page = guest.page
    guest.enter(server.show().guest_url("Mia"), "guest")
    assert page.locator("body[data-place]").count() == 0
    page.tap("#test-sound")
    expect(page.locator("#test-sound")).to_have_text("Playing…")
    expect(page.get_by_text("Heard nothing?")).to_be_visible()
    page.tap("#join-stage")
    page.wait_for_selector("body[data-place='backstage']")
    expect(page.locator("header [role=status]")).to_have_text("Not on air yet")
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(COVERED) == []
    page.reload()
    page.wait_for_selector("body[data-place='backstage']")
    page.tap("#leave-stage")
    guest.wait("preview")
    assert page.locator("body[data-place]").count() == 0
