"""Write docs/screenshots/watch-page-*.webp and moderation-*.webp: what viewers see, and how a host moderates."""

import time
from dataclasses import dataclass
from typing import Any

import portrait
import tours
from playwright.sync_api import APIRequestContext, Page, Playwright
from sheet import CHROME, Sheets

from e2e.axe import speak
from e2e.kaibo import OURS, Kaibo, Show
from e2e.person import Person, meet

WATCH_STATES = (
    "Before the show, on air, the menu of qualities. "
    "A refused text, a held message in slow mode, questions, the host is away, the end."
)
MODERATION_STATES = (
    "The conversation in the studio, the menu of a message, a ban, held messages. "
    "Questions, the menu of a question, settings."
)
FIELD = "#chat-input"


@dataclass(frozen=True)
class Words:
    """The names and texts of a show and its audience."""

    show: str
    host: str
    me: str
    said: tuple[tuple[str, str], ...]
    answer: str
    pinned: str
    held: str
    asked: tuple[str, ...]


WORDS = {
    "zh": Words(
        "十一月全员大会",
        "林晓",
        "小雨",
        (
            ("阿奇", "成都这边声音很好"),
            ("豆包", "第一次参加，大家好"),
            ("老周", "恭喜烘焙车间"),
            ("Mia", "数字会后能发吗？"),
        ),
        "会，和录像一起发",
        "讲稿和链接都在内网“十一月”里",
        "明年还有补贴吗？",
        ("昆明办公室会保留吗？", "奖金什么时候发？", "新车间能停车吗？"),
    ),
    "en": Words(
        "November all-hands",
        "Lin Xiao",
        "Little Rain",
        (
            ("Aki", "The sound is good here in Chengdu"),
            ("Bean Bun", "First all-hands for me, hello everyone"),
            ("Old Zhou", "Congratulations to the roastery team"),
            ("Mia", "Can we get the numbers afterwards?"),
        ),
        "Yes, with the recording",
        "Slides and links: intranet, “November”",
        "Will the allowance stay next year?",
        ("Will the Kunming office stay open?", "When do bonuses come?", "Parking at the new roastery?"),
    ),
}


class Audience:
    """Viewers without a page, each with a pass of their own."""

    def __init__(self, playwright: Playwright, show: Show) -> None:
        self._playwright, self._show = playwright, show
        self._people: list[APIRequestContext] = []

    def come(self, name: str) -> APIRequestContext:
        origin = self._show.server.url
        one = self._playwright.request.new_context(extra_http_headers={"Origin": origin})
        self._people.append(one)
        self.call(one, "SetChatName", UserName=name)
        return one

    def call(self, one: APIRequestContext, action: str, **body: Any) -> dict[str, Any]:
        answer = one.post(f"{self._show.watch_url}/call/{action}", data=body)
        assert answer.ok, answer.text()
        result: dict[str, Any] = answer.json()["Result"]
        return result

    def say(self, name: str, text: str) -> None:
        self.call(self.come(name), "SendMessage", Text=text, Nonce="of-a-picture")

    def ask(self, name: str, text: str, votes: int) -> None:
        """Ask a question, for which others vote."""
        question = self.call(self.come(name), "AskQuestion", Text=text, Anonymous=False, Nonce="of-a-picture")[
            "Question"
        ]
        for number in range(votes):
            self.call(self.come(f"{name} {number}"), "VoteQuestion", Id=question["Id"], Vote=True)

    def leave(self) -> None:
        for one in self._people:
            one.dispose()


def chat(show: Show, **fields: Any) -> None:
    """Change settings of the chat."""
    show.call("PutShowSettings", OURS, ActivityId=show.activity_id, Settings={"Chat": fields})


def say(page: Page, text: str) -> None:
    page.fill(FIELD, text)
    page.press(FIELD, "Enter")


def begin(host: Person, show: Show, words: Words, language: str) -> None:
    """Let the host enter, answer in the chat, announce a line, and go on air."""
    page = host.page
    host.enter(show.link("host", UserName=words.host), "studio")
    speak(page, language)
    page.click("#chat-toggle")
    page.wait_for_selector(FIELD)
    say(page, words.answer)
    page.wait_for_selector("[data-mark=host]")
    page.click("#chat-settings")
    page.fill("#chat-announcement", words.pinned)
    page.click("#chat-announce")
    page.wait_for_selector("dialog [role=status]:not(:empty)")
    page.click("#chat-settings-close")
    page.click("#go-live")
    host.wait("live")


def write(show: Show, words: Words, page: Page, sheets: Sheets) -> None:
    """Take a refused text, and a message that waits for review while the author waits too."""
    say(page, "https://coffee.example/menu")
    page.fill("#chat-name", words.me)
    page.click("#chat-name-save")
    page.wait_for_selector("#chat form [role=status]:not(:empty)")
    sheets.take(page)
    chat(show, SlowSeconds=600, Review=True)
    page.fill(FIELD, "")
    page.wait_for_timeout(1000)
    say(page, words.held)
    page.wait_for_selector("[data-state=held]")
    page.wait_for_selector("#chat-send[disabled]")
    sheets.take(page)


def moderate(host: Page, sheets: Sheets) -> None:
    """Take what the host sees and does about the conversation."""
    row = "[data-message]:has-text('Mia')"
    menu = f"{row} [aria-haspopup=menu]"
    host.wait_for_function("!document.querySelector('main [role=alert]')", timeout=60_000)
    sheets.take(host, sight="#talk")
    sheets.take(host, opened=(menu, f"{row} [data-act=ban]"), sight="#talk")
    if not host.is_visible(f"{row} [data-act=ban]"):
        host.click(menu)
    host.click(f"{row} [data-act=ban]")
    sheets.take(host, sight="#talk")
    host.click("[data-act=keep]")
    host.click("#chat-held")
    sheets.take(host, sight="#talk")
    host.click("#chat-held")
    host.click("#tab-questions")
    sheets.take(host, sight="#talk")
    asker = "#questions li:first-child"
    sheets.take(host, opened=(f"{asker} [aria-haspopup=menu]", f"{asker} [data-act=ban]"), sight="#talk")
    host.keyboard.press("Escape")
    host.click("#chat-settings")
    sheets.take(host, sight="#talk")
    host.click("#chat-settings-close")
    sheets.write()


def tour(playwright: Playwright, kaibo: Kaibo, language: str) -> None:
    words, sheets = WORDS[language], Sheets("watch-page", language)
    show = kaibo.show(words.show, int(time.time()) + 24 * 60)
    audience = Audience(playwright, show)
    host = portrait.meet(playwright, "host", portrait.HOST, 440, user_agent=CHROME)
    viewer = meet(playwright, None, None, user_agent=CHROME)
    page = viewer.page
    page.goto(show.watch_url)
    page.wait_for_selector("[role=timer]")
    page.wait_for_selector(FIELD)
    speak(page, language)
    sheets.take(page)
    for name, text in words.said:
        audience.say(name, text)
    begin(host, show, words, language)
    viewer.wait("live")
    page.click("#reactions [data-kind=heart]")
    page.wait_for_selector("#reactions [data-kind=heart] .digits")
    sheets.take(page)
    sheets.take(page, opened=("#quality", "[data-quality=sound]"))
    page.keyboard.press("Escape")
    write(show, words, page, sheets)
    chat(show, Review=False)
    for number, text in enumerate(words.asked):
        audience.ask(words.said[number][0], text, 2 - number)
    page.click("#tab-questions")
    page.wait_for_selector("[data-question] >> nth=2")
    sheets.take(page)
    page.click("#tab-chat")
    moderate(host.page, Sheets("moderation", language))
    host.page.goto("about:blank")
    page.wait_for_selector("body[data-state=away]", timeout=60_000)
    sheets.take(page)
    show.call("EndShow", OURS, ActivityId=show.activity_id)
    viewer.wait("over")
    sheets.take(page)
    sheets.write()
    audience.leave()
    for person in (host, viewer):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS)


if __name__ == "__main__":
    main()
