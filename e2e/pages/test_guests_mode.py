"""The green room says what joining means."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.kaibo import Kaibo
from e2e.person import Person


def test_green_room_says_when_viewers_see_the_guest(server: Kaibo, person: Callable[..., Person]) -> None:
    show = server.show()
    for words in ("viewers see you when the host brings you in", "You are on air as soon as you join."):
        guest = person("guest")
        guest.enter(show.guest_url("王磊"), "guest")
        expect(guest.page.locator("#join-means")).to_contain_text(words)
        show.trust_guests()
