"""What breaks under a show comes back without a click."""

import os
import signal
import time
from collections.abc import Callable

import pytest

from e2e.conftest import RED
from e2e.kaibo import GONE_SECONDS, Kaibo, until
from e2e.person import Person
from e2e.test_show import HEARD, SILENT, near

pytestmark = pytest.mark.alone

BACK = 15
COVER_MS = 2500
NOTE_TIMES = """() => {
  const video = document.querySelector('video#program');
  const note = () => { window.__lastFrameAt = performance.now(); video.requestVideoFrameCallback(note); };
  video.requestVideoFrameCallback(note);
  new MutationObserver((_, observer) => {
    if (document.body.dataset.state !== 'away') return;
    window.__awayAt = performance.now();
    observer.disconnect();
  }).observe(document.body, { attributes: true });
}"""
"""By the viewer's own clock: how long the test takes to look does not count."""


def renderer_pids(person: Person) -> list[int]:
    """Every process of this person's browser."""
    session = person.browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return [int(one["id"]) for one in found]


def test_livekit_killed_twice(on_air: tuple[Person, Person], kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, viewer = on_air
    guest = person("guest")
    guest.enter(kaibo.said["GuestUrl"], "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    guest.page.wait_for_selector("[data-identity^='host-'] video")
    for _ in range(2):
        pid = kaibo.livekit_pid
        os.kill(pid, signal.SIGKILL)
        until(lambda pid=pid: kaibo.livekit_pid != pid, 5, "a new LiveKit")  # type: ignore[misc]
        before = viewer.frames()
        until(lambda before=before: viewer.frames() > before + 30, BACK, "pictures again")  # type: ignore[misc]
        viewer.wait("live", BACK)
        until(lambda: host.state() == "live", BACK, "the host on air")
        guest.page.wait_for_selector("[data-identity^='host-'] video")
        assert kaibo.activity()["Status"] == 1
    assert "eyJ" not in kaibo.log()


def test_the_server_killed_and_back(on_air: tuple[Person, Person], kaibo: Kaibo, record_property: object) -> None:
    host, viewer = on_air
    before = viewer.frames()
    kaibo.kill()
    until(lambda: viewer.frames() > before + 90, 10, "the picture goes on without the server")
    assert viewer.state() == "live"
    pid = kaibo.livekit_pid
    kaibo.start()
    assert kaibo.livekit_pid == pid, "LiveKit was not adopted"
    before = viewer.frames()
    until(lambda: viewer.frames() > before + 60, 10, "the picture goes on after its return")
    until(lambda: kaibo.activity()["Status"] == 1, 5, "still live")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    viewer.wait("over")


def test_complaint_37_a_frozen_host_is_away_at_once_and_over_after_the_grace(
    on_air: tuple[Person, Person], kaibo: Kaibo
) -> None:
    host, viewer = on_air
    viewer.page.evaluate(NOTE_TIMES)
    until(lambda: viewer.page.evaluate("window.__lastFrameAt"), 5, "a picture")
    frozen = renderer_pids(host)
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        until(lambda: viewer.state() == "away", 5, "the cover")
        assert viewer.page.evaluate("window.__awayAt - window.__lastFrameAt") <= COVER_MS
        assert kaibo.activity()["Status"] == 1
        viewer.wait("over", 45)  # LiveKit notices after 21 s; the grace period is 8 s here
        assert kaibo.activity()["Status"] == 4
    finally:
        for pid in frozen:
            os.kill(pid, signal.SIGCONT)


def test_complaint_34_while_the_host_is_gone_guests_are_before_no_audience(
    on_air: tuple[Person, Person], kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    host, viewer = on_air
    guest = person("guest")
    guest.enter(kaibo.said["GuestUrl"], "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    viewer.open_sound()
    until(lambda: viewer.loudness("#program", 880)[0] > HEARD, 15, "the guest at the viewer")
    host.browser.close()
    viewer.wait("away")
    guest.page.wait_for_selector("text=The host isn’t here yet")
    shown = viewer.frames()
    assert viewer.loudness("#program", 880)[0] < SILENT
    viewer.wait("over", 30)
    assert viewer.frames() < shown + 15, "no more than what was on its way"
    assert guest.state() != "onstage"


def test_complaint_36_the_same_link_brings_a_vanished_host_back(
    start: Callable[..., Kaibo], person: Callable[..., Person]
) -> None:
    kaibo = start(KAIBO_GRACE_SECONDS="60")
    host, viewer = person("host"), person()
    host.enter(kaibo.said["HostUrl"], "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("live")
    host.browser.close()
    viewer.wait("away")
    time.sleep(GONE_SECONDS)
    again = person("host")
    again.enter(kaibo.said["HostUrl"], "studio")
    again.page.click("#go-live")
    again.wait("live")
    viewer.wait("live")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the host's picture")
    airings = kaibo.call("ListAnActivityStartAndEndTimeAPI", ActivityId=kaibo.said["ActivityId"])["StartAndEndTime"]
    assert len(airings) == 1


@pytest.mark.parametrize("role", ["host", "guest"])
def test_complaint_30_without_a_camera_or_a_microphone_one_enters(
    kaibo: Kaibo, person: Callable[..., Person], role: str
) -> None:
    bare = person()
    if role == "host":
        bare.enter(kaibo.said["HostUrl"], "studio")
        bare.page.click("#go-live")
        bare.wait("live")
        assert kaibo.activity()["Status"] == 1
    else:
        bare.enter(kaibo.said["GuestUrl"], "guest")
        bare.page.click("#join-stage")
        bare.wait("onstage")
    assert bare.page.get_by_role("alert").count() >= 1
