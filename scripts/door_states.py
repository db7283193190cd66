"""Write docs/screenshots/door-*.webp: the doors of a show that not everybody may watch."""

from dataclasses import dataclass
from typing import Any

import tours
from playwright.sync_api import Playwright
from sheet import CHROME, Sheets

from e2e.axe import speak
from e2e.kaibo import Kaibo, Show
from e2e.person import meet

NEW = "2023-08-01"
STATES = "A password, a wrong one, a sign-in, only for invited accounts, not on the list, banned."


@dataclass(frozen=True)
class Words:
    """The name of the show, and the words beside the password."""

    show: str
    prompt: str


WORDS = {
    "zh": Words("十一月全员大会", "密码在会议邀请邮件里。"),
    "en": Words("November all-hands", "The password is in your invitation."),
}


def rule(show: Show, kind: int, **more: Any) -> None:
    """Change who may watch."""
    wanted = {"ViewingAccountType": kind, **more}
    show.call("UpdateViewingRestriction", NEW, ActivityId=show.activity_id, ViewingRestriction=wanted)


def tour(playwright: Playwright, kaibo: Kaibo, language: str) -> None:
    words, sheets = WORDS[language], Sheets("door", language)
    show = kaibo.show(words.show)
    viewer = meet(playwright, None, None, user_agent=CHROME)
    page = viewer.page
    rule(show, 2, PasswordViewingRestriction={"Password": "green tea", "Prompt": words.prompt})
    page.goto(show.watch_url)
    page.wait_for_selector("#show-password")
    speak(page, language)
    sheets.take(page)
    page.fill("#show-password", "coffee")
    page.keyboard.press("Enter")
    page.wait_for_selector("#show-password[aria-invalid]")
    sheets.take(page)
    rule(show, 4, CustomViewingRestriction={"CustomUrl": "https://intranet.example/watch"})
    page.wait_for_selector("#sign-in")
    sheets.take(page)
    rule(show, 3)
    page.wait_for_selector("#sign-in", state="detached")
    sheets.take(page)
    ask: dict[str, Any] = {"ActivityId": show.activity_id, "Mode": 2, "Nickname": "Ann", "UserIdStr": "ann"}
    token = show.call("GetSDKTokenAPI", **ask)["Token"]
    page.goto("about:blank")
    page.goto(f"{show.watch_url}#token={token}")
    viewer.wait("door")
    sheets.take(page)
    rule(show, 1)
    viewer.wait("waiting")
    show.call("UpdateActivityUserBanStatus", NEW, ActivityId=show.activity_id, ExternalUserIds=["ann"], BanStatus=1)
    viewer.wait("door")
    sheets.take(page)
    sheets.write()
    viewer.browser.close()


def main() -> None:
    tours.run(tour, WORDS)


if __name__ == "__main__":
    main()
