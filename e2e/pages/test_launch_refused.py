"""Links that open nothing now: whom to ask, how to go on, and how the person whose link it is comes back in."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from e2e.kaibo import GONE_SECONDS, OURS, Kaibo, until
from e2e.person import CHROMIUM, FAKE, FLAGS, Person
from e2e.test_launch import reason

HOME = "https://lms.example.com"


@pytest.fixture
def small(start: Callable[..., Kaibo]) -> Kaibo:
    """A stage with one place, and a site that people may be sent back to."""
    return start(KAIBO_STAGE_CAP="1", KAIBO_RETURN_ORIGINS=HOME)


def reopened(page: Page, url: str) -> str | None:
    """Why the link is refused when it is opened now."""
    page.goto(url)
    return page.get_attribute("body", "data-reason")


def enter(page: Page, url: str, where: str) -> str:
    """By the browser; the path of the session."""
    page.goto(url)
    page.click("#use-browser")
    page.wait_for_selector(f"body[data-page='{where}']")
    return page.url


def test_a_used_link_asks_and_gets_another(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, first, second = person("host"), person("guest"), person("other")
    host.enter(kaibo.said["HostUrl"], "studio")
    url = kaibo.link("guest", UserName="陈一鸣", MaxUses=1)
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


def test_a_host_is_told_what_a_new_host_link_means(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, other = person("host"), person()
    host.enter(kaibo.said["HostUrl"], "studio")
    url = kaibo.link("host", UserName="林晓", ExpireTime=int(time.time()) + 12)
    other.page.goto(url)
    reason(other.page, "")
    assert other.page.is_visible("text=You’re hosting as 林晓")
    until(
        lambda: (other.page.reload(), other.page.get_attribute("body", "data-reason"))[1] == "expired", 20, "it expires"
    )
    other.page.click("#ask-link")
    host.page.wait_for_selector("text=With a new link they can host this show, as you can.")


def test_too_many_ask(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    url = kaibo.link("guest", UserName="陈", MaxUses=1)
    enter(person("guest").page, url, "guest")
    page = person().page
    page.goto(url)
    headers = {"Origin": kaibo.said["Url"]}
    for _ in range(3):
        answer = page.request.post(
            f"{kaibo.said['Url']}/client/AskForLink", data={"Token": url.rpartition("/")[2]}, headers=headers
        )
        assert answer.ok
    page.click("#ask-link")
    page.wait_for_selector("text=Several people are waiting")
    assert page.is_visible("#ask-again")


def test_a_one_time_link_survives_on_its_own_device(
    kaibo: Kaibo, playwright: Playwright, media: Path, tmp_path: Path
) -> None:
    url = kaibo.link("guest", UserName="陈一鸣", MaxUses=1)
    flags = [*FLAGS, *FAKE, f"--use-file-for-fake-video-capture={media / 'guest.y4m'}"]

    def browser() -> Page:
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
    page.wait_for_timeout(1500)
    assert page.url == url
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kaibo.in.'))") == []
    page.context.close()


def test_an_open_link_goes_back_into_the_session_that_is_there(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    page = person("guest").page
    url = kaibo.guest_url("陈一鸣")
    assert enter(page, url, "guest") == enter(page, url, "guest")


def test_one_person_moves_and_never_in_a_circle(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    first, second = person("guest"), person("other")
    url = kaibo.link("guest", UserName="陈一鸣", ExternalUserId="u-1")
    enter(first.page, url, "guest")
    second.page.goto(url)
    second.page.click("#use-browser")
    second.page.wait_for_selector("body[data-page='enter'][data-state='elsewhere']")
    assert "Chrome on Linux" in second.page.inner_text("h1")
    first.page.wait_for_timeout(1000)
    assert first.state() == "preview"
    second.page.click("#move-here")
    second.page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    first.wait("ended")
    assert first.page.is_visible("text=You moved to another device")
    first.page.wait_for_timeout(2000)
    assert (first.state(), second.state()) == ("ended", "preview")
    first.page.goto(url)
    first.page.click("#use-browser")
    first.page.click("#move-here")
    first.page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    second.wait("ended")


def test_a_link_that_was_turned_off_says_so_to_who_is_in(small: Kaibo, person: Callable[..., Person]) -> None:
    guest = person("guest")
    url = small.link("guest", UserName="陈一鸣", ReturnUrl=f"{HOME}/course")
    enter(guest.page, url, "guest")
    small.call("RevokeLaunchLink", OURS, Url=url, ActivityId=small.said["ActivityId"], Mode="everyone")
    guest.wait("ended")
    assert guest.page.is_visible("text=Your link was turned off")
    back = guest.page.locator("[data-way='home']")
    assert (back.inner_text(), back.get_attribute("href")) == ("Back to lms.example.com", f"{HOME}/course")
    assert back.get_attribute("rel") == "noreferrer"


def test_who_was_let_in_before_the_link_was_turned_off_goes_back_in(
    kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    guest, stranger = person("guest"), person()
    url = kaibo.link("guest", UserName="陈一鸣")
    session = enter(guest.page, url, "guest")
    kaibo.call("RevokeLaunchLink", OURS, Url=url, Mode="new-joins-only")
    guest.page.close()
    guest.page = guest.context.new_page()
    guest.page.goto(url)
    guest.page.wait_for_url(session)
    guest.wait("preview")

    with stranger.page.expect_response("**/client/OpenLaunch") as asked:
        stranger.page.goto(url)
    reason(stranger.page, "revoked")
    assert asked.value.status == 404
    refused = kaibo.call("ListAuditEvents", OURS, ActivityId=kaibo.said["ActivityId"], Kinds=["refuse"])["Events"]
    assert [event["Detail"] for event in refused] == ["LinkRevoked"]
    stranger.page.wait_for_timeout(1500)
    assert reopened(stranger.page, url) == "revoked", "it goes round in no circle"
    kaibo.call("RestoreLaunchLink", OURS, Url=url)
    assert reopened(stranger.page, url) == "", "it works again"


def test_too_early_it_opens_by_itself_by_the_servers_clock(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    guest = person("guest")
    asked: list[float] = []
    guest.page.on("request", lambda one: asked.append(time.time()) if one.url.endswith("/OpenLaunch") else None)
    opens = int(time.time()) + 20
    url = kaibo.link("guest", UserName="陈一鸣", NotBefore=opens)
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


def test_a_full_stage_lets_in_when_a_place_is_free(small: Kaibo, person: Callable[..., Person]) -> None:
    first, second = person("guest"), person("other")
    home = f"{HOME}/course"
    enter(first.page, small.link("guest", UserName="陈一鸣", ReturnUrl=home), "guest")
    first.page.click("#join-stage")
    first.wait("onstage")
    second.page.goto(small.guest_url("王磊"))
    reason(second.page, "full")
    assert second.page.is_visible("text=The one place is taken")
    first.page.click("#leave-stage")
    first.wait("preview")
    assert first.page.get_attribute("[data-way='home']", "href") == home
    second.page.wait_for_selector("body[data-page='guest']")


def test_the_show_is_over_and_goes_on_again(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, guest = person("host"), person("guest")
    host.enter(kaibo.said["HostUrl"], "studio")
    host.page.click("#go-live")
    host.wait("live")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    host.browser.close()
    url = kaibo.guest_url("陈一鸣")
    until(
        lambda: (guest.page.goto(url), guest.page.get_attribute("body", "data-reason"))[1] == "over", 30, "it is over"
    )
    assert guest.page.is_visible("text=It ended today")
    time.sleep(GONE_SECONDS)
    again = person("host")
    again.enter(kaibo.said["HostUrl"], "studio")
    guest.page.reload()
    reason(guest.page, "")
