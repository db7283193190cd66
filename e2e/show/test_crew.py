"""A guest knocks. An assistant and the host let people in, mute them, and write to them."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from e2e.axe import Audit
from e2e.cameras import RED, near
from e2e.colours import KEEP_CONNECTIONS
from e2e.conftest import join_stage
from e2e.kaibo import Show, until
from e2e.layers import received_pictures
from e2e.person import Person
from e2e.stage import place

VENDOR, PASSWORD = "2023-08-01", "six words"


def choose(page: Page, act: str) -> None:
    """Choose a line of the menu of the only guest."""
    page.click("[data-person] [aria-haspopup=menu]")
    page.click(f"[data-person] [data-do={act}]")


def new_assistant(show: Show, **account: str) -> dict[str, Any]:
    """Make an assistant account, the only one of the show."""
    body = {"ActivityId": show.activity_id, "TeachAssistantAccount": account}
    [made] = show.call("UpdateTeachAssistantAccount", VENDOR, **body)["TeachAssistantAccounts"]
    return dict(made)


def sign_in(assistant: Person, url: str) -> None:
    """Type a wrong password at the account's address, then the right one."""
    assistant.page.goto(url)
    expect(assistant.page.locator("#password")).to_be_focused()
    for typed in ("not this one", PASSWORD):
        assistant.page.keyboard.type(typed)
        assistant.page.keyboard.press("Enter")
        if typed != PASSWORD:
            expect(assistant.page.get_by_text("This password is wrong")).to_be_visible()
    assistant.page.wait_for_selector("body[data-page='assistant']")
    assert PASSWORD not in assistant.page.url


def _shows_the_screen_of_a_guest(host: Person, assistant: Person, guest: Person) -> None:
    """Let a guest off air share a screen. The assistant shows it, the host makes it a layer, and the guest ends it."""
    guest.page.click("#share-screen")
    expect(assistant.page.locator("[data-screen][data-shown=false]")).to_be_visible()
    until(lambda: received_pictures(host) == ["320×180"] * 2, 20, "the small layer of a screen that nobody shows")
    assistant.page.click("[data-do=show-screen]")
    expect(host.page.locator("[data-screen][data-shown=true]")).to_contain_text("Viewers see it now")
    until(lambda: not near(host.colour(0.3, 0.3), RED), 10, "the guest's screen in the program")
    until(lambda: len([one for one in received_pictures(host) if one != "320×180"]) == 1, 20, "its large layer")
    host.page.click("#edit-scene")
    host.page.click("#place-guest-screen")
    row = host.page.locator("[data-layer]:has-text('guest’s screen')")
    row.locator("[data-eye]").click()
    expect(host.page.locator("[data-screen]")).to_contain_text("The present scene hides it")
    host.page.keyboard.press("Escape")
    until(lambda: near(host.colour(0.3, 0.3), RED), 20, "the hidden screen left the program")
    guest.page.click("#share-screen")
    expect(host.page.locator("[data-screen]")).to_have_count(0)


def write(page: Page, field: str, button: str, text: str) -> None:
    page.fill(field, text)
    page.click(button)


def test_crew_lets_a_guest_in_mutes_them_and_writes_to_them(show: Show, person: Callable[..., Person]) -> None:
    show.ask_for_guests()
    host, guest, assistant, audit = person("host"), person("guest"), person(), Audit()
    host.page.add_init_script(KEEP_CONNECTIONS)
    host.enter(show.host_url, "studio")
    account = new_assistant(show, NickName="Ada", Password=PASSWORD)
    assistant.page.goto(account["OneStepLoginUrl"])
    expect(assistant.page.locator("body[data-role=assistant]")).to_contain_text("assistant Ada")
    sign_in(assistant, account["LoginUrl"])
    guest.enter(show.link("guest", UserName="Mia"), "guest")
    guest.page.click("#join-stage")
    place(guest.page, "waiting")
    for page in (host.page, assistant.page):
        expect(page.locator("[data-person][data-place=waiting]")).to_contain_text("Mia")
        audit.look(page, "a guest waits")
    audit.look(guest.page, "waiting")

    assistant.page.click("[data-do=admit]")
    place(guest.page, "backstage")
    until(lambda: received_pictures(host) == ["320×180"], 20, "the small layer of a guest off air")
    _shows_the_screen_of_a_guest(host, assistant, guest)
    assistant.page.click("[data-person] [data-do=mute]")
    expect(guest.page.locator("#muted-by-host")).to_be_visible()
    assistant.page.click("[data-person] [data-do=bring-on]")
    place(guest.page, "air")
    expect(host.page.locator("[data-person][data-place=air]")).to_contain_text("You muted them")
    until(lambda: received_pictures(host) == ["640×360"], 20, "the large layer of a guest whom viewers see large")
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
    host.page.click("#invite")
    host.page.click("[data-assistant]:has-text('Ada') [data-do=remove]")
    audit.look(host.page, "the question before an assistant goes")
    host.page.click("[data-do=remove-now]")
    assistant.wait("ended")
    expect(host.page.locator("[data-assistant]")).to_have_count(0)
    audit.look(assistant.page, "after the removal")
    audit.found_nothing()


def test_viewers_see_a_guests_screen_while_the_host_shows_it(
    on_air: tuple[Person, Person], show: Show, person: Callable[..., Person]
) -> None:
    host, viewer = on_air
    guest = join_stage(show, person)

    def shown() -> bool:
        return not near(viewer.colour(0.3, 0.3), RED)

    def own_screen(kind: str) -> None:
        guest.page.wait_for_selector(f"#screen-shown[data-screen={kind}]")

    guest.page.click("#share-screen")
    own_screen("yoursHidden")
    host.page.wait_for_selector("[data-screen][data-shown=false]")
    viewer.goes_on()
    assert not shown(), "the host has not shown it yet"
    host.page.click("[data-do=show-screen]")
    until(shown, 20, "the guest's screen at the viewer")
    own_screen("yours")
    host.page.click("[data-do=hide-screen]")
    until(lambda: not shown(), 20, "the host at the viewer again")
    own_screen("yoursHidden")
    host.page.click("[data-do=show-screen]")
    until(shown, 20, "the guest's screen once more")
    guest.page.click("#share-screen")
    until(lambda: not shown(), 20, "the guest ended it")
    expect(host.page.locator("[data-screen]")).to_have_count(0)
