"""The green room says what joining means."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.kaibo import Kaibo
from e2e.person import Person


def test_green_room_says_when_viewers_see_the_guest(server: Kaibo, person: Callable[..., Person]) -> None:
    show = server.show()
    guest = person("guest")
    guest.enter(show.guest_url("王磊"), "guest")
    expect(guest.page.locator("#join-stage")).to_have_text("Join backstage")
    expect(guest.page.locator("#join-means")).to_have_text("Viewers see you only when the host brings you in.")
    show.trust_guests()
    trusted = person("guest")
    trusted.enter(show.guest_url("李娜"), "guest")
    expect(trusted.page.locator("#join-stage")).to_contain_text("You are on air as soon as you join")
