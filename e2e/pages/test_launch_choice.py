"""App or browser: what the launch page does by itself, and what it remembers."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import Page, Response

from e2e.kaibo import Show
from e2e.launch_page import GOES_ON_MS, NO_ANSWER_MS, WAYS, click_behind_the_question, reason
from e2e.person import Person

BROWSER_FIRST = ["#use-browser", "#open-app", "#download-app"]
NONCE = "nonce-of-the-desktop-app"
FOLLOWED = """if (!window.__followed) {
  window.__followed = [];
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    window.__followed.push(...added.filter((one) => one.tagName === 'IFRAME').map((one) => one.src));
  }).observe(document, { childList: true, subtree: true });
}"""


def test_app_opens_by_itself_unless_the_browser_was_chosen(offering: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    tickets: list[str] = []

    def note(answer: Response) -> None:
        if answer.url.endswith("/OpenLaunch"):
            tickets.append(answer.json()["Result"]["Ticket"])

    host.page.on("response", note)
    host.page.clock.install()
    host.page.goto(offering.host_url)
    reason(host.page, "waiting")
    link = f"kaibo://open?v=1&server=http%3A%2F%2Flocalhost%3A{offering.server.port}&ticket="
    assert str(host.page.get_attribute("iframe", "src")).startswith(link)
    assert host.page.get_attribute("#download-app", "href") == "/download/kaibo_0.1.0_amd64.deb"
    host.page.clock.fast_forward(NO_ANSWER_MS)
    reason(host.page, "noanswer")
    assert host.page.inner_text("#download-app").strip().endswith("0.1.0 for Linux, 104\u00a0MB")

    app = {"Ticket": tickets[-1], "Nonce": NONCE, "App": True}
    origin = {"Origin": offering.url}
    assert httpx2.post(f"{offering.url}/client/RedeemTicket", json=app, headers=origin).is_success
    host.wait("opened")
    click_behind_the_question(host.page, "#browser-instead")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")
    frames, _ = open_ways(host.page, offering.host_url)
    assert (host.state(), frames) == ("choose", [])


def open_ways(page: Page, url: str) -> tuple[list[str], list[str]]:
    """Open a link and wait for its ticket. Return the addresses that the page followed by itself, and the ways in from
    top to bottom."""
    page.add_init_script(FOLLOWED)
    with page.expect_response("**/launch/*/events"):
        page.goto(url)
    ways = page.eval_on_selector_all(".choice", "(found) => found.map((one) => '#' + one.id)")
    return page.evaluate("window.__followed"), ways


def test_link_that_prefers_the_app_opens_it(offering: Show, person: Callable[..., Person]) -> None:
    """Also in a tab that went on in the browser before. A guest's link without a wish opens no app."""
    guest = person("guest")
    guest.enter(offering.guest_url("陈一鸣"), "guest")
    frames, ways = open_ways(guest.page, offering.link("guest", UserName="王磊"))
    assert (frames, ways) == ([], BROWSER_FIRST)
    frames, ways = open_ways(guest.page, offering.link("guest", UserName="李", Prefer="app"))
    assert len(frames) == 1
    assert frames[0].startswith("kaibo://open?v=1&server=")
    assert ways == list(WAYS)


@pytest.mark.parametrize("way", ["CreateLaunchLink", "GetWebPushLiveClientAPI"])
def test_browser_first_link_opens_no_app(offering: Show, person: Callable[..., Person], way: str) -> None:
    if way == "CreateLaunchLink":
        url = offering.link("guest", UserName="李", Prefer="browser")
    else:
        url = offering.call(way, ActivityId=offering.activity_id)["Url"]
    frames, ways = open_ways(person("guest").page, url)
    assert frames == []
    assert ways == BROWSER_FIRST


def test_complaint_26_choice_is_remembered_and_can_be_taken_back(show: Show, person: Callable[..., Person]) -> None:
    guest = person("guest")
    page = guest.page
    page.goto(show.guest_url())
    page.check("#remember")
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='guest']")
    with page.expect_response("**/client/OpenLaunch"):  # it has decided when it asks for a ticket
        page.go_back()
    assert (guest.state(), page.get_attribute("body", "data-reason")) == ("choose", "")

    again = guest.tab().page
    again.clock.install()
    again.goto(show.guest_url("王磊"))
    reason(again, "going")
    assert again.is_visible("text=as last time")
    again.click("#choose-again")
    again.clock.fast_forward(2 * GOES_ON_MS)
    assert again.get_attribute("body", "data-reason") == ""
    assert again.is_checked("#remember")
    again.reload()
    reason(again, "going")
    again.clock.fast_forward(2 * GOES_ON_MS)
    again.wait_for_selector("body[data-page='guest']")

    third = guest.tab().page  # with the same clock
    third.goto(show.link("guest", UserName="赵", Prefer="ask"))
    stays(third)
    third.uncheck("#remember")
    third.goto(show.guest_url("李"))
    stays(third)


def stays(page: Page) -> None:
    """Check that the page asks. It goes on by itself neither now nor later."""
    reason(page, "")
    page.clock.fast_forward(2 * GOES_ON_MS)
    assert page.get_attribute("body", "data-reason") == ""
    assert page.get_attribute("body", "data-state") == "choose"


def test_complaint_26_app_is_remembered_as_well(offering: Show, person: Callable[..., Person]) -> None:
    """A guest's page opens no app by itself, unless this person chose it."""
    guest = person("guest")
    page = guest.page
    page.goto(offering.guest_url("陈一鸣"))
    reason(page, "")
    page.check("#remember")
    page.click("#open-app")
    reason(page, "waiting")

    again = guest.tab().page
    again.goto(offering.guest_url("王磊"))
    reason(again, "waiting")
    assert again.is_checked("#remember")
    assert str(again.get_attribute("iframe", "src")).startswith("kaibo://open?")
    click_behind_the_question(again, "#remember")
    frames, _ = open_ways(guest.tab().page, offering.guest_url("李"))
    assert frames == []
