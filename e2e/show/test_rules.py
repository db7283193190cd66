"""The public doors refuse what a person may not do. The requests have the pages' own cookies."""

from collections.abc import Callable

import httpx2
from playwright.sync_api import BrowserContext, expect

from e2e.kaibo import Show
from e2e.person import Person


def cookies(context: BrowserContext, url: str) -> dict[str, str]:
    return {one["name"]: one["value"] for one in context.cookies(url) if "name" in one and "value" in one}


def test_removed_guest_stays_out_until_that_is_undone(
    on_air: tuple[Person, Person], show: Show, person: Callable[..., Person]
) -> None:
    host, _ = on_air
    guest, again = person("guest"), person("guest")
    guest.enter(show.guest_url(), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    session, jar = guest.page.url, cookies(guest.context, guest.page.url)
    host.page.get_by_role("button", name="Remove 嘉宾").click()
    expect(host.page.get_by_text("嘉宾 is off the stage, link off")).to_be_visible()
    guest.wait("removed")

    origin = {"Origin": show.url}
    asked = httpx2.post(f"{session}/call/JoinStage", json={"Tab": "x" * 16}, cookies=jar, headers=origin)
    assert asked.status_code == 403
    again.page.goto(show.guest_url())
    again.wait("refused")
    assert again.page.get_attribute("body", "data-reason") == "revoked"

    host.page.get_by_role("button", name="Undo, let 嘉宾 come back").click()
    guest.wait("onstage")
    again.enter(show.guest_url(), "guest")


def test_tabs_with_two_roles_do_not_disturb_each_other(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.enter(show.host_url, "studio")
    guest = host.tab()
    guest.enter(show.guest_url(), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    assert host.state() == "preview"
    host.page.reload()
    host.wait("preview")
    guest.page.reload()
    guest.wait("onstage")


def test_host_goes_on_air_and_comes_back_from_mute_by_keyboard(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.goto(show.host_url)
    host.page.focus("#use-browser")
    host.page.keyboard.press("Enter")
    host.page.wait_for_selector("body[data-page='studio'][data-state='preview']")
    host.page.wait_for_selector("#go-live")
    host.page.keyboard.press("g")
    host.page.keyboard.press("Enter")
    host.wait("live")
    assert show.activity()["Status"] == 1
    mic, unmute = host.page.locator("#mic"), host.page.locator("#unmute")
    assert unmute.count() == 0
    host.page.keyboard.press("m")
    expect(mic).to_have_attribute("aria-pressed", "false")
    unmute.press("Enter")  # it is there while a muted host talks
    expect(mic).to_have_attribute("aria-pressed", "true")
    expect(unmute).to_have_count(0)
