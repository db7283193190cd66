"""Write docs/screenshots/console-*.webp: each state of the console, a sheet per language, theme and width."""

import time
from dataclasses import dataclass

import portrait
import tours
from playwright.sync_api import Page, Playwright
from sheet import CHROME, Sheets

from e2e.admin import new_account, owner_link
from e2e.axe import speak
from e2e.kaibo import Kaibo, Show
from e2e.person import Person, meet, sit_down

STATES = "A link for a new admin, the first show, all shows, one show, its links, its details, the way in."
PAGES = ("people", "audit", "servers", "settings", "keys", "admins", "account")
PAGES_STATES = "The people of all shows, the audit log, the servers, their settings, keys, admins, the account."
HOUR = 3600
PASSWORD = "beans and mountains"


@dataclass(frozen=True)
class Words:
    """The names of people and shows. `coming`: later shows."""

    admin: str
    host: str
    guest: str
    show: str
    coming: tuple[str, ...]


WORDS = {
    "zh": Words("林晓", "林晓", "陈一鸣", "十一月全员大会", ("秋日新豆品鉴会", "门店经理周会", "新人欢迎会")),
    "en": Words(
        "Lin Xiao",
        "Lin Xiao",
        "Chen Yiming",
        "November all-hands",
        ("Autumn tasting", "Weekly managers’ meeting", "Welcome day"),
    ),
}


def state(page: Page, wanted: str) -> None:
    page.wait_for_selector(f"body[data-page=console][data-state={wanted}]")


def on_air(show: Show, words: Words, host: Person) -> None:
    """Bring a show on air, with a guest."""
    host.enter(show.link("host", UserName=words.host), "studio")
    guest = sit_down(host.browser, user_agent=CHROME)
    guest.enter(show.link("guest", UserName=words.guest), "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    host.page.click("#go-live")
    host.wait("live")


def pages(page: Page, kaibo: Kaibo, language: str) -> None:
    """Take the pages beside those of shows. The last one is the account."""
    sheets = Sheets("console-pages", language)
    for name in PAGES:
        page.goto(f"{kaibo.url}/admin/{name}")
        state(page, name)
        page.wait_for_load_state("networkidle")
        sheets.take(page)
    sheets.write()


def tour(playwright: Playwright, kaibo: Kaibo, language: str) -> None:
    words, sheets = WORDS[language], Sheets("console", language)
    account = new_account(kaibo)
    admin = meet(playwright, None, None, user_agent=CHROME)
    page = admin.page
    page.goto(owner_link(kaibo, account["Account"]))
    state(page, "link")
    speak(page, language)
    sheets.take(page)
    page.fill("#name", words.admin)
    page.click("#go-in")
    state(page, "wayin")
    page.click("#by-password")
    page.fill("#new-password", PASSWORD)
    page.keyboard.press("Enter")
    state(page, "first")
    sheets.take(page)
    page.fill("#show-name", words.show)
    page.click("#make-show")
    state(page, "show")
    page.wait_for_selector("#host-link:has-text('/l/')")

    activity = int(page.url.rpartition("/")[2])
    show = Show(kaibo, kaibo.said | account | {"ActivityId": activity})
    for number, name in enumerate(words.coming, 1):
        show.call("CreateActivityAPIV2", Name=name, LiveTime=int(time.time()) + 22 * number * HOUR)
    host = portrait.meet(playwright, "host", portrait.HOST, 440, user_agent=CHROME)
    on_air(show, words, host)
    page.goto(f"{kaibo.url}/admin")
    state(page, "shows")
    page.wait_for_selector("[data-show] >> nth=3")
    page.wait_for_selector("[data-show]:has([data-picture=live]) img")
    sheets.take(page)
    page.click(f"[data-show='{activity}'] a")
    state(page, "show")
    page.wait_for_selector(f"text={words.guest}")
    page.wait_for_selector("#guest-link:has-text('/l/')")
    page.wait_for_selector("[data-picture=live] img")
    sheets.take(page)
    page.click("main nav a[href$='/links']")
    state(page, "links")
    page.wait_for_selector("[data-link] >> nth=3")
    sheets.take(page)
    page.click("main nav a[href$='/details']")
    state(page, "details")
    page.wait_for_selector("#save-settings")
    page.wait_for_selector("#copy-design")
    sheets.take(page)
    pages(page, kaibo, language)
    page.click("#sign-out")
    state(page, "signin")
    sheets.take(page)
    sheets.write()
    for person in (admin, host):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS)


if __name__ == "__main__":
    main()
