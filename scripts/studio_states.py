"""Write docs/screenshots/studio-*.webp: each state of the studio, a sheet per language, theme and width."""

from dataclasses import dataclass
from typing import Any

import portrait
import tours
from playwright.sync_api import Playwright
from sheet import Sheets

from e2e.axe import speak
from e2e.kaibo import OURS, Kaibo, Show, until
from e2e.person import Person
from e2e.show.test_scenes import FIRST, item, paints, scene, text
from e2e.show.test_slides import put_slides

LINKS = "2023-08-01"
STATES = "A new show, an earlier show to start from, guests, the invitation, on air, edit, a draft, slides, the end."
SHARP = {"KAIBO_PROGRAM_WIDTH": "1280", "KAIBO_PROGRAM_HEIGHT": "720", "KAIBO_PROGRAM_FPS": "15"}


@dataclass(frozen=True)
class Words:
    """The names and texts of a show."""

    show: str
    earlier: str
    host: str
    guest: str
    work: str
    waiting: str
    team: str
    pause: str


WORDS = {
    "zh": Words("十一月全员大会", "十月全员大会", "林晓", "陈一鸣", "财务", "王磊", "山野咖啡", "马上回来"),
    "en": Words(
        "November all-hands",
        "October all-hands",
        "Lin Xiao",
        "Chen Yiming",
        "Finance",
        "Wang Lei",
        "Mountain Coffee",
        "Back soon",
    ),
}


def design(show: Show, words: Words) -> dict[str, Any]:
    """Upload slides. Return a design with four scenes and two banners."""
    plain = text((0, 0, 0)) | {"back": ""}
    sources = {
        "title": plain | {"text": words.show, "size": 0.07, "bold": True},
        "team": plain | {"text": words.team, "size": 0.04},
        "pause": plain | {"text": words.pause, "size": 0.12, "align": "center", "bold": True},
        "deck": put_slides(show) | {"name": "twelve.pdf"},
        "host": {"kind": "lowerThird", "title": words.host, "line": words.team},
        "guest": {"kind": "lowerThird", "title": words.guest, "line": words.work},
    }
    people = [item("camera", (0.03, 0.06, 0.46, 0.66)), item("guests", (0.51, 0.06, 0.46, 0.66))]
    captions = [item("title", (0.03, 0.76, 0.94, 0.11)), item("team", (0.03, 0.87, 0.94, 0.07))]
    beside = [item("camera", (0, 0, 1, 1)), item("deck", (0, 0, 1, 1)) | {"fit": "contain"}]
    with_slides = scene("talk", *beside) | {"template": "slides", "free": False, "layout": "large", "large": "deck"}
    scenes = [
        FIRST["scenes"][0],
        scene("grid", *people, *captions) | {"template": "grid"},
        with_slides,
        scene("back", item("pause", (0.1, 0.4, 0.8, 0.2))) | {"template": "back"},
    ]
    for one in scenes[1:]:
        one.pop("background", None)  # that of the brand
        one["name"] = ""
    banner = item("host", (0.05, 0.76, 0.5, 0.16))
    made: dict[str, Any] = FIRST | {
        "sources": FIRST["sources"] | sources,
        "scenes": scenes,
        "overlays": [banner, banner | {"id": "guest", "source": "guest"}],
        "air": FIRST["air"] | {"scene": "grid", "pages": {"deck": 2}},
    }
    return made


def of_house(show: Show, house: int) -> Show:
    """Put a show into a host account, where hosts find each other's designs. Return it."""
    show.call("UpdateActivityHostAccount", LINKS, ActivityId=show.activity_id, HostAccountId=house)
    return show


def put(show: Show, words: Words) -> None:
    revision = show.call("GetShowDesign", OURS, ActivityId=show.activity_id)["Revision"]
    show.call("PutShowDesign", OURS, ActivityId=show.activity_id, Design=design(show, words), Revision=revision)


def calm(host: Person) -> None:
    """Wait until the show is on air, both guests are seen, and no notice of the first seconds is left."""
    host.page.wait_for_selector("body[data-air=true]", timeout=60_000)
    host.page.wait_for_selector("[data-session] video >> nth=1", timeout=60_000)
    host.page.wait_for_function("!document.querySelector('main [role=alert]')", timeout=60_000)


def join(person: Person, show: Show, name: str) -> None:
    person.enter(show.link("guest", UserName=name), "guest")
    person.page.click("#join-stage")
    person.wait("onstage")


def before_air(kaibo: Kaibo, show: Show, sheets: Sheets, host: Person, words: Words, language: str) -> None:
    """Take a new show, and the choice of an earlier one."""
    house = int(kaibo.call("UpdateHostAccount", LINKS, HostAccount={"Name": words.team})["HostAccountId"])
    of_house(show, house)
    put(of_house(kaibo.show(words.earlier), house), words)
    host.page.set_viewport_size({"width": 1440, "height": 900})
    host.enter(show.link("host", UserName=words.host), "studio")
    host.page.wait_for_selector("#ready-earlier")
    until(lambda: paints(host, "[data-scene=solo] canvas", 0.5, 0.95, portrait.HOST.shirt), 20, "the first thumbnail")
    sheets.take(host.page)
    host.page.click("#ready-earlier")
    host.page.wait_for_selector("#earlier [data-show]")
    sheets.take(host.page)
    host.page.keyboard.press("Escape")
    speak(host.page, language)


def tour(playwright: Playwright, kaibo: Kaibo, language: str) -> None:
    words, sheets = WORDS[language], Sheets("studio", language)
    show = kaibo.show(words.show)
    host = portrait.meet(playwright, "host", portrait.HOST, 440)
    guest = portrait.meet(playwright, "guest", portrait.GUEST, 880)
    waiting = portrait.meet(playwright, "waiting", portrait.LATE, 660)
    page = host.page
    before_air(kaibo, show, sheets, host, words, language)
    put(show, words)
    page.wait_for_selector("[data-scene=talk]")
    join(guest, show, words.guest)
    page.click("[data-action='bring']")
    page.mouse.move(0, 0)  # the next guest's button comes to this place, and would look pressed
    join(waiting, show, words.waiting)
    page.wait_for_selector("[data-newcomer]")
    page.wait_for_selector("[data-session] video")
    sheets.take(page)
    sheets.take(page, opened=("#invite", "#guest-link"))
    page.keyboard.press("Escape")

    page.click("#go-live")
    host.wait("live")
    calm(host)
    sheets.take(page)
    page.click("#edit-scene")
    page.click("[data-layer=camera] > :first-child")
    page.wait_for_selector("[data-item=camera]")
    sheets.take(page)
    page.click("#layers [data-choice=round]")
    page.wait_for_selector("#show-to-viewers")
    sheets.take(page)
    page.click("#drop-draft")
    page.click("#edit-scene")
    page.click("[data-scene=talk]")
    page.wait_for_selector("#slides-next")
    page.click("[data-banner]")
    page.wait_for_selector("[data-banner][aria-pressed=true]")
    calm(host)
    sheets.take(page)
    page.click("#end-live")
    page.click("#end-live")
    host.wait("ended")
    page.wait_for_selector("#show-numbers")
    sheets.take(page)
    sheets.write()
    for person in (host, guest, waiting):
        person.browser.close()


def main() -> None:
    tours.run(tour, WORDS, **SHARP)


if __name__ == "__main__":
    main()
