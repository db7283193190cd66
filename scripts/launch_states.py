"""Write docs/screenshots/launch-states-*.webp: each state of the launch page, a sheet per language and width."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import tours
from playwright.sync_api import Page, Playwright
from sheet import draw

from e2e import link_states
from e2e.installers import offer
from e2e.kaibo import Kaibo, Show, until
from e2e.person import CHROMIUM, FLAGS, meet, paint, sing
from e2e.visitor import Visitor

SIZES = {
    1280: ({"x": 220, "y": 48, "width": 840, "height": 752}, 800, 4, 0.5),
    390: ({"x": 0, "y": 0, "width": 390, "height": 700}, 844, 7, 0.65),
}
"""For each width: the selector shown, the window's height, the most pages in a row, the scale."""
PLACES = 4
GUEST, HOST = "陈一鸣", "林晓"
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
DESKTOP = ("waiting", "noanswer", "heard", "downloading", "opened")
"""States of the page that exist only where the server offers the app."""
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50"


def over(playwright: Playwright, show: Show, folder: Path) -> str:
    """Go on air and end the show. Return a link of it."""
    host = meet(playwright, paint(folder / "host.y4m", (188, 116, 82)), sing(folder / "host.wav", 440))
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    host.browser.close()
    url = show.guest_url(GUEST)
    until(lambda: httpx2.get(url).status_code == 409, 30, "the show is over")
    return url


def shots(server: Kaibo, over: str) -> list[tuple[str, str, Callable[[Page], object]]]:
    """Return each state: its name, its link, and the function that shows it. `over` is a link of an ended show."""
    show = server.show("秋日新豆品鉴会", int(time.time()) + 1800)
    host = show.link("host", UserName=HOST, Prefer="ask")
    opening = [show.link("host", UserName=HOST) for _ in range(5)]

    def remembered(page: Page) -> None:
        page.evaluate("localStorage.setItem('kaibo.choice', 'browser')")
        page.route("**/client/OpenLaunch", lambda route: None)  # no answer: the page goes nowhere
        page.reload()
        page.wait_for_selector("[data-reason='going']")
        page.evaluate("localStorage.clear()")

    def starting(page: Page) -> None:
        page.route("**/client/OpenLaunch", lambda route: route.abort())
        page.reload()
        page.wait_for_selector("[data-reason='starting']")

    def busy(page: Page) -> None:
        page.route("**/client/OpenLaunch", lambda route: route.fulfill(status=429, body="later"))
        page.reload()
        page.wait_for_selector("[data-reason='busy']")

    def waiting(page: Page) -> None:
        page.wait_for_selector("[data-reason='waiting'], [data-reason='noanswer']")
        page.evaluate("sessionStorage.clear()")

    def noanswer(page: Page) -> None:
        page.wait_for_selector("[data-reason='noanswer']")

    def downloading(page: Page) -> None:
        noanswer(page)
        page.dispatch_event("#download-app", "click")

    def ticket(page: Page) -> str:
        link = str(page.wait_for_selector("iframe", state="attached").get_attribute("src"))  # type: ignore[union-attr]
        return link.rpartition("=")[2]

    def heard(page: Page) -> None:
        with Visitor(show.url) as app:
            app.post("/client/PeekTicket", Ticket=ticket(page), App=True)
        page.wait_for_selector("[data-reason='heard']")

    def opened(page: Page) -> None:
        with Visitor(show.url) as app:
            app.redeem(ticket(page), app=True)
        page.wait_for_selector("[data-state='opened']")

    def ask(page: Page) -> None:
        page.click("#ask-link")
        page.wait_for_selector("[data-asked-is='waiting']:not([hidden])")

    def wrong(page: Page) -> None:
        page.fill("#key", "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD")
        page.click("#open-key")
        page.wait_for_selector("[data-said='wrong']:not([hidden])")

    def cannot_host(page: Page) -> None:
        page.add_init_script("delete window.MediaStreamTrackGenerator")
        page.reload()
        page.wait_for_selector("[data-hosting='no']")

    def nothing(page: Page) -> None:
        """Do nothing: the page shows this state at once."""

    guest = show.link("guest", UserName=GUEST)
    return [
        ("choose", host, nothing),
        ("guest", guest, nothing),
        ("cannot-host", host, cannot_host),
        ("waiting", opening[0], waiting),
        ("noanswer", opening[1], noanswer),
        ("heard", opening[2], heard),
        ("downloading", opening[3], downloading),
        ("opened", opening[4], opened),
        ("going", guest, remembered),
        ("starting", host, starting),
        ("busy", host, busy),
        ("inapp", guest, nothing),
        ("expired", link_states.expired(show, "host", HOST), nothing),
        ("used", link_states.used(show), nothing),
        ("asked", link_states.used(show), ask),
        ("early", link_states.early(show, 24 * 60), nothing),
        ("full", link_states.full(server.show(), PLACES), nothing),
        ("over", over, nothing),
        ("revoked", link_states.turned_off(show), nothing),
        ("deleted", link_states.deleted(server.show()), nothing),
        ("unknown", f"{show.url}/l/made-up", nothing),
        ("go", f"{show.url}/go", wrong),
    ]


def sheets(playwright: Playwright, server: Kaibo, over: str) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    for language, locale in LANGUAGES.items():
        for width, (shown, height, columns, scale) in SIZES.items():
            taken = []
            for name, url, work in shots(server, over):
                phone = width < 768
                if phone and name in DESKTOP:
                    continue
                agent = WECHAT if name == "inapp" else PHONE if phone else None
                size = {"width": width, "height": height}
                context = browser.new_context(locale=locale, viewport=size, user_agent=agent)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(url)
                work(page)
                page.wait_for_timeout(200)
                taken.append(page.screenshot(clip=shown))  # type: ignore[arg-type]
                context.close()
            draw(f"launch-states-{width}-{language}", taken, columns, scale)
    browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        offered = str(offer(Path(temporary) / "companion", "linux"))
        settings = {"KAIBO_COMPANION": offered, "KAIBO_STAGE_CAP": str(PLACES), "KAIBO_GRACE_SECONDS": "900"}
        with tours.serving(**settings) as (playwright, kaibo):
            sheets(playwright, kaibo, over(playwright, kaibo.demo(), Path()))


if __name__ == "__main__":
    main()
