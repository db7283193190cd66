"""Write docs/screenshots/launch-states-*.webp: each state of the launch page, a sheet per language and width."""

import base64
import contextlib
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
from playwright.sync_api import Page, Playwright, sync_playwright

from e2e.kaibo import OURS, Kaibo, until
from e2e.person import CHROMIUM, FLAGS, meet, paint, sing

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
SIZES = {
    1280: ({"x": 220, "y": 0, "width": 840, "height": 640}, 800, 4, 0.6),
    390: ({"x": 0, "y": 0, "width": 390, "height": 700}, 844, 7, 0.75),
}
"""For each width: the selector shown, the window's height, the pages in a row, the scale."""
PLACES = 4
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
DESKTOP = ("waiting", "noanswer", "heard", "downloading", "opened")
"""States of the page that exist only where the server offers the app."""
WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50"
SHEET = """async ([shots, columns, scale, quality]) => {
  const images = await Promise.all(shots.map(async (shot) => {
    const image = new Image(); image.src = 'data:image/png;base64,' + shot; await image.decode(); return image;
  }));
  const gap = 8, width = Math.round(images[0].width * scale), height = Math.round(images[0].height * scale);
  const canvas = document.createElement('canvas');
  canvas.width = columns * (width + gap) + gap;
  canvas.height = Math.ceil(images.length / columns) * (height + gap) + gap;
  const ctx = canvas.getContext('2d');
  ctx.imageSmoothingQuality = 'high';
  ctx.fillStyle = '#b8b2a9'; ctx.fillRect(0, 0, canvas.width, canvas.height);
  images.forEach((image, at) => ctx.drawImage(
    image, gap + (at % columns) * (width + gap), gap + Math.floor(at / columns) * (height + gap), width, height));
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


class States:
    """Run a server with links in each state."""

    def __init__(self, kaibo: Kaibo) -> None:
        self.kaibo = kaibo
        self.activity = self.show(int(time.time()) + 1800)
        self.full = self.filled()

    def show(self, at: int) -> int:
        return int(self.kaibo.call("CreateActivityAPIV2", Name="秋日新豆品鉴会", LiveTime=at)["ActivityId"])

    def link(self, role: str = "guest", name: str = "陈一鸣", activity: int = 0, **policy: object) -> str:
        asked = {"ActivityId": activity or self.activity, "Role": role, "UserName": name, **policy}
        return str(self.kaibo.call("CreateLaunchLink", OURS, **asked)["Url"])

    def post(self, http: httpx2.Client, path: str, **body: object) -> dict[str, str]:
        answer = http.post(f"{self.kaibo.said['Url']}{path}", json=body, headers={"Origin": self.kaibo.said["Url"]})
        assert answer.is_success, answer.text
        result: dict[str, str] = answer.json()["Result"]
        return result

    def enter(self, url: str, *calls: str, app: bool = False, ticket: str = "") -> None:
        with httpx2.Client(headers={"User-Agent": "Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1"}) as http:
            ticket = ticket or self.post(http, "/client/OpenLaunch", Token=url.rpartition("/")[2])["Ticket"]
            path = self.post(http, "/client/RedeemTicket", Ticket=ticket, Nonce="n" * 22, App=app)["Path"]
            for call in calls:
                self.post(http, f"{path}/call/{call}", Tab="t" * 22)

    def filled(self) -> str:
        activity = self.show(int(time.time()))
        for number in range(PLACES):
            self.enter(self.link(name=f"嘉宾{number}", activity=activity), "EnterSession", "JoinStage")
        return self.link(activity=activity)

    def used(self) -> str:
        url = self.link(MaxUses=1)
        self.enter(url)
        return url

    def turned_off(self) -> str:
        url = self.link()
        self.kaibo.call("RevokeLaunchLink", OURS, ActivityId=self.activity, Url=url)
        return url

    def deleted(self) -> str:
        activity = self.show(int(time.time()))
        url = self.link(activity=activity)
        self.kaibo.call("DeleteActivityAPI", ActivityId=activity)
        return url


def ended(playwright: Playwright, kaibo: Kaibo, folder: Path) -> None:
    """Start the server's own show. Put it on air and end it."""
    host = meet(playwright, paint(folder / "host.y4m", (188, 116, 82)), sing(folder / "host.wav", 440))
    host.enter(kaibo.said["HostUrl"], "studio")
    host.page.click("#go-live")
    host.wait("live")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    host.browser.close()
    until(lambda: httpx2.get(kaibo.guest_url("陈一鸣")).status_code == 409, 30, "the show is over")


def shots(states: States) -> list[tuple[str, str, Callable[[Page], object]]]:
    """Yield each state: its name, its link, and the function that brings it about."""
    kaibo, host = states.kaibo, states.link("host", "林晓", Prefer="ask")
    used = states.used()

    def remembered(page: Page) -> None:
        page.evaluate("localStorage.setItem('kaibo.choice', 'browser')")
        page.clock.install()
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
        with httpx2.Client() as http:
            states.post(http, "/client/PeekTicket", Ticket=ticket(page), App=True)
        page.wait_for_selector("[data-reason='heard']")

    def opened(page: Page) -> None:
        states.enter("", app=True, ticket=ticket(page))
        page.wait_for_selector("[data-state='opened']")

    def ask(page: Page) -> None:
        page.click("#ask-link")
        page.wait_for_selector("[data-asked-is='waiting']:not([hidden])")

    def wrong(page: Page) -> None:
        page.fill("#key", "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD")
        page.click("#open-key")
        page.wait_for_selector("[data-said='wrong']:not([hidden])")

    def nothing(page: Page) -> None:
        """Do nothing: the page shows this state at once."""

    brief = states.link("host", "林晓", ExpireTime=int(time.time()) + 2)
    time.sleep(2.1)
    return [
        ("choose", host, nothing),
        ("waiting", states.link("host", "林晓"), waiting),
        ("noanswer", states.link("host", "林晓"), noanswer),
        ("heard", states.link("host", "林晓"), heard),
        ("downloading", states.link("host", "林晓"), downloading),
        ("opened", states.link("host", "林晓"), opened),
        ("going", states.link(), remembered),
        ("starting", host, starting),
        ("busy", host, busy),
        ("inapp", states.link(), nothing),
        ("expired", brief, nothing),
        ("used", used, nothing),
        ("asked", states.used(), ask),
        ("early", states.link(NotBefore=int(time.time()) + 24 * 60), nothing),
        ("full", states.full, nothing),
        ("over", kaibo.guest_url("陈一鸣"), nothing),
        ("revoked", states.turned_off(), nothing),
        ("deleted", states.deleted(), nothing),
        ("unknown", f"{kaibo.said['Url']}/l/made-up", nothing),
        ("go", f"{kaibo.said['Url']}/go", wrong),
    ]


def sheets(playwright: Playwright, states: States) -> None:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    for language, locale in LANGUAGES.items():
        for width, (shown, height, columns, scale) in SIZES.items():
            taken = []
            for name, url, work in shots(states):
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
                taken.append(base64.b64encode(page.screenshot(clip=shown)).decode())  # type: ignore[arg-type]
                context.close()
            page = browser.new_page()
            sheet = page.evaluate(SHEET, [taken, columns, scale, 0.8])
            (FOLDER / f"launch-states-{width}-{language}.webp").write_bytes(base64.b64decode(sheet))
            page.close()
    browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary, contextlib.chdir(temporary), sync_playwright() as playwright:
        folder = Path(temporary) / "companion"
        folder.mkdir()
        name = "kaibo-companion_1.0_amd64.deb"
        (folder / name).write_bytes(b"!<arch>")
        file = {"System": "linux", "Arch": "x86_64", "File": name, "Size": 96 << 20, "Sha256": "0" * 64}
        (folder / "manifest.json").write_text(json.dumps({"Version": "1.0", "Files": [file]}))
        kaibo = Kaibo(
            Path(temporary) / "data",
            KAIBO_COMPANION=str(folder),
            KAIBO_STAGE_CAP=str(PLACES),
            KAIBO_GRACE_SECONDS="900",
        ).start()
        try:
            ended(playwright, kaibo, Path())
            sheets(playwright, States(kaibo))
        finally:
            kaibo.stop()


if __name__ == "__main__":
    main()
