"""Write docs/screenshots/guest-*.webp: each state of the guest's page, a sheet per language, theme and width."""

from dataclasses import dataclass

import portrait
import tours
from playwright.sync_api import Playwright
from sheet import CHROME, Sheets

from e2e.cameras import near
from e2e.kaibo import Kaibo, until
from e2e.person import Person
from e2e.stage import on_stage, token

STATES = "The green room, joined before the show, backstage on air, viewers see the guest, nine people."


@dataclass(frozen=True)
class Words:
    """The names of the show and of its people."""

    show: str
    host: str
    guest: str
    others: tuple[str, ...]


WORDS = {
    "zh": Words("十一月全员大会", "林晓", "陈一鸣", ("王磊", "赵小雨", "周航", "李娜", "孙悦", "吴桐", "何青")),
    "en": Words(
        "November all-hands",
        "Lin Xiao",
        "Chen Yiming",
        ("Wang Lei", "Noah", "Ada", "Emma", "Mia", "Tom", "Eve"),
    ),
}


PLACES = [((x + 0.5) / 8, (y + 0.5) / 4) for x in range(8) for y in range(4)]
"""Where to look for a colour in the program."""


def shows(person: Person, colour: portrait.RGB) -> bool:
    """Tell whether the program on a person's page has a colour anywhere."""
    return any(near(person.colour(x, y), colour, 20) for x, y in PLACES)


def tour(playwright: Playwright, kaibo: Kaibo, language: str) -> None:
    words, sheets = WORDS[language], Sheets("guest", language)
    show = kaibo.show(words.show)
    host = portrait.meet(playwright, "host", portrait.HOST, 440, user_agent=CHROME)
    guest = portrait.meet(playwright, "guest", portrait.GUEST, 880, user_agent=CHROME)
    page = guest.page
    host.enter(show.link("host", UserName=words.host), "studio")
    guest.enter(show.link("guest", UserName=words.guest), "guest")
    page.wait_for_selector("video")
    page.wait_for_selector(f"#join-means:has-text({words.host!r})")
    sheets.take(page)
    page.click("#join-stage")
    page.wait_for_selector("body[data-place=backstage]")
    page.wait_for_selector("[data-identity^=host-]")
    sheets.take(page)

    host.page.click("#go-live")
    host.wait("live")
    page.wait_for_selector("[data-identity^=host-] video")
    until(lambda: shows(guest, portrait.HOST.wall), 30, "the host in the program")
    sheets.take(page)
    host.page.click("[data-action=bring]")
    page.wait_for_selector("body[data-place=air]")
    until(lambda: shows(guest, portrait.GUEST.wall), 30, "the guest in the program")
    sheets.take(page)
    with on_stage(f"ws://127.0.0.1:{kaibo.livekit['port']}", [token(show, name) for name in words.others]):
        page.wait_for_function(
            "(all) => document.querySelectorAll('main figure').length === all", arg=len(words.others) + 2
        )
        sheets.take(page)
    sheets.write()
    for person in (host, guest):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS)


if __name__ == "__main__":
    main()
