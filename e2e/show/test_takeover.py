"""The host's seat: a click takes it over. After that nothing of the old studio reaches the audience."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx2
import numpy as np
import pytest
from livekit import rtc

from e2e.cameras import BLUE, RED, near
from e2e.conftest import go_on_air
from e2e.kaibo import OURS, Show, until
from e2e.patience import patience
from e2e.people import Shared
from e2e.person import Person
from e2e.results import Keeper

Airing = tuple[Show, Person, Person]
"""A show on air, its host, and a viewer who sees it."""

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
NOBODY_ON_AIR_HERE = (
    "async () => !(await navigator.locks.query()).held.some(({ name }) => name.startsWith('kaibo.air.'))"
)
"""The browser releases the lock of a closed page a moment later."""


async def replay(url: str, token: str, enough: threading.Event, entered: threading.Semaphore) -> None:
    """Publish green with a saved token, and again after each removal. Count in `entered` how often that got in."""
    green = np.zeros((90, 160, 4), np.uint8)
    green[:, :, 1] = green[:, :, 3] = 255
    while not enough.is_set():
        room, source = rtc.Room(), rtc.VideoSource(160, 90)
        try:
            await room.connect(url, token)
            entered.release()
            track = rtc.LocalVideoTrack.create_video_track("green", source)
            options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA)
            publishing = asyncio.create_task(room.local_participant.publish_track(track, options))
            while room.isconnected() and not enough.is_set():
                source.capture_frame(rtc.VideoFrame(160, 90, rtc.VideoBufferType.RGBA, green.tobytes()))
                await asyncio.sleep(0.05)
            publishing.cancel()
        except rtc.ConnectError:
            await asyncio.sleep(0.2)
        finally:
            await room.disconnect()


def takeovers(show: Show) -> list[str]:
    """List what happened to the seat, the oldest first."""
    found = show.call("ListAuditEvents", OURS, ActivityId=show.activity_id, Kinds=["takeover"])["Events"]
    return [event["Detail"] for event in reversed(found)]


def test_complaint_38_takeover_ends_all_that_the_old_studio_could_do(show: Show, person: Callable[..., Person]) -> None:
    first, second, viewer = person("host"), person("guest"), person()
    first.page.add_init_script(SAVE_TOKENS)
    first.enter(show.host_url, "studio")
    first.page.click("#go-live")
    first.wait("live")
    tokens = first.page.evaluate("window.__tokens")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.frames()

    second.enter(show.host_url, "studio", "taken")
    assert "Chrom" in second.page.inner_text("[role=alert]")
    second.page.click("#take-over")
    first.page.wait_for_selector("#refuse")
    assert "wants to host instead" in first.page.inner_text("aside [role=alert]")
    second.page.wait_for_selector("[role=timer]:text-matches('^([1-9]|10)$')")
    second.wait("live")
    first.wait("taken")
    assert takeovers(show) == ["asked", "taken"]
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 10, "the second studio's picture")

    # This comes first, because it works at once for a minute only.
    first.page.click("#take-over:has-text('Take it back')")
    first.wait("live")
    second.wait("taken")
    assert takeovers(show) == ["asked", "taken", "taken-back"]
    assert second.page.inner_text("#take-over") == "Take over here", "the second host has to ask"
    second.page.click("#take-over")
    first.page.wait_for_selector("#refuse")
    second.wait("live")
    first.wait("taken")
    assert takeovers(show) == ["asked", "taken", "taken-back", "asked", "taken"]
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 10, "the second studio's picture again")

    session = first.page.url
    cookies = {c["name"]: c["value"] for c in first.context.cookies(session) if "name" in c and "value" in c}
    livekit = f"ws://127.0.0.1:{show.server.livekit['port']}"
    for token in tokens:
        refused = httpx2.get(f"{session}/rtc/v1/validate", params={"access_token": token}, cookies=cookies)
        assert refused.status_code == 403, "the relay lets an old token through"

    program = tokens[-1]
    began = viewer.frames()
    viewer.page.evaluate(COUNT_GREEN)
    enough, entered = threading.Event(), threading.Semaphore(0)
    with ThreadPoolExecutor(1) as beside:
        replaying = beside.submit(asyncio.run, replay(livekit, program, enough, entered))
        try:
            for _ in range(3):  # each time for a moment: the second line is what is tried here
                assert entered.acquire(timeout=patience() * 20), "the replay does not get in"
            until(lambda: viewer.frames() > began + 30, 20, "the show goes on meanwhile")
            until(lambda: viewer.page.evaluate("window.__looked") > 30, 20, "its pictures are looked at")
        finally:
            enough.set()
        replaying.result()
    assert viewer.page.evaluate("window.__greens") == 0
    assert near(viewer.colour(0.5, 0.3), BLUE)
    assert (first.state(), second.state()) == ("taken", "live")
    assert show.activity()["Status"] == 1


def test_complaint_27_used_link_of_a_host_on_air_moves_nothing_unasked(
    show: Show, person: Callable[..., Person]
) -> None:
    """The link's page goes back in by itself when nobody is on air."""
    host, url = person("host"), show.link("host", UserName="林晓", MaxUses=1)
    host.enter(url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    beside = host.tab()
    beside.page.goto(url)
    beside.wait("onairhere")
    assert host.state() == "live"
    host.page.close()
    beside.page.wait_for_function(NOBODY_ON_AIR_HERE)
    beside.page.reload()
    beside.page.wait_for_selector("body[data-page='studio']")


def test_leaked_link_is_undone_on_air_in_two_clicks(
    on_air: tuple[Person, Person], show: Show, person: Callable[..., Person]
) -> None:
    """A stranger with the host's link asks for the seat. The host stays, and makes a new link."""
    host, viewer = on_air
    stranger = person("guest")
    stranger.enter(show.host_url, "studio", "taken")
    for _ in range(2):
        stranger.page.click("#take-over")
        host.page.click("#refuse")
        stranger.page.wait_for_selector("text=They want to keep hosting there")
    stranger.page.wait_for_selector("text=You can ask again in")
    assert not stranger.page.is_visible("#take-over")
    host.page.click("#renew-link")
    stranger.page.wait_for_selector("text=This link was turned off")
    host.page.wait_for_selector("#copy-host-link")
    assert host.state() == "live"
    viewer.goes_on()
    answer = httpx2.get(show.host_url)
    assert answer.status_code == 404
    assert 'data-reason="revoked"' in answer.text
    host.page.click("#close-renewal")
    host.page.click("#more")
    host.page.click("#new-link")
    host.page.wait_for_selector("#copy-host-link")  # the new link stays within reach
    host.page.reload()
    host.wait("live")
    host.page.click("#more")
    host.page.click("#new-link")  # nobody has to ask for the seat first
    host.page.click("#renew-link")
    host.page.wait_for_selector("#copy-host-link")
    assert host.state() == "live"
    links = show.call("GetDownloadLiveClient", "2023-08-01", ActivityId=show.activity_id)
    beside = host.tab()
    beside.page.goto(str(links["Url"]))
    beside.page.click("#use-browser")
    beside.wait("onairhere")  # it leads back here, and makes no session that would ask for the seat


def test_host_hands_over_and_gets_the_seat_back(
    on_air: tuple[Person, Person], show: Show, person: Callable[..., Person]
) -> None:
    host, viewer = on_air
    second = person("guest")
    second.enter(show.host_url, "studio", "taken")
    second.page.click("#take-over")
    host.page.click("#hand-over")
    second.wait("live")
    host.wait("taken")
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 10, "the second host's picture")
    host.page.click("#take-over")
    second.page.click("#hand-over")
    host.wait("live")
    assert takeovers(show) == ["asked", "handed-over"] * 2
    host.page.wait_for_selector("#renew-link")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the first host's picture")


def test_host_who_is_gone_is_replaced_and_takes_nothing_back(
    on_air: tuple[Person, Person], show: Show, person: Callable[..., Person]
) -> None:
    host, viewer = on_air
    session = host.page.url
    second = person("guest")
    second.enter(show.host_url, "studio", "taken")
    host.page.close()
    second.page.click("#take-over")
    second.wait("live")
    assert takeovers(show) == ["asked", "gone"]
    host.page = host.context.new_page()
    host.page.goto(session)
    host.wait("taken")
    viewer.goes_on()
    assert (host.state(), second.state()) == ("taken", "live"), "without a click nothing changes hands"


@pytest.fixture(scope="module")
def shared(share: Callable[..., Shared[tuple[Person, Person]]]) -> Shared[tuple[Person, Person]]:
    """Share one show on air among the tests below."""
    return share(go_on_air)


@pytest.fixture
def airing(shared: Shared[tuple[Person, Person]], keeper: Callable[[Keeper], None]) -> Airing:
    show, (host, viewer) = shared.give(keeper)
    return show, host, viewer


def test_duplicated_tab_starts_no_fight(airing: Airing) -> None:
    _, host, viewer = airing
    copy = host.tab()
    copy.page.goto(host.page.url)
    copy.wait("live")
    host.wait("taken")
    viewer.goes_on()
    assert copy.state() == "live"
    assert host.state() == "taken"
    host.page.click("#take-over")
    host.wait("live")
    copy.wait("taken")
    viewer.goes_on()


def test_host_comes_back_to_the_session_after_a_crash(airing: Airing) -> None:
    show, host, viewer = airing
    session = host.page.url
    host.page.close()
    viewer.wait("away")
    assert show.activity()["Status"] == 1
    host.page = host.context.new_page()
    host.page.goto(session)
    host.wait("live")
    viewer.wait("live")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the host's picture")


def test_removal_shows_others_of_the_same_link(airing: Airing, person: Callable[..., Person]) -> None:
    show, host, _ = airing
    url = show.link("guest", UserName="团队")
    guests = [person("guest"), person("other")]
    for one in guests:
        one.enter(url, "guest")
        one.page.click("#join-stage")
        one.wait("onstage")
    host.page.locator("[data-do=remove]").first.click()
    host.page.wait_for_selector("text=1 other used the same link")
    every = host.page.locator("[data-action=remove-all]")
    every.focus()
    host.page.keyboard.press("Enter")
    for one in guests:
        one.wait("removed")
    every.wait_for(state="detached")
    assert host.state() == "live"


def test_complaint_27_another_link_while_on_air_asks_first(airing: Airing) -> None:
    """The links: a guest's of this show, and a host's of another show, the second time for the same session."""
    show, host, _ = airing
    other = show.call("CreateActivityAPIV2", Name="another show")["ActivityId"]
    hosting = show.link("host", ActivityId=other)
    beside = host.tab()
    sessions = []
    for url, page in ((show.guest_url(), "guest"), (hosting, "studio"), (hosting, "studio")):
        beside.page.goto(url)
        beside.page.click("#use-browser")
        beside.page.wait_for_selector("body[data-page='enter'][data-state='onair']")
        assert host.state() == "live"
        beside.page.click("#open-anyway")
        beside.page.wait_for_selector(f"body[data-page='{page}']")
        sessions.append(beside.page.url)
    assert sessions[1] == sessions[2]
    assert host.state() == "live"


def test_complaint_27_its_own_link_in_another_tab_moves_nothing_unasked(
    airing: Airing,
) -> None:
    show, host, viewer = airing
    beside = host.tab()
    beside.page.goto(show.host_url)
    beside.page.click("#use-browser")
    beside.wait("onairhere")
    assert beside.page.is_visible("text=You’re on air with this in another tab of this browser")
    beside.page.evaluate("localStorage.setItem('kaibo.lang', 'zh')")
    beside.page.reload()
    beside.wait("onairhere")
    assert beside.page.is_visible("text=这场直播正在这个浏览器的另一个标签页里进行")
    viewer.goes_on()
    assert host.state() == "live"
    beside.page.click("#bring-here")
    beside.page.wait_for_url(host.page.url)
    beside.wait("live")
    beside.page.evaluate("localStorage.removeItem('kaibo.lang')")
    host.page.wait_for_selector("text=Moved to another tab")
    host.page.click("#take-over")
    host.wait("live")
