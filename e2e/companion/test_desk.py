"""The desktop app's additions to the studio: a field for links, a small window, recordings that outlive a crash."""

import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from Xlib.display import Display
from Xlib.ext import screensaver

from e2e.cameras import near
from e2e.desktop import YES, Desktop, screen
from e2e.kaibo import Show, until
from e2e.panel import AIR, INK, panel
from e2e.person import Person

TRUST, PICKER, MINI = "First time here", "want to share", "small window"
SAVED, RECORDING = "Recording saved", "recording. Stop?"
PRESSED = "document.querySelector('#{}')?.getAttribute('aria-pressed')"
RECORDS = "document.querySelector('#record')?.getAttribute('aria-checked')"
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
def sharp(home: Path) -> Iterator[Desktop]:
    """Give a desktop with two pixels where others have one."""
    server, manager, display = screen("2560x1600")
    made = Desktop(home, display, scale=2)
    yield made
    made.kill()
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def by_hand(desktop: Desktop, show: Show, text: str) -> None:
    """Start the app and type a link into it."""
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
    until(lambda: desktop.page(RECORDS) == str(not on).lower(), 10, "the button")
    desktop.page("document.getElementById('record').click()")
    until(lambda: desktop.page(RECORDS) == str(on).lower(), 10, f"recording {on}")


def wait_switch(desktop: Desktop, switch: str, *, on: bool, seconds: float = 10) -> float:
    script, wanted = PRESSED.format(switch), str(on).lower()
    return until(lambda: desktop.page(script) == wanted, seconds, f"{switch} {'on' if on else 'off'}")


def films(desktop: Desktop) -> list[Path]:
    return sorted(desktop.home.rglob("*.webm"))


def size(desktop: Desktop, number: int) -> int:
    """Return the bytes of a film, the first is 0; 0 for one that is not there. The app deletes an empty one."""
    try:
        return films(desktop)[number].stat().st_size
    except (IndexError, FileNotFoundError):
        return 0


def length(page: Page, film: Path) -> float:
    """Play a film in Chromium. Return its seconds."""
    page.goto(film.as_uri())
    seconds, width, height, error = page.evaluate(LENGTH)
    assert (width, height, error) == (640, 360, "")
    return float(seconds)


def test_complaint_25_link_is_pasted_into_the_app(desktop: Desktop, show: Show) -> None:
    by_hand(desktop, show, show.guest_url("Mia"))
    desktop.wait_page("guest", "preview")


def test_recording_outlives_a_crash(desktop: Desktop, show: Show, person: Callable[..., Person]) -> None:
    by_hand(desktop, show, show.host_url)
    go_live(desktop)
    record(desktop)
    until(lambda: size(desktop, 0) > 500_000, 30, "half a megabyte of film")
    desktop.kill()
    assert length(person().page, films(desktop)[0]) > 2

    desktop.start()
    desktop.wait_page("studio", "live")
    record(desktop)
    until(lambda: len(films(desktop)) == 2 and size(desktop, 1) > 100_000, 20, "another film")
    desktop.page("location.reload()")
    until(lambda: len(films(desktop)) == 3 and size(desktop, 2) > 100_000, 40, "it goes on by itself")
    desktop.press("Escape")  # the first one is saved, it says
    record(desktop, False)
    desktop.window(SAVED)
    viewer = person()
    assert all(length(viewer.page, film) > 0.5 for film in films(desktop))


def test_notice_covers_no_slides(desktop: Desktop, show: Show) -> None:
    by_hand(desktop, show, show.host_url)
    go_live(desktop)
    record(desktop)
    until(lambda: size(desktop, 0), 20, "the film has begun")
    with desktop.other("Slides", 1270, 740, ORANGE):  # all of the screen
        until(lambda: desktop.amount("Slides", ORANGE) > 0.8 * 1270 * 740, 10, "they are in front")
        desktop.page("document.getElementById('record').click()")
        until(lambda: desktop.page(RECORDS) == "false", 10, "it is saved")
        assert not [title for title in desktop.titles() if SAVED in title]
        assert desktop.amount("Slides", ORANGE) > 0.8 * 1270 * 740
    desktop.focus("Demo · Kaibo")
    desktop.window(SAVED)


def test_recording_is_not_ended_unasked(desktop: Desktop, show: Show) -> None:
    app = desktop.start(show.deep_link(show.host_url))
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    record(desktop)
    until(lambda: size(desktop, 0), 20, "the film has begun")
    for answer in (["Return"], YES):
        assert app.poll() is None
        desktop.window("Demo · Kaibo")
        desktop.press("alt+F4")
        desktop.window(RECORDING)
        desktop.press(*answer)
        until(lambda: not [one for one in desktop.titles() if RECORDING in one], 10, "the question is answered")
    assert app.wait(20) == 0
    assert [film.stat().st_size > 0 for film in films(desktop)] == [True]


def test_complaint_24_screen_is_shared_however_the_app_was_opened(desktop: Desktop, show: Show) -> None:
    desktop.start(show.deep_link(show.host_url))
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


def test_window_is_chosen_by_its_picture(desktop: Desktop, show: Show) -> None:
    desktop.start(show.deep_link(show.host_url))
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
    desktop.page(KEEP_SHARED)
    with desktop.other("Figures", 400, 300, ORANGE):
        desktop.page("document.getElementById('share-screen').click()")
        desktop.window(PICKER)
        whole = 160 * 120  # px: 400 × 300 in its place
        until(lambda: desktop.amount(PICKER, ORANGE) > 0.9 * whole, 10, "the window's picture")
        with desktop.other("Mail", 300, 200, "#008000"):  # above it, in the engine's list too
            desktop.focus(PICKER)
            desktop.type("Fig")
            desktop.press("Return")
            until(lambda: desktop.page(PRESSED.format("share-screen")) == "true", 10, "the window is shared")
        shared = "(({ width, height }) => [width, height])(shared.getVideoTracks()[0].getSettings())"
        until(lambda: desktop.page(shared) == [400, 300], 10, f"its size, not {desktop.page(shared)}")
        assert near(desktop.page(f"({MIDDLE})(shared)"), (255, 140, 0)), "its colour"


def test_picker_closes_with_the_page_that_asked(desktop: Desktop, show: Show) -> None:
    by_hand(desktop, show, show.host_url)
    desktop.wait_page("studio", "preview")
    desktop.page("document.getElementById('share-screen').click()")
    desktop.window(PICKER)
    desktop.start(show.deep_link(show.guest_url("Mia")))
    desktop.wait_page("guest", "preview")
    until(lambda: not [one for one in desktop.titles() if PICKER in one], 10, "no picker")
    assert len(desktop.running()) == 1
    assert desktop.page("document.body.dataset.page") == "guest"


def test_one_picker_at_a_time_closes_with_its_document(desktop: Desktop, show: Show) -> None:
    by_hand(desktop, show, show.host_url)
    desktop.wait_page("studio", "preview")
    ask = "navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'given', (no) => no.name)"
    frame = "document.body.appendChild(document.createElement('iframe')).contentWindow"  # each has its own turn
    desktop.page(f"window.first = {ask}, undefined")
    desktop.window(PICKER)
    assert desktop.page(f"{frame}.{ask}") == "AbortError"
    assert len([one for one in desktop.titles() if PICKER in one]) == 1
    desktop.press("space", "Return")
    assert desktop.page("window.first") == "given"

    for end in (lambda: desktop.page("location.reload()"), lambda: kill_page(desktop)):
        desktop.page(f"window.first = {ask}, undefined")
        desktop.window(PICKER)
        end()
        until(lambda: not [one for one in desktop.titles() if PICKER in one], 10, "no picker")
        desktop.wait_page("studio", "preview")
    assert len(desktop.running()) == 1


def kill_page(desktop: Desktop) -> None:
    """Kill the page's process, a child of Chromium's zygote, as when memory runs out."""
    listed = subprocess.run(
        ["ps", "-eww", "-o", "pid=", "-o", "ppid=", "-o", "args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [one.split(None, 2) for one in listed.splitlines()]
    zygotes = {pid: parent for pid, parent, line in rows if "--type=zygote" in line}
    for pid, parent in zygotes.items():
        if parent in zygotes and int(zygotes[parent]) in desktop.running():
            os.kill(int(pid), signal.SIGKILL)


def test_windows_picture_has_all_pixels_of_a_sharp_screen(sharp: Desktop, show: Show) -> None:
    sharp.start(show.deep_link(show.host_url))
    sharp.window(TRUST)
    sharp.press(*YES)
    sharp.wait_page("studio", "preview")
    with sharp.other("Stripes", 384, 240, "#ff0000", "#0000ff"):
        sharp.page("document.getElementById('share-screen').click()")
        sharp.window(PICKER)
        each = 192 * 240  # px: as many as the window itself has
        until(lambda: sharp.amount(PICKER, "#ff0000") > 0.9 * each, 10, "every column of the window")


def test_small_window_stays_above_another_program(desktop: Desktop, show: Show, person: Callable[..., Person]) -> None:
    by_hand(desktop, show, show.host_url)
    go_live(desktop)
    viewer = person()
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    assert not [one for one in desktop.titles() if MINI in one]
    desktop.minimise("Demo · Kaibo")
    desktop.window(MINI)
    viewer.frames()
    until(lambda: viewer.frames() > 30, 20, "the program goes on")

    with desktop.other("Figures", 1270, 740, ORANGE):  # all of the screen
        until(lambda: desktop.amount("Figures", ORANGE) > 0.8 * 1270 * 740, 10, "it is in front")
        assert "_NET_WM_STATE_ABOVE" in desktop.stays(MINI)
        assert desktop.amount(MINI, ORANGE) == 0
        until(lambda: desktop.colours(MINI) > 500, 10, "the small window shows the program")
        for switch, across in (("mic", 0.25), ("camera", 0.75)):
            wait_switch(desktop, switch, on=True)
            desktop.click(MINI, across, 0.93)
            wait_switch(desktop, switch, on=False)
    desktop.click(MINI, 0.85, 0.8)
    until(lambda: not [one for one in desktop.titles() if MINI in one], 10, "the big one is back")


@pytest.fixture
def saver(desktop: Desktop) -> Iterator[Callable[[], Any]]:
    """Ask the X server about its screen saver, which blanks the screen a second after the last key."""
    display = Display(desktop.display)
    subprocess.run(["xset", "s", "1", "1"], env=desktop.env, check=True)
    yield lambda: display.screen().root.screensaver_query_info()
    for switch in ("off", "reset"):
        subprocess.run(["xset", "s", switch], env=desktop.env, check=True)
    display.close()


def test_tray_is_red_and_screen_stays_awake_on_air(desktop: Desktop, show: Show, saver: Callable[[], Any]) -> None:
    def blank() -> bool:
        return bool(saver().state == screensaver.StateOn)

    with panel(desktop.env, desktop.home) as tray:
        by_hand(desktop, show, show.host_url)
        desktop.wait_page("studio", "preview")
        until(lambda: tray.found(INK) and not tray.found(AIR), 10, "off air it has no red")
        until(blank, 10, "it goes blank off air")

        go_live(desktop)
        until(lambda: tray.found(AIR), 10, "on air it is red")
        subprocess.run(["xset", "s", "reset"], env=desktop.env, check=True)
        until(lambda: not blank(), 10, "it wakes up")
        until(lambda: saver().idle > 2000, 10, "no key for twice the time after which it went blank, in ms")
        assert not blank()

        for entry, switch in ((2, "mic"), (3, "camera")):
            wait_switch(desktop, switch, on=True)
            tray.choose(entry, of=7)
            wait_switch(desktop, switch, on=False)

        for _ in range(2):
            desktop.page("document.getElementById('end-live').click()")
        desktop.wait_page("studio", "ended")
        until(lambda: tray.found(INK) and not tray.found(AIR), 10, "it is red no more")
        until(blank, 10, "it goes blank again")


def test_hotkeys_work_from_another_window_when_they_are_on(desktop: Desktop, show: Show) -> None:
    kept = desktop.home / ".local/share/kaibo-companion/settings.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"hotkeys": True}))
    by_hand(desktop, show, show.host_url)
    desktop.wait_page("studio", "preview")
    for key, switch in (("ctrl+alt+m", "mic"), ("ctrl+alt+v", "camera")):
        wait_switch(desktop, switch, on=True)
        press_away(desktop, key)
        wait_switch(desktop, switch, on=False)
    scene = "document.querySelector('[data-scene][aria-pressed=true]').dataset.scene"
    before = desktop.page(scene)
    desktop.press("ctrl+alt+n")
    until(lambda: desktop.page(scene) != before, 10, "another scene")
    desktop.press("ctrl+alt+g")
    desktop.wait_page("studio", "live")

    desktop.kill()
    kept.unlink()
    desktop.start()
    desktop.wait_page("studio", "live")
    wait_switch(desktop, "mic", on=True)
    press_away(desktop, "ctrl+alt+m")
    desktop.focus("Demo · Kaibo")
    desktop.press("v")  # the page's own key, pressed later
    wait_switch(desktop, "camera", on=False)
    assert desktop.page(PRESSED.format("mic")) == "true"


def press_away(desktop: Desktop, key: str) -> None:
    """Press a key while another window is in front."""
    with desktop.other("Figures", 400, 300, ORANGE):
        desktop.press(key)


def test_typed_key_opens_the_studio(desktop: Desktop, show: Show) -> None:
    key = show.call("GetTemporaryLoginTokenAPI", ActivityId=show.activity_id)["SecretKey"]
    desktop.start()
    desktop.window("Kaibo")
    desktop.type(key.lower().replace("-", " "))
    desktop.press("Tab", "Tab")
    desktop.type(show.url)
    desktop.press("Return")
    desktop.window(TRUST)
    desktop.press(*YES)
    desktop.wait_page("studio", "preview")
