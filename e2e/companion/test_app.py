"""The desktop app: a click on the launch page opens it, signed in. It trusts no server and leaves no show unasked."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Playwright

from e2e.desktop import YES, Desktop
from e2e.kaibo import OURS, Show, until
from e2e.launch_page import NO_ANSWER_MS
from e2e.panel import Panel, panel
from e2e.person import Person

TRUST, SWITCH, CLOSE, LEAVE = "First time here", "on air. Switch shows", "on air. Close", "on air. Leave"
WHOSE = "Enter this show"
OTHER_COMPUTER = "127.0.0.9"
MENU = "alt+k"
MY_NAME = "document.querySelector('#name')?.value"
TEXT = "document.querySelector('{}').innerText"


@pytest.fixture
def browser(desktop: Desktop, show: Show, playwright: Playwright) -> Iterator[BrowserContext]:
    context = desktop.chromium(playwright, show.url)
    yield context
    context.close()


def sessions(show: Show) -> list[object]:
    found: list[object] = show.call("ListSessions", OURS, ActivityId=show.activity_id)["Sessions"]
    return found


def test_complaint_22_23_cold_start_ends_signed_in_and_a_click_on_air_asks(
    desktop: Desktop, show: Show, browser: BrowserContext, person: Callable[..., Person]
) -> None:
    page, link = browser.pages[0], show.link("host", UserName="Ada")
    page.goto(link)
    desktop.window(TRUST)
    assert page.evaluate("document.body.dataset.state") == "waiting"
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    page.wait_for_selector("body[data-state='opened']")

    assert desktop.page(TEXT.format("h1")) == show.activity()["Name"]
    assert desktop.page(TEXT.format("#who")) == "Ada, host"
    assert show.publishing() == set()
    assert desktop.page("document.cookie") == ""
    desktop.page("document.getElementById('go-live').click()")
    desktop.wait_page("studio", "live")
    viewer = person()
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    until(lambda: viewer.frames() > 0, 15, "the viewer sees the app's camera")
    session = desktop.page("location.pathname")

    page.clock.install()
    page.goto(show.guest_url("Mia"))  # while the app is on air
    page.click("#open-app")  # Chromium opens no second app unasked until it is clicked
    desktop.window(SWITCH)
    page.wait_for_selector("body[data-state='waiting'][data-reason='heard']")
    assert page.is_visible("text=The app is open")
    page.clock.fast_forward(2 * NO_ANSWER_MS)
    assert page.get_attribute("body", "data-reason") == "heard", "it does not change its mind"
    page.click("#language")
    assert page.is_visible("text=应用已经打开")
    assert page.is_enabled("#use-browser")
    desktop.window(SWITCH)
    page.click("#open-app")  # once more, while it asks
    page.wait_for_selector("body[data-reason='waiting']")
    page.wait_for_selector("body[data-reason='heard']")
    desktop.window(SWITCH)
    desktop.press("Return")
    assert desktop.page("location.pathname") == session
    assert page.get_attribute("body", "data-reason") == "heard"
    desktop.wait_page("studio", "live")

    page.goto(link)  # its own show: nothing is asked, nothing changes
    page.click("#open-app")
    page.wait_for_selector("body[data-state='opened']")
    desktop.wait_page("studio", "live")
    assert len(sessions(show)) == 1

    desktop.kill()
    desktop.start()
    desktop.wait_page("studio", "live")
    assert desktop.page("location.pathname") == session
    viewer.wait("live")


def test_complaint_22_warm_start_ends_signed_in(desktop: Desktop, show: Show, browser: BrowserContext) -> None:
    desktop.start()
    desktop.window("Kaibo")
    page = browser.pages[0]
    page.goto(show.guest_url("Mia"))
    page.click("#open-app")
    desktop.window(TRUST)
    desktop.press(*YES)
    page.wait_for_selector("body[data-state='opened']")
    before = desktop.page("location.pathname")
    page.goto(show.guest_url("Tom"))
    page.click("#open-app")
    page.wait_for_selector("body[data-state='opened']")
    until(lambda: desktop.page("location.pathname") not in (None, before), 10, "the second link's session")
    desktop.wait_page("guest", "preview")
    assert desktop.page(TEXT.format("main h1")) == show.activity()["Name"]
    assert desktop.page(MY_NAME) == "Tom"
    assert show.publishing() == set()
    assert len(desktop.running()) == 1

    page.goto(show.guest_url("Eve"))
    page.dblclick("#open-app")
    page.wait_for_selector("body[data-state='opened']")
    until(lambda: desktop.page(MY_NAME) == "Eve", 10, "the third link's session")


def close_by_hand(desktop: Desktop, tray: Panel) -> None:
    """Close it as the window manager does."""
    desktop.window("Demo · Kaibo")
    desktop.press("alt+F4")


def quit_by_tray(desktop: Desktop, tray: Panel) -> None:
    tray.choose(7, of=7)


@pytest.mark.parametrize("close", [close_by_hand, quit_by_tray])
def test_app_on_air_closes_only_after_a_yes(
    desktop: Desktop, show: Show, close: Callable[[Desktop, Panel], None]
) -> None:
    with panel(desktop.env, desktop.home) as tray:
        app = desktop.start(show.deep_link(show.host_url))
        desktop.window(TRUST)
        desktop.press(*YES)
        desktop.wait_page("studio", "preview")
        desktop.page("document.getElementById('go-live').click()")
        desktop.wait_page("studio", "live")
        for answer in (["Return"], ["Escape"]):
            close(desktop, tray)
            desktop.window(CLOSE)
            desktop.press(*answer)
            until(lambda: not [one for one in desktop.titles() if CLOSE in one], 10, "the question is answered")
            desktop.window("Demo · Kaibo")
            desktop.wait_page("studio", "live")
        assert show.activity()["Status"] == 1
        assert app.poll() is None
        close(desktop, tray)
        desktop.window(CLOSE)
        desktop.press(*YES)
        assert app.wait(20) == 0
        assert desktop.titles() == ["tint2"]
        assert desktop.running() == []


def test_keyboard_leads_to_the_settings_and_home(desktop: Desktop, show: Show) -> None:
    desktop.start(show.deep_link(show.host_url))
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    assert desktop.page("innerHeight") > 780 - 40, "nearly the whole height of the window"
    desktop.page("document.getElementById('go-live').click()")
    desktop.wait_page("studio", "live")
    choose(desktop, 2, "Settings")
    desktop.press("Escape")
    desktop.wait_page("studio", "live")
    choose(desktop, 3, "Save a report")
    desktop.press("Escape")
    for answer in (["Return"], YES):
        desktop.wait_page("studio", "live")
        choose(desktop, 1, LEAVE)
        desktop.press(*answer)
        until(lambda: not [one for one in desktop.titles() if LEAVE in one], 10, "the question is answered")
    until(lambda: "Kaibo" in desktop.titles() and desktop.page("1") is None, 10, f"home: {desktop.titles()}")
    desktop.type(show.guest_url("Mia"))  # into the field for a link
    desktop.press("Return")
    desktop.wait_page("guest", "preview")


def choose(desktop: Desktop, entry: int, then: str) -> None:
    """Choose an entry of the studio's menu by keyboard. Wait for a window."""
    desktop.window("Demo · Kaibo")
    desktop.focus("Demo · Kaibo")
    desktop.press(MENU, *["Down"] * (entry - 1), "Return")
    desktop.window(then)


def test_app_off_air_closes_unasked(desktop: Desktop, show: Show) -> None:
    app = desktop.start(show.deep_link(show.host_url))
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    desktop.window("Demo · Kaibo")
    desktop.press("alt+F4")
    assert app.wait(20) == 0


def test_refused_server_hears_nothing(desktop: Desktop, show: Show, browser: BrowserContext) -> None:
    page = browser.pages[0]
    page.goto(show.host_url)
    desktop.window(TRUST)
    desktop.press("Escape")
    page.wait_for_selector("body[data-reason='noanswer']")
    assert sessions(show) == []
    assert desktop.page("1") is None


def test_ticket_of_another_computer_asks_whose_show_it_is(desktop: Desktop, show: Show) -> None:
    link = show.guest_url("Mia")
    desktop.start(show.deep_link(link, OTHER_COMPUTER))
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.window(WHOSE)
    desktop.press("Return")  # the focus is on the answer that changes nothing
    until(lambda: not any(WHOSE in one for one in desktop.titles()), 10, "it is answered")
    assert sessions(show) == []
    desktop.start(show.deep_link(link, OTHER_COMPUTER))
    desktop.window(WHOSE)
    desktop.press(*YES)
    desktop.wait_page("guest", "preview")
    assert len(sessions(show)) == 1


def test_three_starts_at_once_are_one_app(desktop: Desktop) -> None:
    links = [f"kaibo://open?v=1&server=https%3A%2F%2F{name}.example&ticket={'t' * 24}" for name in "abc"]
    started = [desktop.start(link) for link in links]
    desktop.window(TRUST)
    until(lambda: sum(one.poll() == 0 for one in started) == 2, 10, "two handed over and left")
    assert len(desktop.running()) == 1


@pytest.mark.parametrize("link", ["kaibo://open?v=1", "kaibo://open?v=9&x=1", "kaibo:--remote-debugging-port=1"])
def test_malformed_link_opens_home(desktop: Desktop, link: str) -> None:
    app = desktop.start(link)
    desktop.window("Kaibo")
    assert app.poll() is None
    assert desktop.page("1") is None


def test_wrong_arguments_start_nothing(desktop: Desktop) -> None:
    some = (["--version"], ["https://a.example/l/x"], ["kaibo://open", "kaibo://open"], ["--hidden", "kaibo://open"])
    for arguments in some:
        app = desktop.start(*arguments)
        assert app.wait(10) == 2


def test_app_starts_unseen_at_login(desktop: Desktop) -> None:
    with panel(desktop.env, desktop.home):
        app = desktop.start("--hidden")
        until(lambda: [*(desktop.home / "run").glob("kaibo-companion-*")], 20, "it listens")
        assert desktop.start("--hidden").wait(10) == 0
        assert not [title for title in desktop.titles() if "Kaibo" in title]
        assert app.poll() is None
        assert desktop.start().wait(10) == 0
        desktop.window("Kaibo")
    assert len(desktop.running()) == 1


def test_window_comes_up_at_login_without_a_tray(desktop: Desktop) -> None:
    desktop.start("--hidden")
    desktop.window("Kaibo", 40)
