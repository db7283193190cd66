"""The host's seat when its studio is closed: the next studio opens without a click."""

from collections.abc import Callable

from e2e.kaibo import Show
from e2e.person import Person


def test_closed_studio_keeps_no_other_one_waiting(show: Show, person: Callable[..., Person]) -> None:
    first, second, third = person("guest"), person("guest"), person("guest")
    first.enter(show.host_url, "studio")
    second.enter(show.host_url, "studio", "taken")
    assert second.page.is_visible("text=The studio is open on another device")
    first.leave()
    second.page.wait_for_selector("text=Opening the studio…")
    second.wait("preview")
    second.leave()
    third.enter(show.host_url, "studio")
