"""Write docs/screenshots/console-*.webp: each state of the console, a sheet per language, theme and width."""

import time
from dataclasses import dataclass

import portrait
import tours
from playwright.sync_api import Page, Playwright, expect
from sheet import CHROME, Sheets

from e2e.admin import new_account, owner_link
from e2e.axe import speak
from e2e.kaibo import Kaibo, Show
from e2e.person import Person, meet, sit_down

STATES = "A link for a new admin, the first show, all shows, one show, its links, its details, the way in."
RECORDINGS_STATES = "None, one being made, two of them, the question before one is deleted, no answer from the server."
PAGES = ("people", "audit", "servers", "settings", "keys", "admins", "account")
PAGES_STATES = "The people of all shows, the audit log, the servers, their settings, keys, admins, the account."
HOUR = 3600
SHOWN_MS = 6000
"""The second time on air, so that its recording has a length."""
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


def recordings(page: Page, show: Show, host: Person, language: str) -> None:
    """Take the list of a show that is on air, and that goes on air once more. The first picture is of an empty list."""
    sheets = Sheets("console-recordings", language)
    empty = show.call("CreateActivityAPIV2", Name=WORDS[language].coming[0])["ActivityId"]
    for activity, rows in ((empty, 0), (show.activity_id, 1)):
        page.goto(f"{show.url}/admin/shows/{activity}/recordings")
        state(page, "recordings")
        expect(page.locator("[data-recording]")).to_have_count(rows)
        sheets.take(page)
    for again in (True, False):
        host.page.click("#end-live")
        host.page.click("#end-live")
        if again:
            host.page.click("#go-live")
            host.wait("live")
            host.page.wait_for_timeout(SHOWN_MS)
    page.wait_for_selector("[data-recording][data-state=online] >> nth=1")
    page.click("[data-act=online] >> nth=0")
    page.wait_for_selector("[data-recording][data-state=offline]")
    sheets.take(page)
    page.click("[id^=delete-] >> nth=1")
    sheets.take(page)
    page.context.set_offline(True)
    page.click("[data-act=download] >> nth=0")
    page.wait_for_selector("[data-recording] [role=alert]:not(:empty)")
    sheets.take(page)
    page.context.set_offline(False)
    sheets.write()


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
    recordings(page, show, host, language)
    pages(page, kaibo, language)
    page.click("#sign-out")
    state(page, "signin")
    sheets.take(page)
    sheets.write()
    for person in (admin, host):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS, KAIBO_MAKERS="1")


if __name__ == "__main__":
    main()
