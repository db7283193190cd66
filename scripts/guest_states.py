"""Write docs/screenshots/guest-*.webp: each state of the guest's page, a sheet per language, theme and width."""

from dataclasses import dataclass

import portrait
import tours
from playwright.sync_api import Playwright
from sheet import CHROME, Sheets

from e2e.kaibo import Kaibo
from e2e.person import Person, meet, sit_down

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
    sheets.take(page)
    host.page.click("[data-action=bring]")
    page.wait_for_selector("body[data-place=air]")
    sheets.take(page)
    others: list[Person] = []
    crowd = meet(playwright, None, None)
    for name in words.others:
        others.append(sit_down(crowd.browser))
        others[-1].enter(show.link("guest", UserName=name), "guest")
        others[-1].page.click("#join-stage")
        others[-1].wait("onstage")
    page.wait_for_function("(all) => document.querySelectorAll('main figure').length === all", arg=len(others) + 2)
    sheets.take(page)
    sheets.write()
    for person in (host, guest, crowd):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS)


if __name__ == "__main__":
    main()
