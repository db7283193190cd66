"""A host's first show, from a link to a viewer's screen. Picture and sound are checked at the other end."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import expect

from e2e.cameras import BLUE, HEARD, RED, SILENT, near
from e2e.hello import SAY
from e2e.kaibo import Show, until
from e2e.launch_page import reason, reopened
from e2e.person import Person
from e2e.squeezed import squeezed

REPORT = re.compile("/call/ReportPicture$")
NEW = "2023-08-01"


def test_host_comes_from_a_link_to_a_viewers_screen(show: Show, person: Callable[..., Person]) -> None:
    host, guest, viewer = person("host"), person("guest"), person()

    viewer.page.goto(show.watch_url)
    viewer.wait("waiting")
    host.page.goto(show.host_url)
    host.enter(show.host_url, "studio")
    assert (host.page.inner_text("h1"), host.page.inner_text("#who")) == (show.activity()["Name"], "You’re the host")
    until(lambda: near(host.colour(0.5, 0.3), RED), 10, "the host's camera in the preview")
    assert show.activity()["Status"] == 2

    host.page.click("#go-live")
    host.wait("live")
    until(lambda: show.activity()["Status"] == 1, 5, "status live")
    viewer.wait("live")
    viewer.frames()
    until(lambda: viewer.frames() > 15, 10, "pictures at the viewer")
    assert near(viewer.colour(0.5, 0.3), RED)

    guest.enter(show.guest_url(), "guest")
    with host.page.expect_response(REPORT) as at_host, guest.page.expect_response(REPORT) as at_guest:
        guest.page.click("#join-stage")
        guest.wait("onstage")
    for told in (at_host.value, at_guest.value):
        assert told.status == 200
        assert json.loads(told.request.post_data or "")["FirstPictureMs"] > 0
    expect(host.page).to_have_title(re.compile(r"^\(1\) "))
    assert near(viewer.colour(0.75, 0.3), RED), "the guest waits backstage"
    host.page.click("[data-action=bring]")
    until(
        lambda: near(viewer.colour(0.25, 0.3), RED) and near(viewer.colour(0.75, 0.3), BLUE), 15, "both, side by side"
    )
    assert host.page.locator("[data-newcomer]").count() == 0
    until(lambda: guest.page.get_attribute("body", "data-air") == "true", 10, "the guest hears of being on air")
    guest.page.wait_for_selector("[data-identity^='host-'] video")

    viewer.open_sound()
    until(lambda: min(viewer.loudness("#program", 440, 880)) > HEARD, 15, "both voices at the viewer")
    until(lambda: guest.loudness("audio", 440)[0] > HEARD, 15, "the guest hears the host")
    assert guest.loudness("audio", 880)[0] < SILENT, "the guest hears itself"
    until(lambda: host.loudness("audio", 880)[0] > HEARD, 15, "the host hears the guest")

    host.page.click("#talk-off-air")
    expect(host.page.locator("#off-air-sign")).to_contain_text("Viewers do not hear you")
    until(lambda: viewer.loudness("#program", 440)[0] < SILENT, 10, "viewers do not hear the host off air")
    until(lambda: viewer.loudness("#program", 880)[0] > HEARD, 10, "viewers still hear the guest")
    until(lambda: guest.loudness("audio", 440)[0] > HEARD, 10, "the guest hears the host off air")
    host.page.click("#end-talk")
    until(lambda: viewer.loudness("#program", 440)[0] > HEARD, 10, "viewers hear the host again")

    host.page.click("#share-screen")
    until(lambda: not near(viewer.colour(0.3, 0.3), RED) and not near(viewer.colour(0.3, 0.3), BLUE), 15, "the screen")
    assert squeezed(host.page) == {}
    host.page.click("#share-screen")

    banned = person()
    banned.page.goto(show.watch_url)
    banned.wait("live")
    [(_, number), (status, _)] = [banned.page.evaluate(SAY), viewer.page.evaluate(SAY)]
    assert status == 200
    show.call("UpdateActivityUserBanStatus", NEW, ActivityId=show.activity_id, UserIds=[str(number)], BanStatus=1)
    banned.wait("door")
    assert banned.page.locator("video#program").count() == 0
    assert [each.page.evaluate(SAY)[0] for each in (banned, viewer)] == [403, 200]
    viewer.goes_on()

    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    viewer.wait("over")
    guest.wait("ended")
    assert show.activity()["Status"] == 4
    airings = show.call("ListAnActivityStartAndEndTimeAPI", ActivityId=show.activity_id)["StartAndEndTime"]
    assert [one["OrderNumber"] for one in airings] == [1]
    assert airings[0]["EndTime"] >= airings[0]["StartTime"] > 0

    host.page.click("#go-live")
    host.wait("live")
    viewer.wait("live")
    assert show.activity()["Status"] == 1


def test_nothing_is_published_before_a_click(show: Show, person: Callable[..., Person]) -> None:
    host, guest = person("host"), person("guest")
    host.enter(show.host_url, "studio")
    guest.enter(show.guest_url(), "guest")
    until(lambda: near(host.colour(0.5, 0.3), RED), 10, "the host's camera in the preview")
    assert show.publishing() == set()

    guest.page.click("#join-stage")
    guest.wait("onstage")
    host.page.wait_for_selector("#meet-guests")
    until(lambda: show.publishing() == {"guest"}, 10, "the guest")

    mute = host.page.locator("[data-session] [data-do=mute]").first
    mute.hover()
    place = mute.bounding_box()
    second = person("guest")
    second.enter(show.guest_url(), "guest")
    second.page.click("#join-stage")
    host.page.wait_for_selector("#new-above")
    assert mute.bounding_box() == place, "a card came above the pointer"
    host.page.click("#meet-guests")
    until(lambda: show.publishing() == {"guest", "host"}, 10, "the host on the stage")
    guest.page.wait_for_selector("[data-identity^='host-'] video")
    until(lambda: guest.loudness("audio", 440)[0] > HEARD, 15, "the guest hears the host")
    assert host.page.locator("#meet-guests").count() == 0
    host.page.reload()
    host.wait("preview")
    until(lambda: "host" in show.publishing(), 15, "the host again, after a reload")

    host.page.click("#go-live")
    host.wait("live")
    until(lambda: show.publishing() == {"guest", "host", "program"}, 10, "the program")


def test_show_that_is_over_opens_again_with_its_host(show: Show, person: Callable[..., Person]) -> None:
    host, guest, again = person("host"), person("guest"), person("host")
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")
    host.leave()
    url = show.guest_url("陈一鸣")
    until(lambda: reopened(guest.page, url) == "over", 30, "it is over")
    assert guest.page.is_visible("text=It ended today")
    again.take_free_seat(show.host_url)
    guest.page.reload()
    reason(guest.page, "")
