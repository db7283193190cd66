"""A host on air whose browser has many more tabs of the show. A browser gives one host six connections."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.kaibo import Show, until
from e2e.person import Person

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]


def test_host_on_air_beside_nine_tabs_of_the_show_can_do_all_that_one_alone_can(
    show: Show, on_air: tuple[Person, Person], person: Callable[..., Person]
) -> None:
    host, viewer = on_air
    tabs = [host.tab() for _ in range(9)]
    for tab in tabs:
        tab.page.goto(show.watch_url, wait_until="commit")
    for tab in tabs:
        tab.wait("live", 60)
    guest = person("guest")
    guest.enter(show.guest_url(), "guest")
    guest.page.click("#join-stage")
    host.page.click("[data-action=bring]")
    expect(host.page.locator("[data-session][data-on-air=true]")).to_be_visible()
    host.page.click("[data-session] [data-action=air]")
    expect(host.page.locator("[data-session][data-on-air=false]")).to_be_visible()
    show.call("UpdateActivityBasicConfigAPI", ActivityId=show.activity_id, Name="Renamed")
    for one in (host, *tabs):
        expect(one.page.locator("h1")).to_have_text("Renamed")
    viewer.goes_on()
    assert host.state() == "live"
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    for one in (viewer, *tabs):
        one.wait("over")
    until(lambda: not show.publishing(), 20, "an empty stage")
