"""Many tabs of one browser, which gives one host six connections."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.kaibo import Kaibo, Show
from e2e.obstacles import no_upgrade
from e2e.person import Person

ASK = """async () => {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(location.pathname + "/call/GetSession", { method: "POST", headers, body: "{}" });
  return (await answer.json()).ResponseMetadata.Action;
}"""
"""Makes a call of the host's page."""


@pytest.fixture(params=[pytest.param("WebSockets work", marks=pytest.mark.soak), "WebSockets are blocked"])
def host(request: pytest.FixtureRequest, server: Kaibo, person: Callable[..., Person]) -> Iterator[Person]:
    """Bring a host in a browser of their own."""
    if request.param == "WebSockets work":
        yield person("guest", alone=True)
        return
    with no_upgrade(server.port) as proxy:
        yield person("guest", proxy.flag, alone=True)


@pytest.mark.parametrize("many", [4, pytest.param(10, marks=[pytest.mark.soak, pytest.mark.timeout(600)])])
def test_tabs_of_one_show_and_of_as_many_shows_work_beside_a_host(server: Kaibo, host: Person, many: int) -> None:
    """Four of each are more than the six connections already, and take turns for them."""
    mine, others = server.show("One show"), [server.show(f"Show {number}") for number in range(many)]
    host.enter(mine.host_url, "studio")
    with host.page.expect_response("**/call/GoLive") as wanted:
        host.page.click("#go-live")
    assert wanted.value.ok
    tabs = [(mine, watch(host, mine)) for _ in range(many)] + [(show, watch(host, show)) for show in others]
    for show, page in tabs:
        expect(page.locator("h1")).to_have_text("One show" if show is mine else f"Show {others.index(show)}")
    for show in (mine, *others):
        show.call("UpdateActivityBasicConfigAPI", ActivityId=show.activity_id, Name=f"Renamed {show.activity_id}")
    for show, page in [(mine, host.page), *tabs]:
        expect(page.locator("h1")).to_have_text(f"Renamed {show.activity_id}")
    assert host.page.evaluate(ASK) == "GetSession"


def watch(host: Person, show: Show) -> Page:
    page = host.tab().page
    page.goto(show.watch_url, wait_until="commit")
    return page
