"""A guest knocks. An assistant and the host let people in, mute them, and write to them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.axe import Audit
from e2e.kaibo import OURS, Show
from e2e.person import Person
from e2e.stage import place


def choose(page: Page, act: str) -> None:
    """Choose a line of the menu of the only guest."""
    page.click("[data-person] [aria-haspopup=menu]")
    page.click(f"[data-person] [data-do={act}]")


def write(page: Page, field: str, button: str, text: str) -> None:
    page.fill(field, text)
    page.click(button)


def test_crew_lets_a_guest_in_mutes_them_and_writes_to_them(show: Show, person: Callable[..., Person]) -> None:
    show.ask_for_guests()
    host, guest, assistant, audit = person("host"), person("guest"), person(), Audit()
    host.enter(show.host_url, "studio")
    link = show.link("assistant", UserName="Ada")
    assistant.page.goto(link)
    expect(assistant.page.locator("body[data-role=assistant]")).to_contain_text("assistant Ada")
    assistant.enter(link, "assistant")
    guest.enter(show.link("guest", UserName="Mia"), "guest")
    guest.page.click("#join-stage")
    place(guest.page, "waiting")
    for page in (host.page, assistant.page):
        expect(page.locator("[data-person][data-place=waiting]")).to_contain_text("Mia")
        audit.look(page, "a guest waits")
    audit.look(guest.page, "waiting")

    assistant.page.click("[data-do=admit]")
    place(guest.page, "backstage")
    assistant.page.click("[data-person] [data-do=mute]")
    expect(guest.page.locator("#muted-by-host")).to_be_visible()
    assistant.page.click("[data-person] [data-do=bring-on]")
    place(guest.page, "air")
    expect(host.page.locator("[data-person][data-place=air]")).to_contain_text("You muted them")
    audit.look(assistant.page, "a guest on the stage")
    audit.look(host.page, "a muted guest")

    write(assistant.page, "#prompt", "#send-prompt", "Two minutes left")
    expect(host.page.locator("#line-to-host")).to_contain_text("Two minutes left")
    write(host.page, "#stage-line", "#send-line", "Slides are next")
    expect(guest.page.locator("#line-to-all")).to_contain_text("Slides are next")
    choose(host.page, "line")
    host.page.keyboard.type("You are next")
    host.page.keyboard.press("Enter")
    expect(guest.page.locator("#line-to-me")).to_contain_text("You are next")
    audit.look(guest.page, "lines of the host")

    choose(host.page, "to-waiting")
    place(guest.page, "waiting")
    host.page.click("[data-do=turn-away]")
    guest.wait("ended")
    show.call("RevokeLaunchLink", OURS, Url=link, Mode="everyone")
    assistant.wait("ended")
    audit.look(assistant.page, "after the link was turned off")
    audit.found_nothing()
