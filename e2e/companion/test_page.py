"""A page in the app cannot leave its server, open windows, keep files, or ask for more than its devices."""

import json

from e2e.desktop import Desktop
from e2e.kaibo import Show, until

LINK = """(() => {{
  const link = document.createElement("a");
  Object.assign(link, {{ href: {href}, textContent: "x", {more} }});
  document.body.append(link);
  link.click();
}})()"""
ASKED = """(async () => [
  await Notification.requestPermission(),
  await new Promise((done) => navigator.geolocation.getCurrentPosition(() => done("found"), (no) => done(no.code))),
  await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => "given", (no) => no.name),
])()"""


SHOOT = """navigator.mediaDevices
  .getUserMedia({{ video: {{ mandatory: {{ chromeMediaSource: "{source}" {named} }} }} }})
  .then((stream) => stream.getVideoTracks()[0].label, (no) => no.name)"""
PICKER = "want to share"


def test_page_takes_no_screen_by_itself(desktop: Desktop, show: Show) -> None:
    """Also not by Chromium's old way, which names a screen, or all of them at once."""
    kept = desktop.home / ".local/share/kaibo-companion"
    kept.mkdir(parents=True)
    (kept / "trusted.json").write_text(json.dumps([show.url]))
    desktop.start(show.deep_link(show.guest_url("Mia")))
    desktop.wait_page("guest", "preview")

    def named() -> None:
        for source in ("desktop", "screen"):
            for name in ("screen:0:0", "screen:-1:0", screen, "window:0:0"):
                one = f', chromeMediaSourceId: "{name}"'
                assert desktop.page(SHOOT.format(source=source, named=one)) == "AbortError", (source, name)

    screen = "screen:-1:0"
    named()
    desktop.page(f"window.shot = {SHOOT.format(source='desktop', named='')}, undefined")
    desktop.window(PICKER)
    desktop.press("Escape")
    assert desktop.page("window.shot") == "AbortError"
    desktop.page("window.shared = navigator.mediaDevices.getDisplayMedia({ video: true }), undefined")
    desktop.window(PICKER)
    desktop.press("space", "Return")
    screen = desktop.page("window.shared.then((stream) => stream.getVideoTracks()[0].label)")
    assert screen.startswith("screen:")
    named()  # not after a yes either, and not by the name that it told


def test_page_stays_in_its_place(desktop: Desktop, show: Show) -> None:
    noted = desktop.note_browser()
    kept = desktop.home / ".local/share/kaibo-companion"
    kept.mkdir(parents=True)
    (kept / "trusted.json").write_text(json.dumps([show.url]))
    desktop.start(show.deep_link(show.guest_url("Mia")))
    desktop.wait_page("guest", "preview")
    here = desktop.page("location.href")

    def outside() -> list[str]:
        return noted.read_text().split() if noted.exists() else []

    desktop.page(LINK.format(href="'https://one.example/'", more=""))
    until(lambda: outside() == ["https://one.example/"], 10, f"the system's browser: {outside()}")
    desktop.page(LINK.format(href="'https://two.example/'", more="target: '_blank'"))
    until(lambda: outside()[1:] == ["https://two.example/"], 10, f"the system's browser: {outside()}")
    desktop.page(LINK.format(href="'file:///etc/passwd'", more=""))
    desktop.page(LINK.format(href="'kaibo://open?v=1'", more=""))
    desktop.page(LINK.format(href="URL.createObjectURL(new Blob(['kept']))", more="download: 'kept.txt'"))
    before = desktop.titles()
    desktop.page("window.open('about:blank') && undefined")
    assert desktop.page(ASKED) == ["denied", 1, "given"]
    assert desktop.page("location.href") == here
    desktop.wait_page("guest", "preview")
    assert desktop.titles() == before
    assert [*desktop.home.rglob("kept*.txt")] == []
    assert len(outside()) == 2
