"""A host invites people from the studio, and people tell their own names."""

from collections.abc import Callable

import segno
from playwright.sync_api import Page, expect

from e2e.axe import Audit
from e2e.kaibo import OURS, Kaibo, Show
from e2e.person import Person
from e2e.squeezed import squeezed

WINDOWS = ((1280, 800), (844, 390), (640, 360), (390, 844), (320, 640))
PHONE = {"width": 390, "height": 844}
CLIPBOARD = "navigator.clipboard.readText()"
NO_CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', { value: undefined });
document.execCommand = () => false;"""
SQUARES = """(svg) => {
  const size = svg.viewBox.baseVal.width - 8, path = svg.querySelector('path');
  const at = (x, y) => path.isPointInFill(new DOMPoint(x + 4.5, y + 4.5));
  return [...Array(size)].map((_, y) => [...Array(size)].map((_, x) => at(x, y)));
}"""
"""Reads the squares of a drawn code. Its margin is four squares wide."""


def invited(page: Page) -> str:
    """Open the dialog. Return the guests' link."""
    page.click("#invite")
    return page.inner_text("#guest-link")


def test_host_invites_a_guest_who_tells_a_name(show: Show, person: Callable[..., Person]) -> None:
    host = person("host", permissions=["camera", "microphone", "clipboard-read", "clipboard-write"])
    guest, late = person("guest"), person("guest")
    host.enter(show.host_url, "studio")
    host.page.click("#ready-guest-link")
    host.page.click("#copy-guest-link")
    expect(host.page.locator("#copy-guest-link")).to_have_text("Copied")
    link = host.page.evaluate(CLIPBOARD)
    assert link == host.page.inner_text("#guest-link")
    assert host.page.inner_text("#watch-link") == show.watch_url
    for code, text in (("#qr-guest-link", link), ("#qr-watch-link", show.watch_url)):
        host.page.click(code)
        drawn = host.page.locator("[popover] svg[role=img]").last
        wanted = segno.make_qr(text, error="m").matrix
        assert drawn.evaluate(SQUARES) == [[bool(square) for square in row] for row in wanted]
    host.page.keyboard.press("Escape")
    expect(host.page.locator("#ready-guest-link")).to_be_focused()

    guest.enter(link, "guest")
    guest.page.click("#join-stage")
    expect(guest.page.locator("#name")).to_be_focused()
    guest.page.fill("#name", "王磊")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    host.page.wait_for_selector("[data-session]:has-text('王磊')")
    assert host.page.locator("#ready-guest-link").count() == 0
    host.page.reload()
    assert invited(host.page) == link

    host.page.click("#turn-off-guest-link")
    expect(host.page.locator("#keep-guest-link")).to_be_focused()
    host.page.click("#off-guest-link")
    host.page.click("#make-guest-link")
    new = host.page.inner_text("#guest-link")
    guest.page.reload()
    guest.wait("onstage")
    guest.page.click("#leave-stage")
    expect(guest.page.locator("#name")).to_have_value("王磊")
    late.page.goto(link)
    late.page.wait_for_selector("body[data-reason='revoked']")
    late.enter(new, "guest")
    expect(late.page.locator("#name")).to_have_value("")


def test_second_host_comes_in_by_a_link_of_their_own(show: Show, person: Callable[..., Person]) -> None:
    host, second = person("host"), person("other")
    host.enter(show.host_url, "studio")
    host.page.click("#invite")
    host.page.click("#make-second-host-link")
    link = host.page.inner_text("#second-host-link")
    second.enter(link, "studio", "taken")
    assert second.page.locator("#invite").count() == 0
    host.page.keyboard.press("Escape")
    host.page.click("#invite")
    host.page.click("#turn-off-second-host-link")
    host.page.click("#off-all-second-host-link")
    second.wait("ended")
    host.page.wait_for_selector("#make-second-host-link")
    assert show.call("GetLaunchLink", OURS, Url=show.host_url)["State"] == "open"


def test_host_tells_a_name_that_stays(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.enter(show.host_url, "studio")
    assert host.page.inner_text("#who") == "You’re the host"
    host.page.click("#more")
    host.page.click("#my-name")
    host.page.fill("#host-name", "W" * 16)
    host.page.keyboard.press("Enter")
    host.page.wait_for_selector("text=at most 15 letters")
    host.page.fill("#host-name", "林晓")
    host.page.click("#save-name")
    expect(host.page.locator("#who")).to_have_text("林晓, host")
    host.page.reload()
    expect(host.page.locator("#who")).to_have_text("林晓, host")


def test_invitation_works_on_a_phone_without_a_clipboard(show: Show, person: Callable[..., Person]) -> None:
    host = person("host", viewport=PHONE)
    host.page.add_init_script(NO_CLIPBOARD)
    host.enter(show.host_url, "studio")
    link = invited(host.page)
    host.page.click("#copy-guest-link")
    assert host.page.input_value("[data-copy='by-hand']") == link
    box = host.page.locator("[popover][role=dialog]:popover-open").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    host.page.click("#qr-guest-link")
    host.page.click("#turn-off-guest-link")
    assert squeezed(host.page) == {}


def test_sign_of_a_leaked_link_is_in_reach_in_every_window(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.enter(show.host_url, "studio")
    for width, height in WINDOWS:
        host.page.set_viewport_size({"width": width, "height": height})
        host.page.click("#more")
        item = host.page.locator("#new-link")
        expect(item).to_have_text("Does someone else have your link?")
        expect(item).to_be_in_viewport(ratio=1)
        host.page.keyboard.press("Escape")


def test_invitation_that_does_not_load_stops_no_studio(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.enter(show.host_url, "studio")
    host.page.route("**/assets/Links-*.js", lambda route: route.abort())
    host.page.click("#invite")
    host.page.wait_for_selector("text=can’t be reached")
    assert host.page.is_visible("#go-live")


def test_axe_finds_nothing_in_an_invitation(server: Kaibo, show: Show, person: Callable[..., Person]) -> None:
    audit, host, guest = Audit(), person("host"), person("guest")
    host.enter(show.host_url, "studio")
    link = invited(host.page)
    host.page.click("#make-second-host-link")
    host.page.click("#qr-watch-link")
    host.page.click("#turn-off-second-host-link")
    audit.look(host.page, "the invitation")
    host.page.keyboard.press("Escape")
    host.page.click("#more")
    host.page.click("#my-name")
    host.page.wait_for_selector("dialog[open]")
    audit.look(host.page, "the host's name")
    guest.page.goto(link)
    guest.page.wait_for_selector("body[data-device]")
    audit.look(guest.page, "no name")
    guest.enter(link, "guest")
    guest.page.click("#join-stage")
    guest.page.wait_for_selector("[aria-invalid]")
    audit.look(guest.page, "no name")
    audit.found_nothing()
