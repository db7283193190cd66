"""axe-core finds nothing wrong on the pages of a show on air, in both languages and themes, wide and narrow."""

from collections.abc import Callable

import pytest

from e2e.axe import Audit
from e2e.kaibo import Show
from e2e.obstacles import NO_WEBRTC
from e2e.person import Person


@pytest.mark.soak
def test_axe_finds_nothing_on_the_pages_of_a_show_on_air(show: Show, person: Callable[..., Person]) -> None:
    audit = Audit()
    host, viewer, guest, second = person("host"), person(), person("guest"), person()
    host.enter(show.host_url, "studio")
    guest.enter(show.link("guest", UserName="陈一鸣"), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    row = host.page.locator("[data-session]", has_text="陈一鸣")
    row.wait_for()
    host.page.wait_for_selector("[data-newcomer]")
    audit.look(host.page, "a guest is ready")
    audit.look(guest.page, "backstage")
    host.page.click("[data-action='bring']")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    for one in (host, viewer, guest):
        audit.look(one.page, "on air")
    second.enter(show.host_url, "studio", "taken")
    audit.look(second.page, "taken while on air")
    beside = host.tab().page
    beside.goto(show.link("guest", UserName="Mia", Prefer="ask"))
    beside.click("#use-browser")
    beside.wait_for_selector("body[data-page='enter'][data-state='onair']")
    audit.look(beside)
    row.locator("[aria-haspopup=menu]").click()
    audit.look(host.page, "the menu of a guest")
    host.page.keyboard.press("Escape")
    row.locator("[data-do=remove]").click()
    guest.wait("removed")
    audit.look(guest.page)
    audit.look(host.page, "a guest removed")
    host.page.click("#end-live")
    audit.look(host.page, "asked whether to end")
    host.page.click("#end-live")
    host.wait("ended")
    viewer.wait("over")
    for one in (host, viewer):
        audit.look(one.page, "after the show")
    audit.found_nothing()


def test_axe_finds_nothing_while_the_host_is_away(on_air: tuple[Person, Person], person: Callable[..., Person]) -> None:
    host, viewer = on_air
    audit, blocked = Audit(), person()
    blocked.page.add_init_script(NO_WEBRTC)
    blocked.page.goto(viewer.page.url)
    blocked.page.wait_for_selector("text=WebRTC")
    audit.look(blocked.page, "no WebRTC")
    host.leave()
    viewer.wait("away")
    audit.look(viewer.page)
    audit.found_nothing()
