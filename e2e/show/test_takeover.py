"""The host seat: taken over by one click, and nothing of the old studio reaches the audience after that."""

import asyncio
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import httpx2
import numpy as np
from livekit import rtc

from e2e.conftest import BLUE, RED
from e2e.kaibo import OURS, Kaibo, until
from e2e.person import Person
from e2e.test_show import near

SAVE_TOKENS = """(() => {
  window.__tokens = [];
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(url, ...rest) {
      super(url, ...rest);
      window.__tokens.push(new URL(url).searchParams.get('access_token'));
    }
  };
})()"""
COUNT_GREEN = """() => {
  const video = document.querySelector('video#program');
  const ctx = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  window.__looked = window.__greens = 0;
  const look = () => {
    ctx.drawImage(video, 0, 0, 8, 8);
    const [r, g, b] = ctx.getImageData(4, 2, 1, 1).data;
    window.__looked += 1;
    if (g > 150 && r < 100 && b < 100) window.__greens += 1;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""


async def replay(url: str, token: str, seconds: float) -> int:
    """Publish green with a saved token, again whenever put out; how often that got in."""
    entered, end = 0, time.monotonic() + seconds
    green = np.zeros((90, 160, 4), np.uint8)
    green[:, :, 1] = green[:, :, 3] = 255
    while time.monotonic() < end:
        room, source = rtc.Room(), rtc.VideoSource(160, 90)
        try:
            await room.connect(url, token)
            entered += 1
            track = rtc.LocalVideoTrack.create_video_track("green", source)
            options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA)
            publishing = asyncio.create_task(room.local_participant.publish_track(track, options))
            while room.isconnected() and time.monotonic() < end:
                source.capture_frame(rtc.VideoFrame(160, 90, rtc.VideoBufferType.RGBA, green.tobytes()))
                await asyncio.sleep(0.05)
            publishing.cancel()
        except rtc.ConnectError:
            await asyncio.sleep(0.2)
        finally:
            await room.disconnect()
    return entered


def takeovers(kaibo: Kaibo) -> list[tuple[str, float]]:
    """What was done about the seat, the oldest first, and how many seconds after what was before it."""
    found = kaibo.call("ListAuditEvents", OURS, ActivityId=kaibo.said["ActivityId"], Kinds=["takeover"])["Events"]
    times = [event["Time"] / 1000 for event in reversed(found)]
    gaps = [after - before for before, after in pairwise([*times[:1], *times])]
    return [(event["Detail"], gap) for event, gap in zip(reversed(found), gaps, strict=True)]


def test_complaint_38_a_takeover_ends_all_that_the_old_studio_could_do(
    kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    first, second, viewer = person("host"), person("guest"), person()
    first.page.add_init_script(SAVE_TOKENS)
    first.enter(kaibo.said["HostUrl"], "studio")
    first.page.click("#go-live")
    first.wait("live")
    tokens = first.page.evaluate("window.__tokens")
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("live")
    viewer.frames()

    second.enter(kaibo.said["HostUrl"], "studio", "taken")
    assert "Chrom" in second.page.inner_text("[role=alert]")
    second.page.click("#take-over")
    first.page.wait_for_selector("#refuse")
    assert "wants to host instead" in first.page.inner_text("aside [role=alert]")
    assert second.state() == "taken", "not before they had their ten seconds"
    assert 0 < int(second.page.inner_text("[role=timer]")) <= 10
    second.wait("live")
    first.wait("taken")
    (asked, _), (taken, seconds) = takeovers(kaibo)
    assert (asked, taken) == ("asked", "taken")
    assert seconds >= 10
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 10, "the second studio's picture")

    session = first.page.url
    cookies = {c["name"]: c["value"] for c in first.context.cookies(session) if "name" in c and "value" in c}
    livekit = f"ws://127.0.0.1:{kaibo.livekit['port']}"
    for token in tokens:
        refused = httpx2.get(f"{session}/rtc/v1/validate", params={"access_token": token}, cookies=cookies)
        assert refused.status_code == 403, "the relay lets an old token through"

    program = tokens[-1]
    began = viewer.frames()
    viewer.page.evaluate(COUNT_GREEN)
    with ThreadPoolExecutor(1) as beside:
        entered = beside.submit(asyncio.run, replay(livekit, program, 6)).result()
    assert entered > 0, "the replay was to get in for moments: the second line is what is tried here"
    assert viewer.frames() > began + 20, "the show stood still meanwhile"
    assert viewer.page.evaluate("window.__looked") > 20
    assert viewer.page.evaluate("window.__greens") == 0
    assert near(viewer.colour(0.5, 0.3), BLUE)
    assert second.state() == "live"
    assert kaibo.activity()["Status"] == 1
    assert first.state() == "taken"


def test_a_duplicated_tab_starts_no_fight(on_air: tuple[Person, Person], kaibo: Kaibo) -> None:
    host, viewer = on_air
    copy = host.tab()
    copy.page.goto(host.page.url)
    copy.wait("live")
    host.wait("taken")
    before = viewer.frames()
    until(lambda: viewer.frames() > before + 30, 15, "pictures from the newer tab")
    assert copy.state() == "live"
    assert host.state() == "taken"
    host.page.click("#take-over")
    host.wait("live")
    copy.wait("taken")
    before = viewer.frames()
    until(lambda: viewer.frames() > before + 30, 15, "pictures from the older tab again")


def test_a_reload_and_a_crash_come_back_to_the_same_session(on_air: tuple[Person, Person], kaibo: Kaibo) -> None:
    host, viewer = on_air
    session = host.page.url
    host.page.reload()
    host.wait("live")
    before = viewer.frames()
    until(lambda: viewer.frames() > before + 30, 15, "pictures after the reload")

    host.page.close()
    viewer.wait("away")
    assert kaibo.activity()["Status"] == 1
    host.page = host.context.new_page()
    host.page.goto(session)
    host.wait("live")
    viewer.wait("live")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the host's picture")


def test_a_leaked_link_is_undone_on_air_in_two_clicks(on_air: tuple[Person, Person], kaibo: Kaibo, person: Any) -> None:
    """Whoever else has the host's link asks for the seat; the host stays, and makes a new link."""
    host, viewer = on_air
    stranger = person("guest")
    stranger.enter(kaibo.said["HostUrl"], "studio", "taken")
    stranger.page.click("#take-over")
    before = viewer.frames()
    host.page.click("#refuse")
    stranger.page.wait_for_selector("text=They want to keep hosting there")
    host.page.click("#renew-link")
    stranger.page.wait_for_selector("text=This link was turned off")
    host.page.wait_for_selector("#copy-host-link")
    assert host.state() == "live"
    until(lambda: viewer.frames() > before + 30, 10, "the show goes on")
    answer = httpx2.get(kaibo.said["HostUrl"])
    assert answer.status_code == 404
    assert 'data-reason="revoked"' in answer.text
    host.page.click("#close-renewal")
    host.page.click("#new-link")
    host.page.wait_for_selector("#copy-host-link")  # what was made stays within reach
    host.page.reload()
    host.wait("live")
    host.page.click("#new-link")  # nobody has to ask for the seat first
    host.page.click("#renew-link")
    host.page.wait_for_selector("#copy-host-link")
    assert host.state() == "live"
    links = kaibo.call("GetDownloadLiveClient", "2023-08-01", ActivityId=kaibo.said["ActivityId"])
    beside = host.tab()
    beside.page.goto(str(links["Url"]))
    beside.page.click("#use-browser")
    beside.wait("onairhere")  # it leads back here, and makes no session that would ask for the seat


def test_a_leaked_link_puts_no_true_host_out(on_air: tuple[Person, Person], kaibo: Kaibo, person: Any) -> None:
    """An intruder takes the seat from a host who does not answer, and makes a new link. The host comes back at once,
    and puts the intruder out in two clicks."""
    host, viewer = on_air
    intruder = person("guest")
    intruder.enter(kaibo.said["HostUrl"], "studio", "taken")
    intruder.page.click("#take-over")
    intruder.wait("live")
    host.wait("taken")
    intruder.page.click("#new-link")
    intruder.page.click("#renew-link")
    intruder.page.wait_for_selector("#copy-host-link")
    host.page.wait_for_selector("#take-over:has-text('Take it back')")
    host.page.click("#take-over")
    host.wait("live")
    intruder.wait("taken")
    assert [how for how, _ in takeovers(kaibo)] == ["asked", "taken", "taken-back"]
    assert intruder.page.inner_text("#take-over") == "Take over here", "the intruder has to ask"
    host.page.click("#renew-link")
    intruder.page.wait_for_selector("text=This link was turned off")
    assert host.state() == "live"
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the true host's picture")


def test_a_removal_shows_who_came_by_the_same_link(on_air: tuple[Person, Person], kaibo: Kaibo, person: Any) -> None:
    host, _ = on_air
    url = kaibo.link("guest", UserName="团队")
    guests = [person("guest"), person("other")]
    for one in guests:
        one.enter(url, "guest")
        one.page.click("#join-stage")
        one.wait("onstage")
    host.page.locator("[data-action=remove]").first.click()
    host.page.wait_for_selector("text=1 other used the same link")
    every = host.page.locator("[data-action=remove-all]")
    every.focus()
    host.page.keyboard.press("Enter")
    for one in guests:
        one.wait("removed")
    every.wait_for(state="detached")
    assert host.state() == "live"


def test_who_was_refused_twice_is_told_to_wait(on_air: tuple[Person, Person], kaibo: Kaibo, person: Any) -> None:
    host, _ = on_air
    second = person("guest")
    second.enter(kaibo.said["HostUrl"], "studio", "taken")
    for _ in range(2):
        second.page.click("#take-over")
        host.page.click("#refuse")
        second.page.wait_for_selector("text=They want to keep hosting there")
    waits = second.page.wait_for_selector("text=You can ask again in")
    assert waits
    assert 0 < int(re.findall(r"\d+", waits.inner_text())[-1]) <= 60
    assert not second.page.is_visible("#take-over")
    assert host.state() == "live"
    assert [how for how, _ in takeovers(kaibo)] == ["asked", "refused"] * 2


def test_who_sits_there_hands_over_and_takes_back(on_air: tuple[Person, Person], kaibo: Kaibo, person: Any) -> None:
    host, viewer = on_air
    second = person("guest")
    second.enter(kaibo.said["HostUrl"], "studio", "taken")
    second.page.click("#take-over")
    host.page.click("#hand-over")
    second.wait("live")
    host.wait("taken")
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 10, "the second host's picture")
    host.page.click("#take-over")
    second.page.click("#hand-over")
    host.wait("live")
    assert [how for how, _ in takeovers(kaibo)] == ["asked", "handed-over"] * 2, "nobody waited for ten seconds"
    host.page.wait_for_selector("#renew-link")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the first host's picture")


def test_a_holder_who_is_gone_for_five_seconds_is_replaced_and_nothing_fights(
    on_air: tuple[Person, Person], kaibo: Kaibo, person: Any
) -> None:
    host, viewer = on_air
    session = host.page.url
    second = person("guest")
    second.enter(kaibo.said["HostUrl"], "studio", "taken")
    host.page.close()
    second.page.click("#take-over")
    second.wait("live")
    (asked, _), (gone, seconds) = takeovers(kaibo)
    assert (asked, gone) == ("asked", "gone")
    assert seconds < 10, "as soon as the holder is gone, and not after ten seconds"
    host.page = host.context.new_page()
    host.page.goto(session)
    host.wait("taken")
    before = viewer.frames()
    time.sleep(4)
    until(lambda: viewer.frames() > before + 60, 15, "the show goes on")
    assert (host.state(), second.state()) == ("taken", "live"), "without a click nothing changes hands"


def test_complaint_27_another_link_while_on_air_asks_first(on_air: tuple[Person, Person], kaibo: Kaibo) -> None:
    host, viewer = on_air
    beside = host.tab()
    beside.page.goto(kaibo.said["GuestUrl"])
    beside.page.click("#use-browser")
    beside.page.wait_for_selector("body[data-page='enter'][data-state='onair']")
    assert host.state() == "live"
    beside.page.click("#open-anyway")
    beside.page.wait_for_selector("body[data-page='guest']")
    assert host.state() == "live"


def test_complaint_27_its_own_link_in_another_tab_moves_nothing_unasked(
    on_air: tuple[Person, Person], kaibo: Kaibo
) -> None:
    host, viewer = on_air
    beside = host.tab()
    beside.page.goto(kaibo.said["HostUrl"])
    beside.page.click("#use-browser")
    beside.wait("onairhere")
    assert beside.page.is_visible("text=You’re on air with this in another tab of this browser")
    beside.page.evaluate("localStorage.setItem('kaibo.lang', 'zh')")
    beside.page.reload()
    beside.wait("onairhere")
    assert beside.page.is_visible("text=这场直播正在这个浏览器的另一个标签页里进行")
    shown = viewer.frames()
    until(lambda: viewer.frames() > shown + 30, 15, "the show goes on")
    assert host.state() == "live"
    beside.page.click("#bring-here")
    beside.page.wait_for_url(host.page.url)
    beside.wait("live")
    host.page.wait_for_selector("text=Moved to another tab")


def test_complaint_27_a_used_link_of_who_is_on_air_moves_nothing_unasked(
    kaibo: Kaibo, person: Callable[..., Person]
) -> None:
    """Its page goes back in by itself, where nobody is on air."""
    host, url = person("host"), kaibo.link("host", UserName="林晓", MaxUses=1)
    host.enter(url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    beside = host.tab()
    beside.page.goto(url)
    beside.wait("onairhere")
    assert host.state() == "live"
    host.page.close()
    beside.page.reload()
    beside.page.wait_for_selector("body[data-page='studio']")


def test_complaint_27_a_session_of_another_show_asks_as_well(on_air: tuple[Person, Person], kaibo: Kaibo) -> None:
    host, _ = on_air
    other = kaibo.call("CreateActivityAPIV2", Name="another show")["ActivityId"]
    url = kaibo.link("host", ActivityId=other)
    beside = host.tab()
    sessions = []
    for _ in ("a new session", "the session that is there already"):
        beside.page.goto(url)
        beside.page.click("#use-browser")
        beside.wait("onair")
        beside.page.click("#open-anyway")
        beside.page.wait_for_selector("body[data-page='studio']")
        sessions.append(beside.page.url)
    assert sessions[0] == sessions[1]
    assert host.state() == "live"
