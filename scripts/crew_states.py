"""Write docs/screenshots/crew-*.webp: a guest who waits, the assistant's page, and both pages after the show."""

import portrait
import tours
from guest_states import WORDS
from playwright.sync_api import Playwright
from sheet import CHROME, Sheets

from e2e.kaibo import Kaibo
from e2e.person import sit_down

STATES = (
    "A guest waits. The assistant before the show, with that guest at the door. "
    "The assistant during the show, with a guest on air. The pages of both after the show."
)
ASSISTANTS = {"zh": "赵小雨", "en": "Ada"}


def tour(playwright: Playwright, kaibo: Kaibo, language: str) -> None:
    words, sheets = WORDS[language], Sheets("crew", language)
    show = kaibo.show(words.show)
    show.ask_for_guests()
    host = portrait.meet(playwright, "host", portrait.HOST, 440, user_agent=CHROME)
    guest = portrait.meet(playwright, "guest", portrait.GUEST, 880, user_agent=CHROME)
    assistant = sit_down(host.browser)
    host.enter(show.link("host", UserName=words.host), "studio")
    assistant.enter(show.link("assistant", UserName=ASSISTANTS[language]), "assistant")
    guest.enter(show.link("guest", UserName=words.guest), "guest")
    guest.page.click("#join-stage")
    guest.page.wait_for_selector("body[data-place=waiting]")
    sheets.take(guest.page)
    assistant.page.wait_for_selector("[data-do=admit]")
    sheets.take(assistant.page)

    assistant.page.click("[data-do=admit]")
    guest.page.wait_for_selector("body[data-place=backstage]")
    host.page.click("#go-live")
    host.wait("live")
    assistant.page.click("[data-do=bring-on]")
    guest.page.wait_for_selector("body[data-place=air]")
    assistant.page.wait_for_selector("[data-place=air] video")
    assistant.page.wait_for_selector("video#program")
    sheets.take(assistant.page)
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    for person, state in ((guest, "ended"), (assistant, "over")):
        person.wait(state)
        sheets.take(person.page)
    sheets.write()
    for person in (host, guest):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS)


if __name__ == "__main__":
    main()
