"""The launch page in a browser: the ways in, whatever answers or does not."""

import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import segno
from playwright.sync_api import Page, Route

from e2e.kaibo import Show, until
from e2e.launch_page import NO_ANSWER_MS, WAYS, click_behind_the_question, reason
from e2e.patience import patience
from e2e.person import Person

MODULES = """(svg) => {
  const path = svg.querySelector('path'), edge = 2, size = svg.viewBox.baseVal.width - 2 * edge;
  const dark = (x, y) => path.isPointInStroke(new DOMPoint(edge + x + 0.5, edge + y + 0.5));
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => dark(x, y)));
}"""


def test_hosts_three_ways_are_in_sight_in_both_languages_at_any_width(
    offering: Show, person: Callable[..., Person]
) -> None:
    page = person().page
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(offering.link("host", UserName="林晓", Prefer="ask"))
    assert page.inner_text("main b").strip() == "You’re hosting as 林晓"
    page.click("#language")
    page.reload()
    assert page.inner_text("main b").strip() == "你是主播，名字是“林晓”"
    for width, scheme in ((1280, "light"), (390, "dark"), (320, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        boxes = [page.locator(way).bounding_box() for way in WAYS]
        assert all(box and box["y"] + box["height"] <= 800 for box in boxes)
        assert len({round(box["width"]) for box in boxes if box}) == 1
    page.keyboard.press("Tab")
    reached = []
    for _ in range(5):
        reached.append(page.evaluate("document.activeElement.id"))
        page.keyboard.press("Tab")
    assert reached == ["language", "not-you", "open-app", "download-app", "use-browser"]
    assert errors == []


IN_FORCED_COLOURS = """() => {
  const dot = getComputedStyle(document.querySelector(".mark i"), "::before");
  const off = document.querySelector("#download-app"), probe = document.createElement("i");
  off.setAttribute("aria-disabled", "true");
  probe.style.color = "GrayText";
  document.body.append(probe);
  const colour = (element) => getComputedStyle(element).color;
  const dotted = parseFloat(dot.borderTopWidth) > 2 && dot.borderTopColor === colour(document.body);
  return [dotted, colour(off) === colour(probe)];
}"""


def test_forced_colours_keep_the_dot_and_tell_a_way_that_is_off(offering: Show, person: Callable[..., Person]) -> None:
    page = person(forced_colors="active").page
    page.goto(offering.link("host", Prefer="ask"))
    reason(page, "")
    assert page.evaluate(IN_FORCED_COLOURS) == [True, True]


def before_its_script(page: Page, url: str, script: str) -> Callable[[], None]:
    """Open a page and hold its script back. Return what lets the script come."""
    held: list[Route] = []
    page.route(f"**/launch/*/{script}", lambda route: held.append(route))
    with page.expect_request(f"**/launch/*/{script}"):
        page.goto(url, wait_until="commit")
    return lambda: held[0].continue_()


def test_click_before_the_script_counts(show: Show, person: Callable[..., Person]) -> None:
    page = person("guest").page
    come = before_its_script(page, show.guest_url("陈一鸣"), "open-link.js")
    page.click("text=Do the same next time on this device")
    page.click("#use-browser")
    come()
    page.wait_for_selector("body[data-page='guest']")
    assert page.evaluate("localStorage.getItem('kaibo.choice')") == "browser"


def test_link_request_before_the_script_counts(show: Show, person: Callable[..., Person]) -> None:
    first, second = person("guest"), person()
    url = show.link("guest", UserName="陈一鸣", MaxUses=1)
    first.enter(url, "guest")
    come = before_its_script(second.page, url, "refused-link.js")
    second.page.click("#ask-link")
    come()
    second.page.wait_for_selector("text=The host knows. One moment")


def test_key_typed_before_the_script_stays_out_of_the_address(show: Show, person: Callable[..., Person]) -> None:
    key = show.call("GetTemporaryLoginTokenAPI", ActivityId=show.activity_id)["SecretKey"]
    page = person("host").page
    addresses: list[str] = []
    page.on("request", lambda one: addresses.append(one.url))
    come = before_its_script(page, f"{show.url}/go", "join-code.js")
    page.fill("#key", key)
    page.press("#key", "Enter")
    come()
    page.wait_for_selector("body[data-page='launch'][data-role='host']")
    assert not [address for address in addresses if "key=" in address]


def test_way_into_the_studio_makes_no_call_of_a_viewer(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    addresses: list[str] = []
    host.page.on("request", lambda request: addresses.append(request.url))
    host.enter(show.host_url, "studio")
    assert [address for address in addresses if "/call/EnterSession" in address]
    assert [address for address in addresses if "/call/WatchShow" in address] == []


def test_page_says_that_no_app_answers(offering: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    downloads: list[object] = []
    host.page.on("download", lambda download: downloads.append(download))
    host.page.clock.install()
    host.page.goto(offering.link("host", Prefer="ask"))
    reason(host.page, "")
    host.page.click("#open-app")
    reason(host.page, "waiting")
    assert host.state() == "waiting"
    host.page.wait_for_selector("iframe", state="attached")
    host.page.clock.fast_forward(NO_ANSWER_MS)
    reason(host.page, "noanswer")
    assert all(host.page.is_visible(way) for way in WAYS)
    click_behind_the_question(host.page, "#use-browser")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")
    assert downloads == []


def test_page_waits_while_the_server_is_away(start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show, host = start("--no-media"), person("host")
    with host.page.expect_response("**/client/OpenLaunch"):
        host.page.goto(show.host_url)
    reason(host.page, "")
    host.page.evaluate("Date.now = ((now) => () => now() + 100_000)(Date.now)")  # its ticket is too old to be used
    show.server.stop()
    host.page.click("#use-browser")
    reason(host.page, "starting")
    assert host.page.is_visible("text=Kaibo is starting")
    show.server.start()
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")


def test_page_goes_on_when_the_server_was_away_from_the_start(show: Show, person: Callable[..., Person]) -> None:
    page = person().page
    page.route("**/client/OpenLaunch", lambda route: route.fulfill(status=503, body="starting"))
    page.goto(show.host_url)
    reason(page, "starting")
    assert page.is_visible("#use-browser")
    page.unroute("**/client/OpenLaunch")
    page.route("**/client/OpenLaunch", lambda route: route.fulfill(status=429, body="slowly"))
    reason(page, "busy")
    page.unroute("**/client/OpenLaunch")
    reason(page, "")


def test_link_that_expires_while_its_page_is_open_says_so(show: Show, person: Callable[..., Person]) -> None:
    page, expires = person().page, int(time.time() + 2 * patience())
    url = show.link("host", UserName="林晓", ExpireTime=expires)
    page.route("**/client/OpenLaunch", lambda route: route.abort())
    page.goto(url)
    page.click("#use-browser")
    reason(page, "starting")
    until(lambda: time.time() >= expires, 20, "it expires")
    page.unroute("**/client/OpenLaunch")
    reason(page, "expired")
    assert page.get_attribute("body", "data-state") == "refused"
    assert not any(page.is_visible(way) for way in WAYS)
    assert page.is_visible("text=It was good until today")


SHANGHAI = "Asia/Shanghai"
EVENING = int(datetime(2030, 1, 2, 20, tzinfo=ZoneInfo(SHANGHAI)).timestamp())


@pytest.mark.parametrize(
    ("zone", "minutes", "english", "chinese"),
    [
        (SHANGHAI, 0, "Starts January 2, 2030 at 20:00 (GMT+8)", "2030年1月2日 20:00（GMT+8）开播"),
        (SHANGHAI, 90, "January 2, 2030, 20:00 – 21:30 (GMT+8)", "2030年1月2日 20:00 – 21:30（GMT+8）"),
        ("America/New_York", 0, "Starts January 2, 2030 at 07:00 (EST)", "2030年1月2日 07:00（GMT-5）开播"),
    ],
)
def test_page_has_the_title_and_the_time_in_the_readers_zone(
    show: Show, person: Callable[..., Person], zone: str, minutes: int, english: str, chinese: str
) -> None:
    ends = EVENING + 60 * minutes if minutes else 0
    made = show.call("CreateActivityAPIV2", Name="新年音乐会 <b>live</b>", LiveTime=EVENING, EndTime=ends)
    page = person(timezone_id=zone).page
    page.goto(show.link("guest", UserName="陈一鸣", ActivityId=made["ActivityId"]))
    reason(page, "")
    assert page.inner_text("h1") == "新年音乐会 <b>live</b>"
    assert page.inner_text("#schedule") == english
    page.click("#language")
    assert page.inner_text("#schedule") == chinese


def test_wrong_person_is_told_whose_link_it_is(show: Show, person: Callable[..., Person]) -> None:
    page = person().page
    page.goto(show.guest_url("陈一鸣"))
    reason(page, "")
    assert not page.is_visible("#not-you-text")
    page.click("#not-you")
    said = "This link is for 陈一鸣. Ask the person who sent it for one of your own."
    assert page.inner_text("#not-you-text") == said
    assert page.get_attribute("#not-you", "aria-expanded") == "true"
    page.click("#language")
    assert page.inner_text("#not-you-text") == "这个链接是给陈一鸣的。请向发给你链接的人要一个你自己的。"
    page.click("#not-you")
    assert not page.is_visible("#not-you-text")


PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"


def test_phone_has_one_way_in(offering: Show, person: Callable[..., Person]) -> None:
    page = person(user_agent=PHONE, viewport={"width": 390, "height": 844}).page
    page.goto(offering.guest_url("陈一鸣"))
    page.wait_for_selector("body[data-device='phone']")
    assert [page.is_visible(way) for way in WAYS] == [False, False, True]
    assert page.inner_text("#use-browser").splitlines()[0] == "Join"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-page='guest']")


WECHAT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50"
)
LINE = "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 Line/14.1"
BLACK = """(buttons) => buttons.filter((one) => one.checkVisibility() &&
  getComputedStyle(one).backgroundColor === getComputedStyle(document.body).color).length"""
MESSENGER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 [FBAN/MessengerForiOS;FBAV/480.0]"


@pytest.mark.parametrize(
    ("agent", "camera", "says", "menu", "chrome"),
    [
        (WECHAT, False, "WeChat can’t use your camera here", "Choose “Open in default browser”", False),
        (WECHAT, True, "Your camera may not work in WeChat", "Choose “Open in default browser”", False),
        (LINE, False, "LINE can’t use your camera here", "Choose “Open in default browser”", True),
        (MESSENGER, False, "Messenger can’t use your camera here", "Choose “Open in Safari”", False),
    ],
)
def test_complaint_29_page_inside_another_app_says_how_to_leave_it(
    show: Show, person: Callable[..., Person], agent: str, camera: bool, says: str, menu: str, chrome: bool
) -> None:
    page = person(user_agent=agent, viewport={"width": 390, "height": 844}).page
    if not camera:
        page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    page.goto(show.guest_url("陈一鸣"))
    reason(page, "inapp")
    heading = page.locator("[data-reason-is='inapp'] h2")
    assert heading.inner_text() == says
    assert page.locator(".steps").inner_text().splitlines()[-1] == menu
    assert page.is_visible("#open-chrome") == chrome
    assert page.eval_on_selector_all("[data-reason-is='inapp'] .btn", BLACK) == 1
    if chrome:
        assert str(page.get_attribute("#open-chrome", "href")).startswith(f"intent://localhost:{show.server.port}/l/")
    assert not page.is_visible("#open-app")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("#copy-link")
    page.wait_for_selector("text=Copied")
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='guest']")


def test_typed_key_opens_the_launch_page(show: Show, person: Callable[..., Person]) -> None:
    key = show.call("GetTemporaryLoginTokenAPI", ActivityId=show.activity_id)["SecretKey"]
    page = person("host").page
    page.goto(f"{show.url}/go")
    assert page.evaluate("document.activeElement.id") == "key"
    page.keyboard.type("K7QM2XWDK7QM2XWDK7QM2XWD")
    assert page.input_value("#key") == "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD"
    page.keyboard.press("Enter")
    page.wait_for_selector("text=This join code doesn’t work")
    page.click("#language")
    assert page.is_visible("text=这个口令打不开")
    page.click("#language")
    page.fill("#key", key.lower().replace("-", " "))
    page.click("#open-key")
    page.wait_for_selector("body[data-page='launch'][data-role='host']")
    assert page.url.startswith(f"{show.url}/l/")
    page.go_back()
    for _ in range(25):
        page.request.post(f"{show.url}/client/OpenKey", data={"Key": "x"}, headers={"Origin": show.url})
    page.fill("#key", key)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Too many attempts")


def test_input_method_composes_a_key(show: Show, person: Callable[..., Person]) -> None:
    key = show.call("GetTemporaryLoginTokenAPI", ActivityId=show.activity_id)["SecretKey"]
    page = person("host").page
    page.goto(f"{show.url}/go")
    page.wait_for_function("() => document.activeElement.id === 'key'")
    devtools = page.context.new_cdp_session(page)
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in key)
    for end in range(1, len(key) + 1):
        typed = full_width[:end]
        devtools.send("Input.imeSetComposition", {"text": typed, "selectionStart": end, "selectionEnd": end})
        assert page.input_value("#key") == typed
    devtools.send("Input.insertText", {"text": full_width})
    assert page.input_value("#key") == key
    page.keyboard.press("Enter")
    page.wait_for_selector("body[data-page='launch'][data-role='host']")


def test_link_changed_on_its_way_lets_in_and_shows_its_address(show: Show, person: Callable[..., Person]) -> None:
    guest = person("guest")
    url = show.guest_url("陈一鸣")
    start, _, token = url.rpartition("/")
    addresses: list[str] = []
    guest.page.on("request", lambda request: addresses.append(request.url))
    guest.page.goto(f"{start}/%{ord(token[0]):02X}{token[1:]}%EF%BC%8C请大家准时")
    reason(guest.page, "")
    assert guest.page.url == url
    assert len([address for address in addresses if "/l/" in address]) == 1
    guest.page.click("#use-browser")
    guest.page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    session = guest.page.url
    guest.page.goto(session.replace("_", "%5F") + "%E3%80%82")
    guest.page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    assert guest.page.url == session
    path = show.call("ListActivityAPI", ActivityId=show.activity_id)["Activities"][0]["ViewUrl"]
    guest.page.goto(path.upper().replace("HTTP", "http").replace("/W/", "/w/") + "%E3%80%82")
    guest.page.wait_for_function("() => document.querySelector('h1')?.textContent")
    assert guest.page.url == path


def test_link_has_a_language_of_its_own(show: Show, person: Callable[..., Person]) -> None:
    guest = person("guest")
    guest.page.goto(show.link("guest", UserName="陈一鸣", Locale="zh", AvatarUrl="https://cdn.example.com/a.png"))
    assert guest.page.get_attribute("html", "lang") == "zh-CN"
    assert guest.page.get_attribute("img.face", "src") == "https://cdn.example.com/a.png"
    guest.page.click("#use-browser")
    guest.page.wait_for_selector("body[data-page='guest']")
    assert guest.page.get_attribute("html", "lang") == "zh-CN"
    other = guest.tab().page
    other.goto(show.guest_url("陈一鸣"))
    assert other.get_attribute("html", "lang") == "en"
    other.click("#language")
    other.goto(show.link("guest", UserName="王磊", Locale="en"))
    assert other.get_attribute("html", "lang") == "zh-CN"


def test_qr_code_has_the_pages_address(offering: Show, person: Callable[..., Person]) -> None:
    page = person().page
    page.emulate_media(color_scheme="dark")
    page.goto(offering.guest_url("陈一鸣"))
    assert page.is_visible(".qr svg")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.qr .code')).backgroundColor") == "rgb(255, 255, 255)"
    )
    code = segno.make(page.url, error="m")
    assert page.eval_on_selector(".qr svg", MODULES) == [[bool(dark) for dark in row] for row in code.matrix]
    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.is_visible(".qr")
