"""The first admin's way, from the sign-in link to viewers. The show ends in the console."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.admin import add_authenticator, new_account, owner_link
from e2e.kaibo import Kaibo
from e2e.person import Person


def test_first_admin_makes_a_show_and_it_is_on_air(server: Kaibo, person: Callable[..., Person]) -> None:
    admin, host, viewer = person(), person("host"), person()
    add_authenticator(admin.page)
    admin.page.goto(owner_link(server, new_account(server)["Account"]))
    admin.page.fill("#name", "Lin Xiao")
    admin.page.click("#go-in")
    admin.wait("wayin")
    admin.page.click("#add-passkey")
    admin.wait("first")
    admin.page.fill("#show-name", "十一月全员大会")
    admin.page.click("#make-show")
    admin.wait("show")

    viewer.page.goto(admin.page.inner_text("#watch-link"))
    viewer.wait("waiting")
    host.enter(admin.page.inner_text("#host-link"), "studio")
    host.page.click("#go-live")
    viewer.wait("live")
    viewer.goes_on()
    expect(admin.page.locator("body")).to_contain_text("On air")
    admin.page.click("#end-show")
    admin.page.click("#end-show-yes")
    viewer.wait("over")
    host.page.wait_for_selector("body[data-page='studio']:not([data-state='live'])")
