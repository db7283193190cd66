"""What the desktop app adds to the studio: entered by hand, a small window on top, a recording on this disk that
outlives a crash."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from e2e.desktop import YES, Desktop, screen
from e2e.kaibo import Kaibo, until
from e2e.person import Person
from e2e.test_show import near

TRUST, PICKER, MINI, SAVED = "First time here", "want to share", "small window", "Recording saved"
PRESSED = "document.querySelector('#{}')?.getAttribute('aria-pressed')"
ORANGE = "#ff8c00"
KEEP_SHARED = """(() => {
  const ask = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getDisplayMedia = async (wishes) => (window.shared = await ask(wishes));
})()"""
MIDDLE = """async (stream) => {
  const film = Object.assign(document.createElement('video'), { srcObject: stream, muted: true });
  await film.play();
  const context = new OffscreenCanvas(film.videoWidth, film.videoHeight).getContext('2d');
  context.drawImage(film, 0, 0);
  return [...context.getImageData(film.videoWidth / 2, film.videoHeight / 2, 1, 1).data.slice(0, 3)];
}"""
LENGTH = """async () => {
  const film = document.querySelector('video');
  film.muted = true;
  if (film.readyState < 2) await new Promise((done) => film.addEventListener('loadeddata', done, { once: true }));
  film.currentTime = 1e6;
  await new Promise((done) => film.addEventListener('seeked', done, { once: true }));
  return [film.currentTime, film.videoWidth, film.videoHeight, film.error ? film.error.message : ''];
}"""


@pytest.fixture
def sharp(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop with two pixels where others have one."""
    server, manager, display = screen("2560x1600")
    made = Desktop(tmp_path / "home", display, scale=2)
    yield made
    made.kill()
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def by_hand(desktop: Desktop, kaibo: Kaibo, text: str) -> None:
    """The app is started, and what somebody was sent is typed into it."""
    desktop.start()
    desktop.window("Kaibo")
    desktop.type(text)
    desktop.press("Return")
    desktop.window(TRUST)
    desktop.press(*YES)


def go_live(desktop: Desktop) -> None:
    desktop.wait_page("studio", "preview")
    until(
        lambda: desktop.page("document.getElementById('go-live')?.click() ?? !!document.getElementById('go-live')"),
        10,
        "go",
    )
    desktop.wait_page("studio", "live")


def record(desktop: Desktop, on: bool = True) -> None:
    until(lambda: desktop.page(PRESSED.format("record")) == str(not on).lower(), 10, "the button")
    desktop.page("document.getElementById('record').click()")
    until(lambda: desktop.page(PRESSED.format("record")) == str(on).lower(), 10, f"recording {on}")


def films(desktop: Desktop) -> list[Path]:
    return sorted(desktop.home.rglob("*.webm"))


def length(page: Page, film: Path) -> float:
    """How many seconds of it play, as Chromium plays it."""
    page.goto(film.as_uri())
    seconds, width, height, error = page.evaluate(LENGTH)
    assert (width, height, error) == (640, 360, "")
    return float(seconds)


def test_complaint_25_a_link_is_pasted_into_the_app(desktop: Desktop, kaibo: Kaibo) -> None:
    by_hand(desktop, kaibo, kaibo.guest_url("Mia"))
    desktop.wait_page("guest", "preview")


def test_a_recording_outlives_a_crash(desktop: Desktop, kaibo: Kaibo, person: Callable[..., Person]) -> None:
    by_hand(desktop, kaibo, kaibo.said["HostUrl"])
    go_live(desktop)
    record(desktop)
    until(lambda: films(desktop) and films(desktop)[0].stat().st_size > 500_000, 30, "half a megabyte of film")
    desktop.kill()
    assert length(person().page, films(desktop)[0]) > 2

    desktop.start()
    desktop.wait_page("studio", "live")
    record(desktop)
    until(lambda: len(films(desktop)) == 2 and films(desktop)[1].stat().st_size > 100_000, 20, "another film")
    desktop.page("location.reload()")
    until(lambda: len(films(desktop)) == 3 and films(desktop)[2].stat().st_size > 100_000, 40, "it goes on by itself")
    desktop.press("Escape")  # the first one is saved, it says
    record(desktop, False)
    desktop.window(SAVED)
    viewer = person()
    assert all(length(viewer.page, film) > 0.5 for film in films(desktop))


def test_complaint_24_the_screen_is_shared_however_the_app_was_opened(desktop: Desktop, kaibo: Kaibo) -> None:
    desktop.start(kaibo.deep_link(kaibo.said["HostUrl"]))
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    share = "document.getElementById('share-screen').click()"
    desktop.page(share)
    desktop.window(PICKER)
    assert desktop.colours(PICKER) > 100, "small pictures of what there is"
    desktop.press("Escape")
    until(lambda: not [one for one in desktop.titles() if PICKER in one], 10, "a no")
    assert desktop.page(PRESSED.format("share-screen")) == "false"
    desktop.page(share)
    desktop.window(PICKER)
    desktop.press("space", "Return")
    until(lambda: desktop.page(PRESSED.format("share-screen")) == "true", 10, "the screen is shared")
    large = "document.querySelector('[data-scene][aria-pressed=true]').dataset.scene"
    assert desktop.page(large) == "large"


def test_a_window_is_shared_by_its_picture(desktop: Desktop, kaibo: Kaibo) -> None:
    desktop.start(kaibo.deep_link(kaibo.said["HostUrl"]))
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    desktop.page(KEEP_SHARED)
    with desktop.other("Figures", 400, 300, ORANGE):
        desktop.page("document.getElementById('share-screen').click()")
        desktop.window(PICKER)
        whole = 160 * 120  # px: 400 × 300 in its place
        until(lambda: desktop.amount(PICKER, ORANGE) > 0.9 * whole, 10, "the window's picture")
        desktop.type("Fig")
        desktop.press("Return")
        until(lambda: desktop.page(PRESSED.format("share-screen")) == "true", 10, "the window is shared")
        shared = "(({ width, height }) => [width, height])(shared.getVideoTracks()[0].getSettings())"
        until(lambda: desktop.page(shared) == [400, 300], 10, f"its size, not {desktop.page(shared)}")
        assert near(desktop.page(f"({MIDDLE})(shared)"), (255, 140, 0)), "its colour"


def test_a_windows_picture_has_all_pixels_of_a_sharp_screen(sharp: Desktop, kaibo: Kaibo) -> None:
    sharp.start(kaibo.deep_link(kaibo.said["HostUrl"]))
    sharp.window(TRUST)
    sharp.press(*YES)
    sharp.wait_page("studio", "preview")
    with sharp.other("Stripes", 384, 240, "#ff0000", "#0000ff"):
        sharp.page("document.getElementById('share-screen').click()")
        sharp.window(PICKER)
        each = 192 * 240  # px: as many as the window itself has
        until(lambda: sharp.amount(PICKER, "#ff0000") > 0.9 * each, 10, "every column of the window")


def test_a_small_window_on_top_while_another_is_in_front(
    desktop: Desktop, kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    by_hand(desktop, kaibo, kaibo.said["HostUrl"])
    go_live(desktop)
    viewer = person()
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("live")
    assert not [one for one in desktop.titles() if MINI in one]
    desktop.minimise("Demo · Kaibo")
    desktop.window(MINI)
    viewer.frames()
    until(lambda: viewer.frames() > 60, 20, "the program goes on")

    assert desktop.page(PRESSED.format("mic")) == "true"
    desktop.click(MINI, 0.25, 0.93)
    until(lambda: desktop.page(PRESSED.format("mic")) == "false", 10, "the microphone is off")
    until(lambda: desktop.colours(MINI) > 500, 10, "the small window shows the program")
    desktop.click(MINI, 0.85, 0.8)
    until(lambda: not [one for one in desktop.titles() if MINI in one], 10, "the big one is back")


def test_hotkeys_from_another_window_when_they_are_wished(desktop: Desktop, kaibo: Kaibo) -> None:
    kept = desktop.home / ".local/share/kaibo-companion/settings.json"
    by_hand(desktop, kaibo, kaibo.said["HostUrl"])
    desktop.wait_page("studio", "preview")
    until(lambda: desktop.page(PRESSED.format("mic")) == "true", 10, "the microphone is on")
    desktop.minimise("Demo · Kaibo")
    desktop.press("ctrl+alt+m")
    desktop.kill()
    kept.write_text(json.dumps({"hotkeys": True}))
    desktop.start()
    desktop.wait_page("studio", "preview")
    until(lambda: desktop.page(PRESSED.format("mic")) == "true", 10, "it is on still: no key was asked for")
    desktop.minimise("Demo · Kaibo")
    desktop.press("ctrl+alt+m")
    until(lambda: desktop.page(PRESSED.format("mic")) == "false", 10, "the microphone is off")
    scene = "document.querySelector('[data-scene][aria-pressed=true]').dataset.scene"
    before = desktop.page(scene)
    desktop.press("ctrl+alt+n")
    until(lambda: desktop.page(scene) != before, 10, "another scene")
    desktop.press("ctrl+alt+g")
    desktop.wait_page("studio", "live")


def test_a_key_typed_into_the_app(desktop: Desktop, kaibo: Kaibo) -> None:
    asked = {"ActivityId": kaibo.said["ActivityId"]}
    key = kaibo.call("GetTemporaryLoginTokenAPI", **asked)["SecretKey"]
    desktop.start()
    desktop.window("Kaibo")
    desktop.type(key.lower().replace("-", " "))
    desktop.press("Tab", "Tab")
    desktop.type(kaibo.said["Url"])
    desktop.press("Return")
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
