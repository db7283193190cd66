"""The console in a browser: the way in, the first show, and back in by passkey and by password."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.admin import add_authenticator, new_account, owner_link
from e2e.axe import Audit
from e2e.kaibo import Kaibo
from e2e.person import Person

PASSWORD = "beans and mountains"


@pytest.fixture
def link(server: Kaibo) -> Callable[[], str]:
    """Return a function that makes a sign-in link for the first owner of an account without shows."""

    def make() -> str:
        return owner_link(server, new_account(server)["Account"])

    return make


def state(page: Page, wanted: str) -> None:
    """Wait for a state of the console."""
    expect(page.locator(f'body[data-page="console"][data-state="{wanted}"]')).to_be_attached()


def test_first_admin_makes_a_show_and_comes_back_by_passkey(
    person: Callable[..., Person], link: Callable[[], str]
) -> None:
    page, address = person().page, link()
    add_authenticator(page)
    page.goto(address)
    state(page, "link")
    assert "link=" not in page.url
    page.fill("#name", "Lin Xiao 1")
    page.click("#go-in")
    state(page, "wayin")
    page.click("#add-passkey")
    state(page, "first")
    page.fill("#show-name", "十一月全员大会")
    page.click("#make-show")
    state(page, "show")
    for kind, part in (("host", "/l/"), ("guest", "/l/"), ("watch", "/w/")):
        expect(page.locator(f"#{kind}-link")).to_contain_text(part)
    guest = page.inner_text("#guest-link")

    page.click("#sign-out")
    state(page, "signin")
    page.click("#by-passkey")
    state(page, "show")
    expect(page.locator("h1")).to_have_text("十一月全员大会")
    expect(page.locator("#guest-link")).to_have_text(guest)

    page.goto(address)
    state(page, "nolink")
    studio = person().page
    studio.goto(guest)
    expect(studio.locator("h1")).to_contain_text("十一月全员大会")


def test_console_works_by_keyboard_and_keeps_its_place(person: Callable[..., Person], link: Callable[[], str]) -> None:
    page = person().page
    page.goto(link())
    state(page, "link")
    page.focus("#name")
    page.keyboard.type("Lin Xiao 2")
    page.keyboard.press("Enter")
    state(page, "wayin")
    if page.is_visible("#by-password"):
        page.focus("#by-password")
        page.keyboard.press("Enter")
    page.focus("#new-password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    state(page, "first")
    page.focus("#show-name")
    page.keyboard.type("Autumn tasting")
    page.keyboard.press("Enter")
    state(page, "show")
    where = page.url
    page.reload()
    state(page, "show")
    page.go_back()
    state(page, "shows")
    page.focus("#find-show")
    page.keyboard.type("AUTUMN")
    expect(page.locator("[data-show]")).to_have_count(1)
    page.keyboard.type(" no")
    expect(page.locator("[data-show]")).to_have_count(0)
    page.fill("#find-show", "")
    page.focus("[data-show] a")
    page.keyboard.press("Enter")
    state(page, "show")
    assert page.url == where

    page.focus("#sign-out")
    page.keyboard.press("Enter")
    state(page, "signin")
    page.fill("#name", "lin xiao 2")
    page.fill("#password", "wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    state(page, "show")


def test_axe_finds_nothing_in_the_console(person: Callable[..., Person], link: Callable[[], str]) -> None:
    page, audit = person().page, Audit()
    address = link()
    page.goto(address)
    state(page, "link")
    audit.look(page)
    page.fill("#name", "Lin Xiao 3")
    page.click("#go-in")
    state(page, "wayin")
    audit.look(page)
    page.click("#later")
    state(page, "first")
    audit.look(page)
    page.fill("#show-name", "A show")
    page.click("#make-show")
    state(page, "show")
    expect(page.locator("#host-link")).to_contain_text("/l/")
    audit.look(page)
    page.click("main nav a[href$='/links']")
    state(page, "links")
    expect(page.locator("[data-link]")).to_have_count(2)
    page.click("#new-link")
    audit.look(page)
    page.click("main nav a[href$='/details']")
    state(page, "details")
    expect(page.locator("#save-settings, #copy-design")).to_have_count(2)
    audit.look(page)
    page.get_by_role("link", name="Shows", exact=True).click()
    state(page, "shows")
    page.click("#new-show")
    audit.look(page)
    page.get_by_role("link", name="Lin Xiao 3").click()
    state(page, "account")
    audit.look(page)
    page.click("#sign-out")
    state(page, "signin")
    audit.look(page)
    page.goto(address)
    state(page, "nolink")
    audit.look(page)
    audit.found_nothing()
