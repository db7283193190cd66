"""The reference of the signed calls in a browser: readable at any width, from this server only."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.kaibo import Show
from e2e.person import Person

NOTE_VIOLATIONS = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (e) => violations.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


def action(page: Page, name: str, version: str) -> None:
    """Open an action, unless it is open."""
    heading = page.get_by_role("heading", name=f"{name} {version}")
    expect(heading).to_be_visible()
    button = heading.get_by_role("button", name=name).first
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    expect(button).to_have_attribute("aria-expanded", "true")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_each_call_can_be_read(show: Show, person: Callable[..., Person], width: int, scheme: str) -> None:
    page, wrong, asked = person().page, [], set()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("request", lambda request: asked.add(request.url))
    page.add_init_script(NOTE_VIOLATIONS)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    page.goto(f"{show.url}/api")
    expect(page.get_by_role("heading", name="API reference")).to_be_visible()
    expect(page.get_by_role("heading", name="How to call")).to_be_visible()
    action(page, "GetDownloadLiveClient", "2023-08-01")
    opened = page.locator("#operations-launch-GetDownloadLiveClient")
    expect(opened).to_contain_text("/?Action=GetDownloadLiveClient&Version=2023-08-01")
    expect(opened).to_contain_text("LoginType")
    expect(opened).to_contain_text("TmpUrl")
    assert page.evaluate("location.hash") == "#/launch/GetDownloadLiveClient"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("button", name="Try it out").count() == 0
    assert page.get_by_role("button", name="Authorize").count() == 0

    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="接口文档")).to_be_visible()
    expect(opened).to_contain_text("LoginType")
    assert page.evaluate("violations") == []
    assert wrong == []
    assert {url for url in asked if not url.startswith((show.url, "data:"))} == set()


def test_address_leads_to_one_action(show: Show, person: Callable[..., Person]) -> None:
    page = person().page
    page.goto(f"{show.url}/api#/activity/DeleteActivityAPI")
    opened = page.locator("#operations-activity-DeleteActivityAPI")
    expect(opened).to_contain_text("ActivityIdStr")
    expect(opened).to_be_in_viewport()
    expect(page.locator("#operations-activity-GetActivityAPI .opblock-body")).to_have_count(0)


def test_bare_address_links_to_the_reference(show: Show, person: Callable[..., Person]) -> None:
    page = person().page
    page.goto(show.url)
    page.get_by_role("link", name="Reference for developers").click()
    expect(page.get_by_role("heading", name="API reference")).to_be_visible()


def test_page_tries_again_when_the_calls_do_not_come(show: Show, person: Callable[..., Person]) -> None:
    page = person().page
    page.route("**/openapi.json", lambda route: route.abort())
    page.goto(f"{show.url}/api")
    expect(page.get_by_role("alert")).to_contain_text("Can’t connect right now")
    page.unroute("**/openapi.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="How to call")).to_be_visible()
