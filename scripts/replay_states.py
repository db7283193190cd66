"""Write docs/screenshots/replay-*.webp: what viewers and the host see after a show, with a replay and without."""

import time

import portrait
import tours
from playwright.sync_api import Playwright
from sheet import CHROME, Sheets
from watch_states import WORDS, Audience, Words

from e2e.axe import speak
from e2e.kaibo import OURS, Kaibo, Show
from e2e.person import Person, meet

STATES = (
    "A replay, its picture at the seek bar, the menu of speeds, the page of a viewer who comes back. "
    "The host's page after the show, and when the replay is offline. A viewer's page then, and after its deletion. "
    "A show without a recording: the pages of a viewer and of the host."
)
SHOWN_MS = 26_000
"""So long is the show on air."""
NOTICE = "main [role=status] p"
SAID = f"document.querySelector('{NOTICE}')?.innerText"
AT = "document.querySelector('video#program').currentTime"


def go_live(show: Show, words: Words, host: Person, language: str) -> None:
    host.enter(show.link("host", UserName=words.host), "studio")
    speak(host.page, language)
    host.page.click("#go-live")
    host.wait("live")


def end(host: Person) -> None:
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")


def replay(show: Show, host: Person, viewer: Person, sheets: Sheets) -> None:
    """Take a replay that is online, then offline, then deleted."""
    page = viewer.page
    page.goto(show.watch_url)
    page.wait_for_selector("body[data-source=replay] #watch-replay")
    page.wait_for_selector("[data-message]")
    sheets.take(page)
    page.click("#watch-replay")
    page.wait_for_function(f"() => {AT} > 0.5")
    page.keyboard.press("5")
    page.wait_for_function(f"() => {AT} > 12")
    page.keyboard.press("k")
    page.focus("#seek")
    page.wait_for_selector("[data-message]")
    sheets.take(page)
    sheets.take(page, opened=("#speed", "[role=menu]"))
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector("#from-beginning")
    sheets.take(page)
    host.page.wait_for_selector("#replay-online[aria-checked=true]")
    sheets.take(host.page)
    host.page.click("#replay-online")
    host.page.wait_for_selector("#replay-online[aria-checked=false]")
    sheets.take(host.page)
    page.wait_for_selector(f"body[data-source=none] {NOTICE}")
    sheets.take(page)
    offline = page.inner_text(NOTICE)
    (made,) = show.call("ListReplays", OURS, ActivityId=show.activity_id)["Replays"]
    show.call("DeleteReplay", OURS, ActivityId=show.activity_id, MediaId=made["MediaId"])
    page.wait_for_function(f"(before) => ![before, undefined].includes({SAID})", arg=offline)
    sheets.take(page)


def tour(playwright: Playwright, kaibo: Kaibo, language: str) -> None:
    words, sheets = WORDS[language], Sheets("replay", language)
    host = portrait.meet(playwright, "host", portrait.HOST, 440, user_agent=CHROME)
    viewer = meet(playwright, None, None, user_agent=CHROME)
    show, plain = (kaibo.show(words.show, int(time.time())) for _ in range(2))
    audience = Audience(playwright, show)
    go_live(show, words, host, language)
    for name, text in words.said:
        audience.say(name, text)
        host.page.wait_for_timeout(SHOWN_MS / len(words.said))
    end(host)
    replay(show, host, viewer, sheets)
    plain.call("PutShowSettings", OURS, ActivityId=plain.activity_id, Settings={"Recording": {"On": False}})
    go_live(plain, words, host, language)
    end(host)
    viewer.page.goto(plain.watch_url)
    viewer.wait("over")
    for person in (viewer, host):
        sheets.take(person.page)
    sheets.write()
    audience.leave()
    for person in (host, viewer):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS, KAIBO_MAKERS="1")


if __name__ == "__main__":
    main()
