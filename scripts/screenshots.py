"""Write docs/screenshots/: every page of a real show, wide and narrow, in both languages (`make screenshots`)."""

import time
from collections.abc import Callable

import companion_screenshots
import console_states
import crew_states
import door_states
import guest_states
import launch_states
import portrait
import replay_states
import studio_states
import tours
import watch_states
from playwright.sync_api import Page, Playwright
from sheet import CHROME, FOLDER, SETTLED_MS, decode, save

from e2e.axe import speak
from e2e.kaibo import Kaibo, Show, until
from e2e.obstacles import NO_DEVICES
from e2e.person import Person, meet, sit_down

SIZES = {1280: 800, 390: 844}
SIDEWAYS = {640: 360}
"""A phone that is held sideways, or a desk at 200 %."""
SHEETS = {
    "studio": studio_states.STATES,
    "console": console_states.STATES,
    "console-pages": console_states.PAGES_STATES,
    "console-recordings": console_states.RECORDINGS_STATES,
    "guest": guest_states.STATES,
    "crew": crew_states.STATES,
    "watch-page": watch_states.WATCH_STATES,
    "moderation": watch_states.MODERATION_STATES,
    "replay": replay_states.STATES,
    "door": door_states.STATES,
}
"""For each page with sheets, the states on a sheet in their order."""
LANGUAGES = ("zh", "en")
NAMES = ("陈一鸣", "Mia", "王磊", "Noah", "赵小雨", "Ada", "周航", "Emma")
"""With the host they are nine."""


def shoot(page: Page, name: str, sizes: dict[int, int] = SIZES, opened: str = "") -> None:
    """Take one page in each size and language. `opened`: the button of a menu that is open in the picture."""
    for language in LANGUAGES:
        speak(page, language)
        for width, height in sizes.items():
            page.set_viewport_size({"width": width, "height": height})
            if opened:
                page.click(opened)
            page.wait_for_timeout(SETTLED_MS)
            save(f"{name}-{width}-{language}", decode(page.screenshot()))
            if opened:
                page.keyboard.press("Escape")
                page.evaluate("document.activeElement.blur()")
    page.set_viewport_size({"width": 1280, "height": 800})


def ways_in(show: Show, visitor: Person) -> None:
    """Take the launch page of a server that has no installer, for both roles."""
    for role in ("host", "guest"):
        visitor.page.goto(show.link(role, UserName="林晓" if role == "host" else NAMES[0], Prefer="ask"))
        visitor.page.wait_for_selector("body[data-device]")
        shoot(visitor.page, f"launch-{role}")


def refusals(show: Show, refused: Callable[[], Person]) -> None:
    """Take the pages of people who said no to the browser's question for camera and microphone."""
    for url, page in ((show.guest_url(NAMES[0]), "guest"), (show.host_url, "studio")):
        person = refused()
        person.page.add_init_script(NO_DEVICES)
        person.enter(url, page)
        person.page.wait_for_selector("[role='alert']")
        shoot(person.page, f"{page}-refused")
        person.leave()


def show_on_air(show: Show, host: Person, guest: Person, viewer: Person, others: Callable[[], Person]) -> None:
    """Take the studio, the guest's page and the watch page, from before a show until after it."""
    viewer.page.goto(show.watch_url)
    viewer.wait("waiting")
    shoot(viewer.page, "watch-waiting")
    host.enter(show.host_url, "studio")
    until(lambda: host.colour(0.5, 0.5) != [0, 0, 0], 10, "the preview")
    guest.enter(show.guest_url(NAMES[0]), "guest")
    guest.page.wait_for_selector("video")
    shoot(guest.page, "guest-preview")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    host.page.wait_for_selector("[data-newcomer]")
    shoot(host.page, "studio-guest-ready")
    host.page.click("[data-action='bring']")
    host.page.click("#go-live")
    host.wait("live")
    viewer.wait("live")
    guest.page.wait_for_selector("[data-identity^='host-'] video")
    viewer.frames()
    viewer.goes_on()
    shoot(host.page, "studio-live")
    shoot(host.page, "studio-live", SIDEWAYS)
    shoot(host.page, "studio-menu", opened="#more")
    shoot(guest.page, "guest-onstage")
    viewer.goes_on()
    shoot(viewer.page, "watch-live")
    shoot(viewer.page, "watch-quality", opened="#quality")
    viewer.page.click("#quality")
    viewer.page.click("[data-quality='sound']")
    viewer.page.wait_for_selector("#show-picture")
    shoot(viewer.page, "watch-sound")
    viewer.page.click("#show-picture")
    other = others()
    other.enter(show.host_url, "studio", "taken")
    shoot(other.page, "studio-taken")
    for name in NAMES[1:]:
        late = others()
        late.enter(show.guest_url(name), "guest")
        late.page.click("#join-stage")
        late.wait("onstage")
    guest.page.wait_for_function(
        "(many) => document.querySelectorAll('[data-identity]').length >= many", arg=len(NAMES)
    )
    shoot(guest.page, "guest-nine")
    shoot(host.page, "studio-nine")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    viewer.wait("over")
    guest.wait("ended")
    host.page.wait_for_selector("#show-numbers")
    shoot(guest.page, "guest-ended")
    shoot(viewer.page, "watch-over")


def tour(playwright: Playwright, kaibo: Kaibo) -> None:
    host = portrait.meet(playwright, "host", portrait.HOST, 440, user_agent=CHROME)
    guest = portrait.meet(playwright, "guest", portrait.GUEST, 880, user_agent=CHROME)
    viewer = meet(playwright, None, None)
    others: list[Person] = []

    def other() -> Person:
        """Bring a person without a camera, into the browser that viewers share."""
        others.append(sit_down(viewer.browser))
        return others[-1]

    ways_in(kaibo.demo(), other())
    later = other()
    later.page.goto(kaibo.show("秋日新豆品鉴会", int(time.time()) + 3 * 3600).watch_url)
    later.page.wait_for_selector("[role='timer']")
    shoot(later.page, "watch-later")
    refusals(kaibo.show(), other)
    show_on_air(kaibo.demo(), host, guest, viewer, other)
    for person in (host, guest, viewer):
        person.browser.close()


def write_list() -> None:
    """Write docs/screenshots.md from the files that are there."""
    files: dict[str, dict[str, list[str]]] = {}
    for file in sorted(FOLDER.glob("*.*")):
        page, width, language = file.stem.rsplit("-", 2)
        files.setdefault(page, {}).setdefault(width, []).append(
            f"![{page}, {width}, {language}](screenshots/{file.name})"
        )
    lines = ["# How the pages look", "", "Made by `make screenshots` from real shows with file cameras.", ""]
    for page, widths in sorted(files.items()):
        lines += [f"## {page}", ""]
        if text := SHEETS.get(page.removesuffix("-light").removesuffix("-dark")):
            lines += [text, ""]
        for _, pictures in sorted(widths.items(), key=lambda one: -int(one[0])):
            lines += [" ".join(reversed(pictures)), ""]
    (FOLDER.parent / "screenshots.md").write_text("\n".join(lines))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.*"):
        old.unlink()
    with tours.serving() as (playwright, kaibo):
        tour(playwright, kaibo)
    studio_states.main()
    console_states.main()
    guest_states.main()
    crew_states.main()
    launch_states.main()
    watch_states.main()
    replay_states.main()
    door_states.main()
    companion_screenshots.main()
    write_list()


if __name__ == "__main__":
    main()
