"""Links that open nothing now: whom to ask, how to go on, and how the link's own person returns."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Playwright

from e2e import link_states
from e2e.counts import STARTED
from e2e.kaibo import OURS, Show
from e2e.launch_page import enter, reason, reopened
from e2e.pages.conftest import HOME
from e2e.patience import patience
from e2e.person import CHROMIUM, FLAGS, Person, devices
from e2e.visitor import Visitor


def test_person_with_a_used_link_asks_and_gets_another(show: Show, person: Callable[..., Person]) -> None:
    host, first, second = person("host"), person("guest"), person("other")
    host.enter(show.host_url, "studio")
    url = show.link("guest", UserName="陈一鸣", MaxUses=1)
    enter(first.page, url, "guest")
    second.page.goto(url)
    reason(second.page, "used")
    assert second.page.is_visible("text=Chrome, Linux. Was that you?")
    second.page.click("#ask-link")
    second.page.wait_for_selector("text=The host knows. One moment")
    second.page.reload()
    second.page.wait_for_selector("text=The host knows. One moment")
    asks = host.page.locator("[data-ask]")
    asks.wait_for()
    assert "陈一鸣 asks for a new link" in asks.inner_text()
    assert "host this show" not in asks.inner_text()
    host.page.click("[data-action='decline']")
    second.page.wait_for_selector("text=The host can’t give you a new link right now")
    assert asks.count() == 0

    third = second.tab().page
    third.goto(url)
    third.click("#ask-link")
    host.page.click("[data-action='grant']")
    reason(third, "")
    assert third.url != url
    third.click("#use-browser")
    third.wait_for_selector("body[data-page='guest']")


def test_host_is_told_what_a_new_host_link_means(show: Show, person: Callable[..., Person]) -> None:
    host, other = person("host"), person()
    host.enter(show.host_url, "studio")
    other.page.goto(show.link("host", UserName="林晓"))
    reason(other.page, "")
    assert other.page.is_visible("text=You’re hosting as 林晓")
    assert reopened(other.page, link_states.expired(show, "host", "林晓")) == "expired"
    other.page.click("#ask-link")
    host.page.wait_for_selector("text=With a new link they can host this show, as you can.")


def test_fifth_link_request_has_to_wait(show: Show, person: Callable[..., Person]) -> None:
    url, page = link_states.used(show), person().page
    page.goto(url)
    headers = {"Origin": show.url}
    for _ in range(3):
        answer = page.request.post(
            f"{show.url}/client/AskForLink", data={"Token": url.rpartition("/")[2]}, headers=headers
        )
        assert answer.ok
    page.click("#ask-link")
    page.wait_for_selector("text=Several people are waiting")
    assert page.is_visible("#ask-again")


def test_one_time_link_survives_on_its_own_device(
    show: Show, playwright: Playwright, media: Path, tmp_path: Path
) -> None:
    url = show.link("guest", UserName="陈一鸣", MaxUses=1)
    flags = [*FLAGS, *devices(media, "guest")]

    def browser() -> Page:
        STARTED["Chromium"] += 1
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=CHROMIUM,
            args=flags,
            permissions=["camera", "microphone"],
            locale="en-US",
        )
        return context.pages[0]

    page = browser()
    session = enter(page, url, "guest")
    page.reload()
    page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    page.goto(url)
    page.wait_for_url(session)
    page.context.close()

    page = browser()
    page.goto(url)
    page.wait_for_url(session)
    page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    page.context.clear_cookies()
    page.goto(url)
    reason(page, "used")
    page.click("#ask-link")
    page.wait_for_selector("text=The host knows. One moment")
    assert page.url == url
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kaibo.in.'))") == []
    page.context.close()


def test_open_link_goes_back_into_its_session(show: Show, person: Callable[..., Person]) -> None:
    page = person("guest").page
    url = show.guest_url("陈一鸣")
    assert enter(page, url, "guest") == enter(page, url, "guest")


def test_guest_moves_to_another_device_and_back(show: Show, person: Callable[..., Person]) -> None:
    first, second = person("guest"), person("other")
    url = show.link("guest", UserName="陈一鸣", ExternalUserId="u-1")
    enter(first.page, url, "guest")
    second.page.goto(url)
    second.page.click("#use-browser")
    second.page.wait_for_selector("body[data-page='enter'][data-state='elsewhere']")
    assert "Chrome on Linux" in second.page.inner_text("h1")
    first.page.reload()
    first.wait("preview")
    second.page.click("#move-here")
    second.page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    first.wait("ended")
    assert first.page.is_visible("text=You moved to another device")
    second.page.reload()
    second.wait("preview")
    assert first.state() == "ended"
    first.page.goto(url)
    first.page.click("#use-browser")
    first.page.click("#move-here")
    first.page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    second.wait("ended")


def test_guest_who_is_in_reads_that_the_link_was_turned_off(show: Show, person: Callable[..., Person]) -> None:
    guest = person("guest")
    url = show.link("guest", UserName="陈一鸣", ReturnUrl=f"{HOME}/course")
    enter(guest.page, url, "guest")
    show.call("RevokeLaunchLink", OURS, Url=url, ActivityId=show.activity_id, Mode="everyone")
    guest.wait("ended")
    assert guest.page.is_visible("text=Your link was turned off")
    back = guest.page.locator("[data-way='home']")
    assert (back.inner_text(), back.get_attribute("href")) == ("Back to lms.example.com", f"{HOME}/course")
    assert back.get_attribute("rel") == "noreferrer"


def test_guest_from_before_the_link_was_turned_off_goes_back_in(show: Show, person: Callable[..., Person]) -> None:
    guest, stranger = person("guest"), person()
    url = show.link("guest", UserName="陈一鸣")
    session = enter(guest.page, url, "guest")
    show.call("RevokeLaunchLink", OURS, Url=url, Mode="new-joins-only")
    guest.page.close()
    guest.page = guest.context.new_page()
    guest.page.goto(url)
    guest.page.wait_for_url(session)
    guest.wait("preview")

    with stranger.page.expect_response("**/client/OpenLaunch") as asked:
        stranger.page.goto(url)
    reason(stranger.page, "revoked")
    assert asked.value.status == 404
    refused = show.call("ListAuditEvents", OURS, ActivityId=show.activity_id, Kinds=["refuse"])["Events"]
    assert [event["Detail"] for event in refused] == ["LinkRevoked"]
    stranger.page.click("#language")
    assert stranger.page.get_attribute("html", "lang") == "zh-CN", "the page stays, and answers"
    assert reopened(stranger.page, url) == "revoked"
    show.call("RestoreLaunchLink", OURS, Url=url)
    assert reopened(stranger.page, url) == "", "it works again"


def test_early_link_opens_by_itself_by_the_servers_clock(show: Show, person: Callable[..., Person]) -> None:
    guest = person("guest")
    asked: list[float] = []
    guest.page.on("request", lambda one: asked.append(time.time()) if one.url.endswith("/OpenLaunch") else None)
    opens = int(time.time() + 2.5 * patience())
    url = show.link("guest", UserName="陈一鸣", NotBefore=opens)
    guest.page.add_init_script("Date.now = ((now) => () => now() + 3_600_000)(Date.now)")  # an hour fast
    guest.page.goto(url)
    reason(guest.page, "early")
    guest.page.wait_for_selector("text=in 1 minute")
    with guest.page.expect_download() as download:
        guest.page.click("#calendar")
    text = Path(download.value.path()).read_text()
    assert download.value.suggested_filename == "kaibo.ics"
    assert time.strftime("DTSTART:%Y%m%dT%H%M%SZ", time.gmtime(opens)) in text
    guest.page.wait_for_selector("body[data-page='guest']")
    assert time.time() >= opens
    before = [at for at in asked if at < opens]
    assert len(before) <= 3


def test_full_stage_lets_in_when_a_place_is_free(show: Show, person: Callable[..., Person]) -> None:
    page = person("guest").page
    with Visitor(show.url) as first:
        first.enter(show.guest_url("陈一鸣"), "JoinStage")
        page.goto(show.guest_url("王磊"))
        reason(page, "full")
        assert page.is_visible("text=The one place is taken")
        first.call("LeaveStage")
    page.wait_for_selector("body[data-page='guest']")
