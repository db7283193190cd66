"""The page of a show in the console: each button is an action of the admin. A viewer has no such button."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from e2e.admin import new_account, owner_link
from e2e.kaibo import Kaibo
from e2e.pages.test_console import state
from e2e.person import Person

POST = """async ([path, body]) => {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
  return (await answer.json()).Result;
}"""
CHANGES = {
    "CreateActivityAPIV2",
    "CreateLaunchLink",
    "EndShow",
    "RevokeLaunchLink",
    "RestoreLaunchLink",
    "RotateLaunchLinks",
    "UpdateActivityBasicConfigAPI",
    "PutShowSettings",
    "CopyShowDesign",
    "DeleteActivityAPI",
}
"""The actions that the walk makes by buttons."""


def post(page: Page, path: str, **body: Any) -> Any:
    """Send a call from a page. Return its Result."""
    return page.evaluate(POST, [path, body])


def sign_in(page: Page, address: str, name: str) -> None:
    """Open a sign-in link, and go on to the list of shows."""
    page.goto(address)
    state(page, "link")
    page.fill("#name", name)
    page.click("#go-in")
    state(page, "wayin")
    page.click("#later")


def go_live(page: Page, url: str) -> None:
    """Let a host enter by a link and ask to be on air, without a page of theirs."""
    opened = post(page, "/client/OpenLaunch", Token=url.rpartition("/")[2])
    session = post(page, "/client/RedeemTicket", Ticket=opened["Ticket"], Nonce="n" * 22)["SessionId"]
    for name in ("EnterSession", "GoLive"):
        post(page, f"/s/{session}/call/{name}", Tab="tab-of-a-test")


def turn(page: Page, tab: str) -> None:
    """Go to a tab of the show's page."""
    page.click(f"main nav a[href$='/{tab}']")
    state(page, tab)


def sure(page: Page, button: str) -> None:
    """Press a button that asks, and say yes."""
    page.click(f"#{button}")
    expect(page.locator(f"#{button}-no")).to_be_focused()
    page.click(f"#{button}-yes")


def links(page: Page) -> None:
    """Make a link, turn it off and on, and replace all guest links."""
    turn(page, "links")
    page.go_back()
    state(page, "show")
    turn(page, "links")
    rows = page.locator("[data-link]")
    expect(rows).to_have_count(2)
    page.click("#new-link")
    page.fill("#link-name", "陈一鸣")
    page.fill("#link-uses", "3")
    page.click("#make-link")
    expect(page.locator("#made-link")).to_contain_text("/l/")
    expect(rows).to_have_count(3)
    mine = rows.filter(has_text="陈一鸣")
    expect(mine).to_contain_text("0 of 3 uses")
    link = str(mine.get_attribute("data-link"))
    page.click(f"[id='copy-{link}']")
    expect(page.locator(f"[id='copy-{link}']")).to_have_text("Copied")
    sure(page, f"off-{link}")
    expect(mine).to_have_attribute("data-state", "revoked")
    page.click(f"[id='on-{link}']")
    expect(mine).to_have_attribute("data-state", "open")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    sure(page, "renew-guest")
    expect(mine).to_have_attribute("data-state", "rotated")


def details(page: Page) -> None:
    """Change the name and a setting."""
    turn(page, "details")
    page.fill("#basic-name", "Renamed")
    page.click("#save-basics")
    expect(page.locator("h1")).to_have_text("Renamed")
    page.select_option("#setting-Guests-Mode", "on-air")
    page.click("#save-settings")
    expect(page.get_by_text("Saved")).to_have_count(2)
    page.reload()
    expect(page.locator("#setting-Guests-Mode")).to_have_value("on-air")


def copied_and_deleted(page: Page) -> None:
    """Duplicate the show, give the copy the first one's design, and delete it."""
    page.click("main nav a >> nth=0")
    state(page, "show")
    page.click("#duplicate")
    state(page, "details")
    expect(page.locator("h1")).to_have_text("Renamed (copy)")
    page.select_option("#design-from", label="Renamed")
    sure(page, "copy-design")
    expect(page.get_by_text("Copied")).to_be_visible()
    page.click("main nav a >> nth=0")
    state(page, "show")
    page.click("#delete-show")
    expect(page.locator("#delete-show-yes")).to_be_disabled()
    page.fill("#delete-name", "Renamed (copy)")
    page.click("#delete-show-yes")
    state(page, "shows")
    expect(page.locator("[data-show]")).to_have_count(1)


def test_each_button_of_a_show_is_an_action_of_the_admin_and_a_viewer_has_none(
    person: Callable[..., Person], server: Kaibo
) -> None:
    page = person().page
    sign_in(page, owner_link(server, new_account(server)["Account"]), "Lin Xiao 5")
    state(page, "first")
    page.fill("#show-name", "Each button")
    page.click("#make-show")
    state(page, "show")
    expect(page.locator("[data-finding=NoHost]")).to_be_visible()
    expect(page.locator("#guest-link")).to_contain_text("/l/")
    page.click("#guest-code")
    expect(page.get_by_role("img", name="QR code of the guest link")).to_be_visible()
    go_live(page, page.inner_text("#host-link"))
    expect(page.locator("[data-finding=HostAway]")).to_be_visible()
    sure(page, "end-show")
    expect(page.locator("#end-show, #end-show-yes")).to_have_count(0)
    links(page)
    details(page)
    copied_and_deleted(page)

    events = post(page, "/admin/call/ListAuditEvents", Kinds=["console"], PageSize=100)["Events"]
    assert {event["Detail"] for event in events if event["UserName"] == "Lin Xiao 5"} == CHANGES

    viewer = person().page
    sign_in(viewer, post(page, "/admin/call/CreateAdminLink", Role="viewer")["Url"], "Viewer 4")
    state(viewer, "shows")
    expect(viewer.locator("#new-show")).to_have_count(0)
    viewer.click("[data-show] a")
    state(viewer, "show")
    expect(viewer.locator("#watch-link")).to_contain_text("/w/")
    for tab in ("links", "details"):
        assert viewer.locator("main button:not(#copy-watch-link)").count() == 0
        turn(viewer, tab)
    expect(viewer.locator("#setting-Guests-Mode")).to_be_disabled()
    expect(viewer.locator("main").locator("button, input:enabled, select:enabled")).to_have_count(0)

    viewer.goto(f"{server.url}/admin/keys")
    state(viewer, "keys")
    expect(viewer.get_by_role("status")).to_have_text("Your role does not show this page. Ask an owner.")
