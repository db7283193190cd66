"""axe-core finds nothing wrong on a page that needs no media, in both languages and themes, wide and narrow."""

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, Route, expect

from e2e import link_states
from e2e.axe import Audit
from e2e.kaibo import OURS, Kaibo, Show
from e2e.launch_page import NO_ANSWER_MS, reason
from e2e.obstacles import NO_COMPOSER, NO_DEVICES, NO_WEBRTC
from e2e.person import Person
from e2e.visitor import Visitor

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50"
LINE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36 Line/14.0.0"
CROWD = 12
"""So many guests are higher than their panel."""
WRONG_KEY = "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD"
REFUSAL = '{"ResponseMetadata": {"Error": {"Code": "InvalidParameter", "Message": "no"}}}'


@pytest.fixture
def audit() -> Audit:
    return Audit()


def opened(page: Page, url: str, wanted: str = "") -> Page:
    """Open a launch link and wait for a state of its page."""
    page.goto(url)
    reason(page, wanted)
    return page


def hold(page: Page, call: str) -> None:
    """Keep the answers to a call from the page, so that its state stays."""
    page.route(f"**/{call}", lambda route: None)


@pytest.mark.parametrize("offered", [False, True], ids=["no app", "app offered"])
@pytest.mark.parametrize("role", ["host", "guest"])
def test_axe_finds_nothing_on_the_ways_in(
    server: Kaibo, offering: Show, person: Callable[..., Person], audit: Audit, role: str, offered: bool
) -> None:
    show = offering if offered else server.show("秋日新豆品鉴会")
    link = show.link(role, Prefer="ask", UserName="陈一鸣")
    page = opened(person().page, link)
    for more in ("#not-you", "#offer summary"):
        if page.is_visible(more):
            page.click(more)
    audit.look(page, role)
    audit.look(opened(person(user_agent=PHONE).page, link), f"{role} on a phone")
    if role == "host":
        nameless = person().page
        nameless.add_init_script(NO_COMPOSER)
        audit.look(opened(nameless, show.link(role, Prefer="ask")), "no name, a browser that cannot host")
    audit.found_nothing()


def test_axe_finds_nothing_while_the_app_is_opened(offering: Show, person: Callable[..., Person], audit: Audit) -> None:
    def asked(page: Page) -> Page:
        opened(page, offering.link("host", UserName="林晓", Prefer="ask"))
        page.click("#open-app")
        reason(page, "waiting")
        return page

    page = person().page
    hold(page, "client/OpenLaunch")
    audit.look(asked(page))

    page = asked(person().page)
    frame = page.wait_for_selector("iframe", state="attached")
    ticket = str(frame and frame.get_attribute("src")).rpartition("=")[2]
    with Visitor(offering.url) as app:
        app.post("/client/PeekTicket", Ticket=ticket, App=True)
        reason(page, "heard")
        audit.look(page)
        app.redeem(ticket, app=True)
    page.wait_for_selector("body[data-state='opened']")
    audit.look(page)

    page = person().page
    page.clock.install()
    asked(page).wait_for_selector("iframe", state="attached")
    page.clock.fast_forward(NO_ANSWER_MS)
    reason(page, "noanswer")
    audit.look(page)
    page.dispatch_event("#download-app", "click")
    reason(page, "downloading")
    audit.look(page)
    audit.found_nothing()


def test_axe_finds_nothing_while_a_link_is_opened(show: Show, person: Callable[..., Person], audit: Audit) -> None:
    link = show.link("guest", UserName="陈一鸣", Prefer="ask")
    page = person().page
    page.add_init_script("localStorage.setItem('kaibo.choice', 'browser')")
    hold(page, "client/*")
    audit.look(opened(page, show.guest_url("陈一鸣"), "going"))

    answers: dict[str, Callable[[Route], None]] = {
        "starting": lambda route: route.abort(),
        "busy": lambda route: route.fulfill(status=429, body=REFUSAL),
        "stuck": lambda route: route.fulfill(status=400, body=REFUSAL),
    }
    for state, answer in answers.items():
        page = person().page
        page.route("**/client/OpenLaunch", answer)
        page.goto(link)
        page.wait_for_selector("body[data-device]")
        page.click("#use-browser")
        reason(page, state)
        audit.look(page)
    for app, agent in (("WeChat", WECHAT), ("LINE", LINE)):
        audit.look(opened(person(user_agent=agent).page, link, "inapp"), app)
    audit.found_nothing()


def test_axe_finds_nothing_on_a_link_that_opens_nothing(
    server: Kaibo, show: Show, person: Callable[..., Person], audit: Audit
) -> None:
    page = person().page
    links = {
        "expired": link_states.expired(show, "host", "林晓"),
        "early": link_states.early(show, 24 * 60),
        "full": link_states.full(server.show(), 1),
        "revoked": link_states.turned_off(show),
        "deleted": link_states.deleted(server.show()),
        "unknown": f"{show.url}/l/made-up",
        "used": link_states.used(show),
    }
    for wanted, link in links.items():
        audit.look(opened(page, link, wanted))
    page.click("#ask-link")
    page.wait_for_selector("[data-asked-is='waiting']:not([hidden])")
    audit.look(page, "asked")
    host = person("host").page
    host.goto(show.host_url)
    host.click("#use-browser")
    host.wait_for_selector("[data-ask]")
    audit.look(host, "a person asks for a link")
    host.click("[data-action='decline']")
    page.wait_for_selector("[data-asked-is='declined']:not([hidden])")
    audit.look(page, "declined")
    audit.found_nothing()


def test_axe_finds_nothing_on_the_small_pages(show: Show, person: Callable[..., Person], audit: Audit) -> None:
    page = person().page
    for path in ("/", "/w/made-up", "/s/made-up", "/enter", "/go"):
        page.goto(show.url + path)
        page.wait_for_selector("body[data-page] h1")
        audit.look(page, path)
    page.fill("#key", WRONG_KEY)
    page.click("#open-key")
    page.wait_for_selector("[data-said='wrong']:not([hidden])")
    audit.look(page, "wrong")
    page.goto(f"{show.url}/a/{'0' * 32}")
    page.wait_for_selector("#password")
    audit.look(page, "a password is asked for")
    page.fill("#password", "made up")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-page='enter'][data-state='refused']")
    audit.look(page, "the account is gone")
    audit.found_nothing()


def test_axe_finds_nothing_on_the_way_from_a_ticket(show: Show, person: Callable[..., Person], audit: Audit) -> None:
    page = person("guest").page

    def arrived(ticket: str, state: str) -> None:
        page.goto("about:blank")  # another fragment alone loads no page
        page.goto(f"{show.url}/enter#ticket={ticket}")
        page.wait_for_selector(f"body[data-page='enter'][data-state='{state}']")
        audit.look(page)

    arrived("made-up", "refused")
    link = show.link("guest", UserName="陈一鸣")
    arrived(show.deep_link(link).rpartition("ticket=")[2], "asking")
    hold(page, "call/EnterSession")
    page.click("#use-browser")
    page.wait_for_url("**/s/*")
    page.wait_for_selector("body[data-page='enter'][data-state='waiting']")
    audit.look(page)
    page.unroute_all()
    page.reload()
    page.wait_for_selector("body[data-page='guest']")
    with Visitor(show.url) as beside:
        arrived(beside.ticket(link), "asking")
    audit.found_nothing()


def test_axe_finds_nothing_in_the_studio(show: Show, person: Callable[..., Person], audit: Audit) -> None:
    host, second = person("host"), person("host")
    host.enter(show.host_url, "studio")
    audit.look(host.page, "alone")
    audit.look(host.page, "the menu", again="#more")
    host.page.keyboard.press("?")
    expect(host.page.locator("dialog[open] button")).to_be_focused()
    audit.look(host.page, "the keys")
    host.page.keyboard.press("Escape")
    with Visitor(show.url) as guest:
        guest.enter(show.link("guest", UserName="陈一鸣"), "JoinStage")
        host.page.wait_for_selector("[data-session]")
        audit.look(host.page, "a guest")
        second.enter(show.host_url, "studio", "taken")
        audit.look(second.page)
        with second.page.expect_response("**/call/TakeOver"):
            second.page.click("#take-over")
        hold(second.page, "call/TakeOver")  # its second call would take the seat
        second.page.wait_for_selector("[role='timer']")
        audit.look(second.page, "asking")
        host.page.wait_for_selector("text=wants to host instead")
        audit.look(host.page, "another device asks")
    audit.found_nothing()


def test_axe_finds_nothing_in_a_studio_with_many_guests(
    start: Callable[..., Show], person: Callable[..., Person], audit: Audit
) -> None:
    show = start("--no-media")
    host, second = person("host"), person("host")
    host.enter(show.host_url, "studio")
    with ExitStack() as crowd:
        for number in range(CROWD):
            guest = crowd.enter_context(Visitor(show.url))
            guest.enter(show.link("guest", UserName=f"嘉宾{number}"), "JoinStage")
        host.page.wait_for_selector(f"[data-session]:has-text('嘉宾{CROWD - 1}')")
        audit.look(host.page, "many guests")
        second.enter(show.host_url, "studio", "taken")
        audit.look(second.page, "many guests")
    audit.found_nothing()


def test_axe_finds_nothing_in_a_studio_that_lacks_something(
    server: Kaibo, person: Callable[..., Person], audit: Audit
) -> None:
    show = server.show()
    host = person("host")
    host.page.add_init_script(NO_DEVICES)
    host.page.add_init_script(NO_WEBRTC)
    host.enter(show.host_url, "studio")
    audit.look(host.page, "no devices, no WebRTC")
    tab = host.tab().page
    tab.goto(host.page.url)
    host.wait("taken")
    audit.look(host.page, "another tab")
    tab.wait_for_selector("body[data-page='studio']")
    show.call("RevokeLaunchLink", OURS, ActivityId=show.activity_id, Url=show.host_url, Mode="everyone")
    tab.wait_for_selector("body[data-state='ended']")
    audit.look(tab, "link turned off")

    old = person("host")
    old.page.add_init_script(NO_COMPOSER)
    old.page.goto(server.show().host_url)
    old.page.click("#use-browser")
    old.page.wait_for_selector("body[data-page='studio']")
    audit.look(old.page, "a browser that cannot host")
    audit.found_nothing()


def test_axe_finds_nothing_on_a_guests_page(show: Show, person: Callable[..., Person], audit: Audit) -> None:
    link = show.link("guest", UserName="陈一鸣")
    guest, late, refused = person("guest"), person("guest"), person("guest")
    guest.enter(link, "guest")
    audit.look(guest.page)
    refused.page.add_init_script(NO_DEVICES)
    refused.page.add_init_script(NO_WEBRTC)
    refused.enter(show.link("guest", UserName="Noah"), "guest")
    audit.look(refused.page, "no devices, no WebRTC")
    late.enter(show.link("guest", UserName="Mia"), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    audit.look(guest.page)
    late.page.click("#join-stage")
    late.page.wait_for_selector("[role='alert']")
    audit.look(late.page, "the stage is full")
    tab = guest.tab()
    tab.page.goto(guest.page.url)
    tab.wait("onstage")
    guest.page.wait_for_selector("section h1")
    audit.look(guest.page, "another tab")

    show.call("RevokeLaunchLink", OURS, ActivityId=show.activity_id, Url=link, Mode="everyone")
    tab.page.wait_for_selector("section h1")
    audit.look(tab.page, "link turned off")
    audit.found_nothing()


def test_axe_finds_nothing_on_a_viewers_page(
    server: Kaibo, show: Show, person: Callable[..., Person], audit: Audit
) -> None:
    viewer = person()
    viewer.page.goto(show.watch_url)
    viewer.wait("waiting")
    audit.look(viewer.page, "soon")
    viewer.page.goto(server.show("明天的直播", 2_000_000_000).watch_url)
    viewer.page.wait_for_selector("#calendar")
    audit.look(viewer.page, "later")
    audit.found_nothing()


def test_axe_finds_nothing_in_the_reference(show: Show, person: Callable[..., Person], audit: Audit) -> None:
    page = person().page
    page.route("**/openapi.json", lambda route: route.abort())
    page.goto(f"{show.url}/api#/launch/GetDownloadLiveClient")
    page.wait_for_selector("[role='alert']")
    audit.look(page, "no answer")
    page.unroute_all()
    page.reload()
    page.wait_for_selector("#operations-launch-GetDownloadLiveClient .opblock-body")
    audit.look(page)
    audit.found_nothing()
