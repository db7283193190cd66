"""The launch page in a browser: three ways in sight, and right whatever answers or does not."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Page, Response

from e2e.kaibo import Kaibo, until
from e2e.person import Person

WAYS = ("#open-app", "#download-app", "#use-browser")
NONCE = "nonce-of-the-desktop-app"


def reason(page: Page, wanted: str, seconds: float = 10) -> None:
    page.wait_for_selector(f"body[data-page='launch'][data-reason='{wanted}']", timeout=seconds * 1000)


def click_behind_the_question(page: Page, selector: str) -> None:
    """The browser's own "Open xdg-open?", which no test can answer, keeps real clicks from the page."""
    page.dispatch_event(selector, "click")


@pytest.fixture
def offering(start: Callable[..., Kaibo], tmp_path: Path) -> Kaibo:
    """A Kaibo that has an installer for this system."""
    folder = tmp_path / "companion"
    folder.mkdir()
    (folder / "kaibo.AppImage").write_bytes(b"\x7fELF")
    file = {"System": "linux", "Arch": "x86_64", "File": "kaibo.AppImage", "Size": 3 << 20, "Sha256": "0" * 64}
    (folder / "manifest.json").write_text(json.dumps({"Version": "1.0", "Files": [file]}))
    return start(KAIBO_COMPANION=str(folder))


def test_three_ways_in_sight_in_both_languages_at_any_width(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    page = person().page
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(kaibo.guest_url("陈一鸣"))
    assert page.inner_text("main b").strip() == "You’re joining as guest 陈一鸣"
    page.click("#language")
    page.reload()
    assert page.inner_text("main b").strip() == "你是嘉宾，名字是“陈一鸣”"
    for width, scheme in ((1280, "light"), (390, "dark"), (320, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        boxes = [page.locator(way).bounding_box() for way in WAYS]
        assert all(box and box["y"] + box["height"] <= 800 for box in boxes)
        assert len({round(box["width"]) for box in boxes if box}) == 1
    assert page.get_attribute("#download-app", "aria-disabled") == "true"
    assert page.inner_text("#download-app").strip().endswith("这个服务器还没有你这个系统的安装包")
    page.keyboard.press("Tab")
    reached = []
    for _ in range(4):
        reached.append(page.evaluate("document.activeElement.id"))
        page.keyboard.press("Tab")
    assert reached == ["language", "not-you", "open-app", "use-browser"]
    assert errors == []


def test_nothing_answers(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host = person("host")
    downloads: list[object] = []
    host.page.on("download", lambda download: downloads.append(download))
    host.page.goto(kaibo.said["HostUrl"])
    reason(host.page, "")
    host.page.click("#open-app")
    reason(host.page, "waiting")
    assert host.state() == "waiting"
    reason(host.page, "noanswer")
    assert all(host.page.is_visible(way) for way in WAYS)
    click_behind_the_question(host.page, "#use-browser")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")
    assert downloads == []


def test_the_server_is_away_for_a_moment(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.route("**/client/OpenLaunch", lambda route: route.abort())
    host.page.goto(kaibo.said["HostUrl"])
    host.page.click("#use-browser")
    reason(host.page, "busy")
    assert host.page.is_visible("text=Can’t connect right now")
    host.page.unroute("**/client/OpenLaunch")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")


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
    assert host.page.inner_text("#download-app").strip().endswith("For Linux, 3 MB")

    app = {"Ticket": tickets[-1], "Nonce": NONCE, "App": True}
    origin = {"Origin": offering.said["Url"]}
    assert httpx2.post(f"{offering.said['Url']}/client/RedeemTicket", json=app, headers=origin).is_success
    host.wait("opened")
    click_behind_the_question(host.page, "#browser-instead")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")
    host.page.goto(offering.said["HostUrl"])
    host.page.wait_for_load_state("networkidle")
    assert (host.state(), host.page.query_selector("iframe")) == ("choose", None)


def test_a_link_that_expires_while_its_page_is_open(start: Callable[..., Kaibo], person: Callable[..., Person]) -> None:
    kaibo, page = start(KAIBO_TMP_LINK_HOURS="0.001"), person().page
    links = kaibo.call("GetDownloadLiveClient", "2023-08-01", ActivityId=kaibo.said["ActivityId"])
    page.route("**/client/OpenLaunch", lambda route: route.abort())
    page.goto(links["TmpUrl"])
    page.click("#use-browser")
    reason(page, "busy")
    until(lambda: time.time() >= links["ExpireTime"], 10, "it expires")
    page.unroute("**/client/OpenLaunch")
    reason(page, "expired")
    assert page.get_attribute("body", "data-state") == "refused"
    assert not any(page.is_visible(way) for way in WAYS)
    page.reload()
    reason(page, "expired")
    assert page.is_visible("text=It was good until today")
