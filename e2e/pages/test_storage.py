"""A browser that refuses storage or cookies lets the person in, or its page says what it lacks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Playwright, expect

from e2e.kaibo import Show, until
from e2e.person import Person, without_cookies

REFUSED = """for (const area of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, area, { get() { throw new DOMException('denied', 'SecurityError'); } });"""
FULL = """if (location.protocol.startsWith('http')) for (const area of [localStorage, sessionStorage])
  for (let size = 8 << 20, part = 0; size; part += 1)
    try { area.setItem(`fill.${part}`, 'x'.repeat(size)); } catch { size >>= 1; }"""

NOTE_DELAYS = """window.delays = []; const plain = window.setTimeout;
window.setTimeout = (work, ms, ...more) => { window.delays.push(ms); return plain(work, ms, ...more); };"""
EXPIRED = {"ResponseMetadata": {"RequestId": "r", "Error": {"Code": "LinkExpired", "Message": "", "CodeN": 1}}}
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.40"


@pytest.mark.parametrize("storage", [REFUSED, FULL], ids=["refused", "full"])
def test_link_for_one_use_lets_a_person_without_storage_in(
    show: Show, person: Callable[..., Person], storage: str
) -> None:
    page = person("guest").page
    page.add_init_script(storage)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(show.link("guest", UserName="陈一鸣", MaxUses=1))
    page.click("#language")
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='enter'][data-state='asking']")
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='guest'][data-state='preview']")
    page.click("button[lang]")
    assert errors == []


def test_page_without_storage_waits_before_it_loads_again(show: Show, person: Callable[..., Person]) -> None:
    page = person().page
    page.add_init_script(REFUSED)
    page.add_init_script(NOTE_DELAYS)
    page.route("**/OpenLaunch", lambda route: route.fulfill(status=410, json=EXPIRED))
    page.goto(show.guest_url())
    page.wait_for_function("delays.includes(5000)")


def test_link_that_the_browser_cannot_copy_is_shown(show: Show, person: Callable[..., Person]) -> None:
    page = person(user_agent=WECHAT).page
    shown: list[str] = []

    def read(dialog: Dialog) -> None:
        shown.append(dialog.default_value)
        dialog.dismiss()

    page.add_init_script("document.execCommand = () => false; delete Navigator.prototype.clipboard;")
    page.on("dialog", read)
    url = show.guest_url("陈一鸣")
    page.goto(url)
    page.click("#copy-link")
    until(lambda: shown == [url], 5, "the link in a question of the browser")
    assert page.is_hidden("#copy-link [data-copied='yes']")


@pytest.fixture
def blocked(
    playwright: Playwright, tmp_path: Path, from_where: Callable[[], dict[str, Any]]
) -> Iterator[BrowserContext]:
    """Give a Chromium whose person blocks all cookies in its settings."""
    context = without_cookies(playwright, tmp_path / "profile", **from_where())
    yield context
    context.close()


def lacks_cookies(page: Page) -> None:
    expect(page.locator("body")).to_have_attribute("data-state", "nocookies")
    expect(page.get_by_role("heading", name="Your browser blocks cookies for this site")).to_be_visible()


def test_page_without_cookies_says_so_before_it_uses_a_link(
    show: Show, person: Callable[..., Person], blocked: BrowserContext
) -> None:
    page, asked = blocked.new_page(), []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    link = show.link("guest", UserName="陈一鸣", MaxUses=1)
    page.goto(link)
    page.click("#use-browser")
    lacks_cookies(page)
    page.click("#try-again")
    lacks_cookies(page)
    assert {"PeekTicket", "RedeemTicket"}.isdisjoint(asked)
    page.goto(show.watch_url)
    lacks_cookies(page)
    assert "WatchShow" not in asked
    person("guest").enter(link, "guest")
