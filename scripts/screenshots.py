"""Write docs/screenshots/: every page of a real show, wide and narrow, in both languages."""

import contextlib
import tempfile
from pathlib import Path

import launch_states
from playwright.sync_api import Page, sync_playwright

from e2e.kaibo import Kaibo, until
from e2e.person import Person, meet, paint, sing

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
SIZES = {1280: 800, 390: 844}
LANGUAGES = {"zh": "中文", "en": "English"}


def shoot(page: Page, name: str) -> None:
    """Take one page in each size and language."""
    for language, label in LANGUAGES.items():
        switch = page.get_by_role("button", name=label, exact=True)
        in_menu = page.get_by_role("menuitem", name=label, exact=True)
        if switch.count():
            switch.click()
        elif page.locator("#more").count():
            page.click("#more")
            if in_menu.count():
                in_menu.click()
            else:
                page.keyboard.press("Escape")
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(400)
            page.screenshot(path=FOLDER / f"{name}-{width}-{language}.png")
    page.set_viewport_size({"width": 1280, "height": 800})


def show(kaibo: Kaibo, host: Person, guest: Person, viewer: Person, other: Person) -> None:
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("waiting")
    shoot(viewer.page, "watch-waiting")
    host.enter(kaibo.said["HostUrl"], "studio")
    until(lambda: host.colour(0.5, 0.5) != [0, 0, 0], 10, "the preview")
    shoot(host.page, "studio-preview")
    guest.enter(kaibo.guest_url("陈一鸣"), "guest")
    guest.page.wait_for_timeout(1000)
    shoot(guest.page, "guest-preview")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    host.page.wait_for_selector("[data-newcomer]")
    shoot(host.page, "studio-guest-ready")
    host.page.click("[data-action=bring]")
    host.page.click("#go-live")
    host.wait("live")
    viewer.wait("live")
    guest.page.wait_for_selector("[data-identity^='host-'] video")
    viewer.page.wait_for_timeout(3000)
    shoot(host.page, "studio-live")
    shoot(guest.page, "guest-onstage")
    shoot(viewer.page, "watch-live")
    other.enter(kaibo.said["HostUrl"], "studio", "taken")
    shoot(other.page, "studio-taken")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    viewer.wait("over")
    shoot(host.page, "studio-ended")
    shoot(viewer.page, "watch-over")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(temporary), sync_playwright() as playwright:
        folder = Path()  # the browser names a camera from a file by its path
        kaibo = Kaibo(Path(temporary) / "data").start()
        people = [
            meet(playwright, paint(folder / f"{who}.y4m", colour), sing(folder / f"{who}.wav", hertz))
            for who, colour, hertz in (("host", (188, 116, 82), 440), ("guest", (96, 132, 104), 880))
        ]
        people += [meet(playwright, None, None), meet(playwright, folder / "guest.y4m", folder / "guest.wav")]
        try:
            show(kaibo, *people)
        finally:
            for person in people:
                person.browser.close()
            kaibo.stop()
    launch_states.main()
    pages = sorted({file.stem.rsplit("-", 2)[0] for file in FOLDER.glob("*.*")})
    lines = ["# How the pages look", "", "Made by `scripts/screenshots.py` from a real show with file cameras.", ""]
    for page in pages:
        lines += [f"## {page}", ""]
        for width in SIZES:
            lines += [
                " ".join(f"![{page}, {width}, {code}](screenshots/{_file(page, width, code)})" for code in LANGUAGES),
                "",
            ]
    (FOLDER.parent / "screenshots.md").write_text("\n".join(lines))


def _file(page: str, width: int, language: str) -> str:
    return next(FOLDER.glob(f"{page}-{width}-{language}.*")).name


if __name__ == "__main__":
    main()
