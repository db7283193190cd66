"""A show comes back without a click from what breaks under it."""

import os
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.cameras import HEARD, RED, SILENT, near
from e2e.conftest import go_on_air, join_stage
from e2e.kaibo import Show, until
from e2e.person import Person, frozen

BACK = 15
HOST_PICTURE = "[data-identity^='host-'] video"
BREAK_CLOCK = """() => {
  window.__mend = String.prototype.padStart;
  String.prototype.padStart = () => { throw new Error('a mistake of the page'); };
}"""
TRACKS = "document.querySelector('#program').srcObject.getTracks().map((track) => track.id)"


def all_on_air(show: Show, person: Callable[..., Person]) -> tuple[Person, Person, Person]:
    """Put a show on air with a guest who sees the host. Return host, viewer and guest."""
    show.trust_guests()
    host, viewer = go_on_air(show, person)
    guest = join_stage(show, person)
    guest.page.wait_for_selector(HOST_PICTURE)
    return host, viewer, guest


def test_show_goes_on_after_livekit_was_killed_twice(start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show = start()
    host, viewer, guest = all_on_air(show, person)
    for _ in range(2):
        pid = show.server.livekit_pid
        os.kill(pid, signal.SIGKILL)
        until(lambda pid=pid: show.server.livekit_pid != pid, 5, "a new LiveKit")  # type: ignore[misc]
        viewer.goes_on()
        viewer.wait("live", BACK)
        until(lambda: host.state() == "live", BACK, "the host on air")
        guest.page.wait_for_selector(HOST_PICTURE)
        assert show.activity()["Status"] == 1
    assert "eyJ" not in show.server.log()


@pytest.mark.soak
def test_show_goes_on_with_one_reconnect_each_after_its_rooms_were_deleted(
    show: Show, person: Callable[..., Person]
) -> None:
    """A drained LiveKit node loses its rooms in this way."""
    host, viewer, guest = all_on_air(show, person)
    guest.goes_on()  # the guest sees the program too
    opened = []
    for each in (host, guest, viewer):
        each.page.on("websocket", lambda socket: opened.append(socket.url) if "/rtc" in socket.url else None)
    rooms = {room.sid for room, _ in show.rooms()}
    assert len(rooms) == 2
    show.delete_rooms()
    until(lambda: len({room.sid for room, _ in show.rooms()} - rooms) == 2, BACK, "two new rooms")
    viewer.goes_on()
    guest.goes_on()
    guest.page.wait_for_selector(HOST_PICTURE)
    until(lambda: [each.state() for each in (host, guest, viewer)] == ["live", "onstage", "live"], BACK, "all back")
    assert len(opened) == 5, "the host and the guest are in both rooms, the viewer in one"
    assert show.activity()["Status"] == 1


def test_show_goes_on_while_the_server_is_away(start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show = start()
    host, viewer = go_on_air(show, person)
    show.server.kill()
    viewer.goes_on(45)
    viewer.wait("live")
    pid = show.server.livekit_pid
    show.server.start()
    assert show.server.livekit_pid == pid, "LiveKit was not adopted"
    viewer.goes_on(30)
    until(lambda: show.activity()["Status"] == 1, 5, "still live")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    viewer.wait("over")


def test_show_goes_on_while_the_hosts_page_has_failed(show: Show, person: Callable[..., Person]) -> None:
    show.trust_guests()
    host, viewer = go_on_air(show, person)
    join_stage(show, person)
    viewer.open_sound()
    until(lambda: viewer.loudness("#program", 880)[0] > HEARD, 15, "the guest at the viewer")
    before = viewer.page.evaluate(TRACKS)
    host.page.evaluate(BREAK_CLOCK)
    host.page.wait_for_selector("text=The show goes on: viewers still see and hear you.")
    viewer.goes_on()
    until(lambda: min(viewer.loudness("#program", 440, 880)) > HEARD, 15, "both voices still")
    host.page.evaluate("() => { String.prototype.padStart = window.__mend; }")
    host.page.click("#try-again")
    host.page.wait_for_selector("#end-live")
    viewer.goes_on()
    assert viewer.page.evaluate(TRACKS) == before
    viewer.wait("live")
    assert host.state() == "live"


def test_viewers_are_told_while_the_host_is_frozen(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host", alone=True), person()
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.goes_on()
    with frozen(host):
        viewer.wait("slow")
        viewer.page.wait_for_selector("text=Connection is slow")
        assert show.activity()["Status"] == 1
    viewer.wait("live")
    viewer.goes_on()


def test_complaint_34_guests_have_no_audience_while_the_host_is_gone(
    on_air: tuple[Person, Person], show: Show, person: Callable[..., Person]
) -> None:
    host, viewer = on_air
    show.trust_guests()
    guest = join_stage(show, person)
    viewer.open_sound()
    until(lambda: viewer.loudness("#program", 880)[0] > HEARD, 15, "the guest at the viewer")
    host.leave()
    viewer.wait("away")
    guest.page.wait_for_selector("text=The host isn’t here yet")
    shown = viewer.frames()
    until(lambda: viewer.loudness("#program", 880)[0] < SILENT, 10, "no voice after what was on its way")
    assert viewer.state() == "away", "the voice ended before the show did"
    viewer.wait("over", 30)
    assert viewer.frames() < shown + 15, "no more than what was on its way"
    guest.page.wait_for_selector("body:not([data-state=onstage])")


def test_complaint_36_same_link_brings_a_vanished_host_back(
    start: Callable[..., Show], person: Callable[..., Person]
) -> None:
    show = start(KAIBO_GRACE_SECONDS="60")
    host, viewer = go_on_air(show, person)
    host.leave()
    viewer.wait("away")
    again = person("host")
    again.take_free_seat(show.host_url)
    again.page.click("#go-live")
    again.wait("live")
    viewer.wait("live")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the host's picture")
    airings = show.call("ListAnActivityStartAndEndTimeAPI", ActivityId=show.activity_id)["StartAndEndTime"]
    assert len(airings) == 1


@pytest.mark.parametrize("role", ["host", "guest"])
def test_complaint_30_person_without_devices_enters(show: Show, person: Callable[..., Person], role: str) -> None:
    bare = person()
    if role == "host":
        bare.enter(show.host_url, "studio")
        expect(bare.page.locator("#go-live")).to_contain_text("Go live without sound and picture")
        bare.page.click("#go-live")
        bare.page.click("dialog #go-live")
        bare.wait("live")
        assert show.activity()["Status"] == 1
    else:
        bare.enter(show.guest_url(), "guest")
        bare.page.click("#join-stage")
        bare.wait("onstage")
    assert bare.page.get_by_role("alert").count() >= 1
