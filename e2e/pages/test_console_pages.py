"""The console's pages about people, servers, keys and admins: one walk by keyboard, with axe on each page."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from e2e.admin import new_account, owner_link
from e2e.axe import Audit
from e2e.kaibo import Kaibo, Show
from e2e.pages.test_names import wide
from e2e.person import Person

FORMULA = "=1+1"
"""The name of a guest, which a spreadsheet would compute."""


def state(page: Page, wanted: str) -> None:
    """Wait for a state of the console."""
    expect(page.locator(f'body[data-page="console"][data-state="{wanted}"]')).to_be_attached()


def press(page: Page, name: str, role: str = "button") -> None:
    """Press a button or a link by keyboard."""
    page.get_by_role(role, name=name, exact=True).focus()  # type: ignore[arg-type]  # one of the roles
    page.keyboard.press("Enter")


def choose(page: Page, name: str, choice: str) -> None:
    """Press a button that asks, and then one of its answers. The harmless one has the focus first."""
    press(page, name)
    question = page.get_by_role("group", name=name)
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    answer = question.get_by_role("button", name=choice, exact=True)
    for _ in range(3):
        page.keyboard.press("Tab")
        if answer.evaluate("(button) => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)


def test_owner_walks_through_people_audit_servers_keys_and_admins(
    person: Callable[..., Person], server: Kaibo, tmp_path: Path
) -> None:
    account = new_account(server)
    show = Show(server, server.said | account)
    show = Show(
        server, server.said | account | {"ActivityId": show.call("CreateActivityAPIV2", Name="Tasting")["ActivityId"]}
    )
    guest = person("guest")
    guest.enter(show.link("guest", UserName=FORMULA), "guest")
    page, audit, narrow = person().page, Audit(), dict[str, list[object]]()
    page.goto(owner_link(server, account["Account"]))
    page.fill("#name", "Lin Xiao 4")
    page.keyboard.press("Enter")
    state(page, "wayin")
    press(page, "Later")
    state(page, "shows")

    press(page, "People", "link")
    state(page, "people")
    expect(page.locator("[data-person]")).to_contain_text("in now")
    audit.look(page)
    narrow |= wide(page)
    choose(page, f"Take out: {FORMULA}", "Take out and turn off the link")
    guest.wait("removed")
    expect(page.locator("[data-person]")).to_contain_text("link turned off")
    choose(page, f"Let in again: {FORMULA}", "Let in again")
    expect(page.locator("[data-person]")).not_to_contain_text("link turned off")
    page.focus("#find-person")
    page.keyboard.type("nobody")
    expect(page.locator("[data-person]")).to_have_count(0)

    press(page, "Audit log", "link")
    state(page, "audit")
    expect(page.locator('[data-kind="remove"]')).to_contain_text(f"Lin Xiao 4 removed {FORMULA}")
    audit.look(page)
    narrow |= wide(page)
    page.focus("#of-kind")
    page.keyboard.type("Removed")
    expect(page.locator("[data-kind]")).to_have_count(1)
    with page.expect_download() as saved:
        press(page, "Export CSV")
    saved.value.save_as(tmp_path / "audit.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "audit.csv").read_text("utf-8-sig"))))
    assert [(row["Kind"], row["UserName"], row["ActivityName"]) for row in rows] == [
        ("remove", f"'{FORMULA}", "Tasting")
    ]

    press(page, "Servers", "link")
    state(page, "servers")
    expect(page.get_by_role("status")).to_contain_text("All is well", timeout=15_000)
    expect(page.locator("[data-server]")).to_contain_text("Last report")
    expect(page.locator("[data-backup]")).to_contain_text("None yet")
    audit.look(page)
    narrow |= wide(page)

    press(page, "Settings", "link")
    state(page, "settings")
    expect(page.locator('[data-setting="trusted_proxies"]')).to_contain_text("environment")
    audit.look(page)
    narrow |= wide(page)
    page.focus("#only-changed")
    page.keyboard.press("Space")
    expect(page.locator('[data-setting="stage_cap"]')).to_be_visible()
    expect(page.locator('[data-setting="grace_seconds"]')).to_have_count(0)

    press(page, "Access keys", "link")
    state(page, "keys")
    page.focus("#key-name")
    page.keyboard.type("reports")
    page.keyboard.press("Enter")
    expect(page.locator("#new-secret")).not_to_be_empty()
    secret = page.inner_text("#new-secret")
    audit.look(page)
    narrow |= wide(page)
    press(page, "I saved it")
    expect(page.locator("body")).not_to_contain_text(secret)
    choose(page, "Turn off: reports", "Turn off")
    row = page.locator("[data-key]", has_text="reports")
    expect(row.get_by_role("button", name="Turn on: reports")).to_be_visible()
    choose(page, "Replace: reports", "Replace")
    expect(page.locator("#new-secret")).not_to_have_text(secret)
    expect(row).to_have_count(2)

    press(page, "Admins", "link")
    state(page, "admins")
    page.focus("#admin-name")
    page.keyboard.type("Mia 4")
    page.keyboard.press("Enter")
    expect(page.locator("#admin-link")).to_contain_text("/admin#link=")
    audit.look(page)
    narrow |= wide(page)
    mia = person().page
    mia.goto(page.inner_text("#admin-link"))
    expect(mia.locator("#name")).to_have_value("Mia 4")
    mia.focus("#name")
    mia.keyboard.press("Enter")
    state(mia, "wayin")
    mia.click("#later")
    state(mia, "shows")
    expect(mia.get_by_role("link", name="Access keys")).to_have_count(0)
    press(page, "I saved it")
    press(page, "Servers", "link")
    state(page, "servers")
    press(page, "Admins", "link")
    choose(page, "Sign out everywhere: Mia 4", "Sign out everywhere")
    mia.reload()
    state(mia, "signin")
    choose(page, "Remove: Mia 4", "Remove")
    expect(page.locator("[data-admin]")).to_have_count(1)
    press(page, "Remove: Lin Xiao 4")
    press(page, "Remove")
    expect(page.get_by_role("alert").filter(has_text="last owner")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    press(page, "More", "link")
    state(page, "account")
    press(page, "Settings", "link")
    state(page, "settings")
    audit.found_nothing()
    assert narrow == {}
