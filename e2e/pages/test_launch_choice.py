"""App or browser: what the launch page does by itself, what it remembers, how that is taken back."""

from collections.abc import Callable

import httpx2
import pytest
from playwright.sync_api import Page, Response

from e2e.kaibo import Kaibo
from e2e.person import Person
from e2e.test_launch import WAYS, reason

NONCE = "nonce-of-the-desktop-app"
FOLLOWED = """if (!window.__followed) {
  window.__followed = [];
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    window.__followed.push(...added.filter((one) => one.tagName === 'IFRAME').map((one) => one.src));
  }).observe(document, { childList: true, subtree: true });
}"""


def click_behind_the_question(page: Page, selector: str) -> None:
    """The browser's own "Open xdg-open?", which no test can answer, keeps real clicks from the page."""
    page.dispatch_event(selector, "click")


def test_the_app_opens_by_itself_unless_the_browser_was_chosen(offering: Kaibo, person: Callable[..., Person]) -> None:
    host = person("host")
    tickets: list[str] = []

    def note(answer: Response) -> None:
        if answer.url.endswith("/OpenLaunch"):
            tickets.append(answer.json()["Result"]["Ticket"])

    host.page.on("response", note)
    host.page.goto(offering.said["HostUrl"])
    reason(host.page, "waiting")
    link = f"kaibo://open?v=1&server=http%3A%2F%2Flocalhost%3A{offering.port}&ticket="
    assert str(host.page.get_attribute("iframe", "src")).startswith(link)
    assert host.page.get_attribute("#download-app", "href") == "/download/kaibo.AppImage"
    reason(host.page, "noanswer")
    assert host.page.inner_text("#download-app").strip().endswith("1.0 for Linux, 3\u00a0MB")

    app = {"Ticket": tickets[-1], "Nonce": NONCE, "App": True}
    origin = {"Origin": offering.said["Url"]}
    assert httpx2.post(f"{offering.said['Url']}/client/RedeemTicket", json=app, headers=origin).is_success
    host.wait("opened")
    click_behind_the_question(host.page, "#browser-instead")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")
    host.page.goto(offering.said["HostUrl"])
    host.page.wait_for_load_state("networkidle")
    assert (host.state(), host.page.query_selector("iframe")) == ("choose", None)


def open_ways(page: Page, url: str) -> tuple[list[str], list[str]]:
    """The addresses that the page followed by itself when its ticket had come, and the ways in from top to bottom."""
    page.add_init_script(FOLLOWED)
    with page.expect_response("**/launch/*/events"):
        page.goto(url)
    ways = page.eval_on_selector_all(".choice", "(found) => found.map((one) => '#' + one.id)")
    return page.evaluate("window.__followed"), ways


def test_a_link_that_prefers_the_app_opens_it(offering: Kaibo, person: Callable[..., Person]) -> None:
    """Also in a tab that went on in the browser before; one without a wish opens it only where nobody chose."""
    guest = person("guest")
    guest.enter(offering.guest_url("陈一鸣"), "guest")
    frames, ways = open_ways(guest.page, offering.link("guest", UserName="王磊"))
    assert (frames, ways) == ([], list(WAYS))
    frames, ways = open_ways(guest.page, offering.link("guest", UserName="李", Prefer="app"))
    assert len(frames) == 1
    assert frames[0].startswith("kaibo://open?v=1&server=")
    assert ways == list(WAYS)


@pytest.mark.parametrize("way", ["CreateLaunchLink", "GetWebPushLiveClientAPI"])
def test_a_browser_first_link_opens_no_app(offering: Kaibo, person: Callable[..., Person], way: str) -> None:
    if way == "CreateLaunchLink":
        url = offering.link("guest", UserName="李", Prefer="browser")
    else:
        url = offering.call(way, ActivityId=offering.said["ActivityId"])["Url"]
    frames, ways = open_ways(person("guest").page, url)
    assert frames == []
    assert ways == ["#use-browser", "#open-app", "#download-app"]


def test_complaint_26_the_choice_is_remembered_and_can_be_taken_back(
    kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    guest = person("guest")
    page = guest.page
    page.goto(kaibo.guest_url("陈一鸣"))
    page.check("#remember")
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='guest']")
    page.go_back()
    page.wait_for_timeout(2500)
    assert (guest.state(), page.get_attribute("body", "data-reason")) == ("choose", "")

    again = guest.tab().page
    again.goto(kaibo.guest_url("王磊"))
    reason(again, "going")
    assert again.is_visible("text=as last time")
    again.click("#choose-again")
    again.wait_for_timeout(2500)
    assert again.get_attribute("body", "data-reason") == ""
    assert again.is_checked("#remember")
    again.reload()
    again.wait_for_selector("body[data-page='guest']")

    asked = kaibo.link("guest", UserName="赵", Prefer="ask")
    third = guest.tab().page
    third.goto(asked)
    third.wait_for_timeout(2500)
    assert third.get_attribute("body", "data-reason") == ""
    third.uncheck("#remember")
    third.goto(kaibo.guest_url("李"))
    third.wait_for_timeout(2500)
    assert third.get_attribute("body", "data-reason") == ""


def test_complaint_26_the_app_is_remembered_as_well(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    """Without an installer the page opens no app by itself, unless this person chose it."""
    guest = person("guest")
    page = guest.page
    page.goto(kaibo.guest_url("陈一鸣"))
    reason(page, "")
    page.check("#remember")
    page.click("#open-app")
    reason(page, "waiting")

    again = guest.tab().page
    again.goto(kaibo.guest_url("王磊"))
    reason(again, "waiting")
    assert again.is_checked("#remember")
    assert str(again.get_attribute("iframe", "src")).startswith("kaibo://open?")
    click_behind_the_question(again, "#remember")
    frames, _ = open_ways(guest.tab().page, kaibo.guest_url("李"))
    assert frames == []
