"""The host's seat when its studio is closed: the next studio opens without a click."""

from collections.abc import Callable

import pytest

from e2e.kaibo import Show
from e2e.person import Person

IN_SIGHT = """(selector) => {
  const button = document.querySelector(selector), { left, right, top, bottom } = button.getBoundingClientRect();
  return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
    && button.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
}"""


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


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (844, 390), (768, 1024)])
def test_question_of_a_takeover_is_in_sight_on_a_phone(
    show: Show, person: Callable[..., Person], width: int, height: int
) -> None:
    host, second = person("guest", viewport={"width": width, "height": height}), person("guest")
    host.enter(show.host_url, "studio")
    second.enter(show.host_url, "studio", "taken")
    second.page.click("#take-over")
    for answer in ("#refuse", "#hand-over"):
        host.page.wait_for_selector(answer)
        assert host.page.evaluate(IN_SIGHT, answer), f"{answer} without scrolling"
    if width < height:
        host.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert host.page.evaluate(IN_SIGHT, "#refuse"), "after the host scrolled down"
