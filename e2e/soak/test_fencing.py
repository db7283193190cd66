"""A studio that was taken over reaches nobody when it comes back from a long silence."""

import time
from collections.abc import Callable

import pytest

from e2e.cable import Cable
from e2e.cameras import BLUE, near
from e2e.fencing import COUNT_RED, only_blue, watching
from e2e.kaibo import Show, until
from e2e.person import Person, frozen

pytestmark = pytest.mark.soak
A_MINUTE = 65


@pytest.mark.parametrize("seconds", [20, 70])
def test_studio_that_comes_back_from_a_long_silence_reaches_nobody(
    show: Show, person: Callable[..., Person], seconds: int
) -> None:
    first, second = person("host", alone=True), person("guest")
    first.enter(show.host_url, "studio")
    first.page.click("#go-live")
    first.wait("live")
    viewer = watching(show, person())
    with frozen(first):
        began = time.monotonic()
        second.enter(show.host_url, "studio", "taken")
        second.page.click("#take-over")
        second.wait("live", 30)
        until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 15, "the second studio's picture")
        time.sleep(max(0.0, seconds - (time.monotonic() - began)))
        viewer.page.evaluate(COUNT_RED)
    only_blue(viewer, 150)
    first.wait("taken")
    assert second.state() == "live"


def test_studio_whose_network_comes_back_after_a_minute_reaches_nobody(
    show: Show, person: Callable[..., Person], cable: Cable
) -> None:
    first, second = person("host", cable.flag, alone=True), person("guest")
    cable.media(first)
    first.enter(show.host_url, "studio")
    first.page.click("#go-live")
    first.wait("live")
    viewer = watching(show, person())
    with cable.cut():
        began = time.monotonic()
        viewer.wait("slow")
        second.enter(show.host_url, "studio", "taken")
        second.page.click("#take-over")
        second.wait("live", 30)
        until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 15, "the second studio's picture")
        time.sleep(max(0.0, A_MINUTE - (time.monotonic() - began)))
        assert first.state() == "live", "it has heard nothing, and publishes still"
        viewer.page.evaluate(COUNT_RED)
    only_blue(viewer, 300)
    first.wait("taken", 30)
    assert second.state() == "live"
