"""A studio that was taken over reaches nobody, also with a wrong clock and after it was frozen."""

from collections.abc import Callable

import pytest

from e2e.cameras import RED, near
from e2e.fencing import only_blue, watching
from e2e.kaibo import Show
from e2e.person import Person, frozen

CLOCK = """(() => {
  const Real = Date, off = %d * 3600 * 1000;
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [Real.now() + off])); }
    static now() { return Real.now() + off; }
  };
})()"""
HOURS = 30


@pytest.mark.soak
def test_wrong_clocks_change_nothing_of_a_takeover(show: Show, person: Callable[..., Person]) -> None:
    first, second = person("host"), person("guest")
    first.page.add_init_script(CLOCK % -HOURS)
    second.page.add_init_script(CLOCK % HOURS)
    first.enter(show.host_url, "studio")
    first.page.click("#go-live")
    first.wait("live")
    viewer = watching(show, person())
    assert near(viewer.colour(0.5, 0.3), RED)
    second.enter(show.host_url, "studio", "taken")
    second.page.click("#take-over")
    second.page.wait_for_selector("[role=timer]:text-matches('^([1-9]|10)$')")  # the count is the server's
    first.page.click("#hand-over")
    second.wait("live")
    first.wait("taken")
    only_blue(viewer, 40)
    assert (first.state(), second.state()) == ("taken", "live")


def test_studio_that_was_frozen_while_it_was_replaced_reaches_nobody(show: Show, person: Callable[..., Person]) -> None:
    first, second = person("host", alone=True), person("guest")
    first.enter(show.host_url, "studio")
    first.page.click("#go-live")
    first.wait("live")
    viewer = watching(show, person())
    second.enter(show.host_url, "studio", "taken")
    second.page.click("#take-over")
    with frozen(first):
        second.wait("live")
    only_blue(viewer, 40)
    first.wait("taken")
    assert second.state() == "live"
