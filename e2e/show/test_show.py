"""The newcomer's way, from a link to a viewer's screen, with picture and sound checked at the other end."""

import time
from collections.abc import Callable

import pytest

from e2e.conftest import BLUE, RED
from e2e.kaibo import Kaibo, until
from e2e.person import Person

pytestmark = pytest.mark.alone

HEARD, SILENT = -75, -85  # dB


def near(found: list[float], wanted: tuple[int, int, int], slack: int = 40) -> bool:
    return all(abs(a - b) <= slack for a, b in zip(found, wanted, strict=True))


def test_from_a_link_to_a_viewers_screen(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, guest, viewer = person("host"), person("guest"), person()

    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("waiting")
    host.page.goto(kaibo.said["HostUrl"])
    for choice in ("open-app", "download-app", "use-browser"):
        assert host.page.is_visible(f"#{choice}")
    host.enter(kaibo.said["HostUrl"], "studio")
    assert (host.page.inner_text("h1"), host.page.inner_text("#who")) == (kaibo.activity()["Name"], "You’re the host")
    until(lambda: near(host.colour(0.5, 0.3), RED), 10, "the host's camera in the preview")
    assert kaibo.activity()["Status"] == 2

    host.page.click("#go-live")
    host.wait("live")
    until(lambda: kaibo.activity()["Status"] == 1, 5, "status live")
    viewer.wait("live")
    viewer.frames()
    until(lambda: viewer.frames() > 30, 10, "pictures at the viewer")
    assert near(viewer.colour(0.5, 0.3), RED)

    guest.enter(kaibo.said["GuestUrl"], "guest")
    guest.page.click("#join-stage")
    guest.wait("onstage")
    until(
        lambda: near(viewer.colour(0.25, 0.3), RED) and near(viewer.colour(0.75, 0.3), BLUE), 15, "both, side by side"
    )
    until(lambda: guest.page.get_attribute("body", "data-air") == "true", 10, "the guest hears of being on air")
    guest.page.wait_for_selector("[data-identity^='host-'] video")

    viewer.open_sound()
    until(lambda: min(viewer.loudness("#program", 440, 880)) > HEARD, 15, "both voices at the viewer")
    until(lambda: guest.loudness("audio", 440)[0] > HEARD, 15, "the guest hears the host")
    assert guest.loudness("audio", 880)[0] < SILENT, "the guest hears itself"
    until(lambda: host.loudness("audio", 880)[0] > HEARD, 15, "the host hears the guest")

    host.page.click("#share-screen")
    until(lambda: not near(viewer.colour(0.3, 0.3), RED) and not near(viewer.colour(0.3, 0.3), BLUE), 15, "the screen")
    host.page.click("#share-screen")

    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    viewer.wait("over")
    guest.wait("ended")
    assert kaibo.activity()["Status"] == 4
    airings = kaibo.call("ListAnActivityStartAndEndTimeAPI", ActivityId=kaibo.said["ActivityId"])["StartAndEndTime"]
    assert [one["OrderNumber"] for one in airings] == [1]
    assert airings[0]["EndTime"] >= airings[0]["StartTime"] > 0

    host.page.click("#go-live")
    host.wait("live")
    viewer.wait("live")
    assert kaibo.activity()["Status"] == 1


def test_nothing_is_published_before_a_click(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, guest = person("host"), person("guest")
    host.enter(kaibo.said["HostUrl"], "studio")
    guest.enter(kaibo.said["GuestUrl"], "guest")
    until(lambda: near(host.colour(0.5, 0.3), RED), 10, "the host's camera in the preview")
    stays(kaibo, set())

    guest.page.click("#join-stage")
    guest.wait("onstage")
    until(lambda: kaibo.publishing() == {"guest"}, 10, "the guest")
    host.page.wait_for_selector("#meet-guests")
    stays(kaibo, {"guest"})

    host.page.click("#meet-guests")
    until(lambda: kaibo.publishing() == {"guest", "host"}, 10, "the host on the stage")
    guest.page.wait_for_selector("[data-identity^='host-'] video")
    until(lambda: guest.loudness("audio", 440)[0] > HEARD, 15, "the guest hears the host")
    assert host.page.locator("#meet-guests").count() == 0
    host.page.reload()
    host.wait("preview")
    until(lambda: "host" in kaibo.publishing(), 15, "the host again, after a reload")

    host.page.click("#go-live")
    host.wait("live")
    until(lambda: kaibo.publishing() == {"guest", "host", "program"}, 10, "the program")


def test_going_live_is_the_click_that_guests_wait_for(kaibo: Kaibo, person: Callable[..., Person]) -> None:
    host, guest = person("host"), person("guest")
    host.enter(kaibo.said["HostUrl"], "studio")
    guest.enter(kaibo.said["GuestUrl"], "guest")
    guest.page.click("#join-stage")
    host.page.wait_for_selector("#meet-guests")
    host.page.click("#go-live")
    host.wait("live")
    until(lambda: kaibo.publishing() == {"guest", "host", "program"}, 10, "all of them")
    assert host.page.locator("#meet-guests").count() == 0


def stays(kaibo: Kaibo, whose: set[str]) -> None:
    """For longer than going live takes."""
    began = time.monotonic()
    until(lambda: time.monotonic() - began > 3 or kaibo.publishing() != whose, 10, "a while")
    assert kaibo.publishing() == whose
