"""A device that goes away is replaced, and a person hears of a device that gives nothing."""

import wave
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import TimeoutError as NotYetError, expect

from e2e.cameras import BLUE, HEARD, RED, SILENT, near
from e2e.kaibo import Show, until
from e2e.person import Person
from e2e.plugs import FREEZING_SCREEN, HAND_MICROPHONE, TWO_CAMERAS, plug, unplug

LEFT, RIGHT = (0.25, 0.3), (0.75, 0.3)


def test_cameras_and_microphones_go_to_viewers_and_come_back_by_themselves(
    show: Show, person: Callable[..., Person]
) -> None:
    host, viewer = person("host"), person()
    host.page.add_init_script(TWO_CAMERAS)
    host.page.add_init_script(HAND_MICROPHONE)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 20, "the red camera at the viewer")
    notice = host.page.locator("#camera-away")
    unplug(host, "red")
    expect(notice).to_contain_text("“red camera” is not connected")
    expect(notice).to_contain_text("“blue camera” is used for now")
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 20, "the blue camera at the viewer")
    plug(host, "red")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 20, "the red camera again")
    expect(notice).to_have_count(0)
    assert host.page.evaluate("localStorage.getItem('kaibo.camera')") is None
    viewer.wait("live")
    assert host.state() == "live"

    page = host.page
    page.click("#edit-scene")
    for words in ("Camera: blue camera", "Microphone: hand microphone"):
        page.click("#add-source")
        page.click(f"[data-add]:has-text('{words}')")
    page.click("#show-to-viewers")
    until(lambda: near(viewer.colour(*LEFT), RED) and near(viewer.colour(*RIGHT), BLUE), 20, "both cameras")
    viewer.open_sound()
    until(lambda: min(viewer.loudness("#program", 440, 660)) > HEARD, 15, "both microphones")

    page.click("[data-microphone] [data-mute]")
    until(lambda: viewer.loudness("#program", 660)[0] < SILENT, 15, "one microphone alone")
    until(lambda: viewer.loudness("#program", 440)[0] > HEARD, 10, "the other one still")
    page.click("[data-microphone] [data-mute]")
    until(lambda: viewer.loudness("#program", 660)[0] > HEARD, 15, "the other one again")
    page.keyboard.press("m")
    until(lambda: max(viewer.loudness("#program", 440, 660)) < SILENT, 15, "both are muted")

    unplug(host, "blue")
    expect(page.locator("#device-missing")).to_contain_text("“blue camera”")
    expect(page.get_by_role("img", name="This camera is not plugged in")).to_be_visible()
    until(lambda: not near(viewer.colour(*RIGHT), BLUE), 20, "no second camera")
    assert near(viewer.colour(*LEFT), RED)
    plug(host, "blue")
    until(lambda: near(viewer.colour(*RIGHT), BLUE), 20, "the second camera again")
    expect(page.locator("#device-missing")).to_have_count(0)
    sources = show.call("GetShowDesign", "2026-12-01", ActivityId=show.activity_id)["Design"]["sources"]
    assert {source["device"] for source in sources.values() if "device" in source} == {"", "blue", "hand"}


def test_guest_whose_camera_is_unplugged_stays_in_the_picture(show: Show, person: Callable[..., Person]) -> None:
    guest = person("guest")
    guest.page.add_init_script(TWO_CAMERAS)
    guest.enter(show.guest_url(), "guest")
    guest.page.wait_for_selector("video")
    unplug(guest, "red")
    expect(guest.page.locator("#camera-away")).to_contain_text("“blue camera” is used for now")
    unplug(guest, "blue")
    expect(guest.page.locator("#camera-away")).to_have_count(0)
    expect(guest.page.get_by_role("alert")).to_contain_text("No camera found")
    plug(guest, "red")
    guest.page.wait_for_selector("video")
    expect(guest.page.get_by_role("alert")).to_have_count(0)


def test_host_is_told_of_a_microphone_without_any_sound(
    show: Show, person: Callable[..., Person], tmp_path: Path
) -> None:
    with wave.open(str(tmp_path / "nothing.wav"), "wb") as silence:
        silence.setnchannels(1)
        silence.setsampwidth(2)
        silence.setframerate(48_000)
        silence.writeframes(bytes(2 * 48_000))
    host = person("host", f"--use-file-for-fake-audio-capture={tmp_path / 'nothing.wav'}", alone=True)
    host.enter(show.host_url, "studio")
    notice = host.page.locator("#mic-silent")
    expect(notice).to_contain_text("sends no sound at all", timeout=60_000)
    host.page.click("#mic")
    expect(notice).to_have_count(0)


def test_host_is_told_of_a_shared_screen_that_stands_still(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.add_init_script(FREEZING_SCREEN)
    host.enter(show.host_url, "studio")
    host.page.click("#share-screen")
    notice = host.page.locator("#screen-still")

    def told() -> bool:
        """Stop the screen for a while. A slow machine may not have seen yet that it repeats its picture."""
        host.page.evaluate("window.screenGoes = true")
        host.page.wait_for_timeout(4000)
        host.page.evaluate("window.screenGoes = false")
        try:
            notice.wait_for(timeout=5000)
        except NotYetError:
            return False
        return True

    until(told, 60, "the notice about the screen")
    host.page.evaluate("window.screenGoes = true")
    expect(notice).to_have_count(0)
    host.page.click("#share-screen")
