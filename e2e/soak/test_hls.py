"""A show by HLS outlives each of its parts, tabs share six connections, and nothing stays that nobody wants kept."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import av
import httpx2
import pytest
from kaibo.activity import airings
from kaibo.host.makers import WINDOW
from playwright.sync_api import expect
from sqlalchemy import create_engine

from e2e.cameras import RED, near
from e2e.kaibo import OURS, Show, until
from e2e.obstacles import no_upgrade
from e2e.person import Person, kill

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]
BY_HLS = "body[data-source=hls][data-state=live]"
BACK = 15
FRESH = 240
"""Pictures: eight seconds of them. So the last ones were made after this moment."""
SEGMENT_SECONDS = 2
START_SECONDS = 10
"""The most that a busy machine takes from an airing's beginning to its recording's first frame."""


def by_hls(start: Callable[..., Show], **blocks: dict[str, object]) -> Show:
    """Start a show that gives no viewer a place for WebRTC."""
    show = start(KAIBO_MAKERS="1", KAIBO_GRACE_SECONDS="600")
    settings = {"Delivery": {"WebrtcViewers": 0}, **blocks}
    show.call("PutShowSettings", OURS, ActivityId=show.activity_id, Settings=settings)
    return show


def go_live(host: Person, show: Show) -> None:
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")


def end(host: Person) -> None:
    host.page.click("#end-live")
    host.page.click("#end-live")
    host.wait("ended")


def making(show: Show) -> int:
    """Return the process of the maker that has the host's picture. 0: there is none."""
    for file in show.server.folder.glob("makers/*/status.json"):
        status = json.loads(file.read_text())
        if status["state"] == "live" and Path(f"/proc/{status['pid']}").exists():
            return int(status["pid"])
    return 0


def test_page_by_hls_stays_while_each_part_of_the_show_is_killed(
    start: Callable[..., Show], person: Callable[..., Person], tmp_path: Path
) -> None:
    show = by_hls(start)
    server = show.server
    host, viewer = person("host", alone=True), person()
    go_live(host, show)
    viewer.page.goto(show.watch_url)
    viewer.page.wait_for_selector(BY_HLS)
    viewer.page.evaluate("window.__same = true")

    def picture_is_back() -> None:
        until(lambda: making(show), 3 * BACK, "a maker with the host's picture")
        viewer.goes_on(FRESH)
        until(lambda: near(viewer.colour(0.5, 0.3), RED), BACK, "the host's picture")
        assert viewer.page.evaluate("window.__same"), "the page was loaded again"

    picture_is_back()
    engine = server.livekit_pid
    os.kill(engine, signal.SIGKILL)
    until(lambda: server.livekit_pid != engine, BACK, "a new LiveKit")
    until(lambda: host.state() == "live", BACK, "the host on air")
    picture_is_back()
    maker = making(show)
    os.kill(maker, signal.SIGKILL)
    until(lambda: making(show) not in (0, maker), 3 * BACK, "a new maker")
    picture_is_back()
    maker = making(show)
    server.kill()
    server.start()
    picture_is_back()
    until(lambda: making(show) == maker, 3 * BACK, "the adopted maker")
    kill(host)
    until(lambda: not making(show), 3 * BACK, "the cover")
    again = person("host")
    again.take_free_seat(show.host_url)
    again.page.click("#go-live")
    again.wait("live")
    picture_is_back()
    end(again)
    viewer.page.wait_for_selector("body[data-source=replay]")
    assert viewer.page.evaluate("window.__same"), "the page was loaded again"

    def replays() -> list[dict[str, object]]:
        found: list[dict[str, object]] = show.call("ListReplays", OURS, ActivityId=show.activity_id)["Replays"]
        return [each for each in found if each["State"] == "ready"]

    until(replays, 30, "the replay")
    [replay] = replays()
    with create_engine(f"sqlite:///{server.folder}/kaibo.db").begin() as db:
        [airing] = airings.of(db, show.activity_id)
    assert airing.end_time
    [index] = server.folder.glob("files/recordings/*/runs/1/index.jsonl")
    began, kept = json.loads(index.read_text().partition("\n")[0])["t"], float(str(replay["Duration"]))
    assert 0 <= began - airing.start_time < START_SECONDS * 1000
    assert kept == pytest.approx((airing.end_time - began) / 1000, abs=1), "its length is right to a second"
    print(
        f"start {began - airing.start_time} ms, off by {kept - (airing.end_time - began) / 1000:.3f} s of {kept:.1f} s"
    )
    assert abs(seconds_of(show, str(replay["MediaId"]), tmp_path) - kept) < 1


def seconds_of(show: Show, media: str, folder: Path) -> float:
    """Download a replay. Return how long its file is."""
    url = show.call("GetReplayDownload", OURS, ActivityId=show.activity_id, MediaId=int(media))["Url"]
    file = folder / "download.mp4"
    answer = httpx2.get(url, timeout=120, trust_env=False)
    assert answer.is_success
    file.write_bytes(answer.content)
    with av.open(file) as container:
        assert container.duration
        return container.duration / av.time_base


@pytest.mark.parametrize("sockets", [True, False])
def test_two_tabs_by_hls_play_and_chat_over_the_six_connections_of_a_browser(
    start: Callable[..., Show], person: Callable[..., Person], sockets: bool
) -> None:
    """Without WebSockets the news needs one of the six as well."""
    show = by_hls(start)
    host = person("host")
    go_live(host, show)
    with no_upgrade(show.server.port) as proxy:
        first = person("", *([] if sockets else [proxy.flag]), alone=True)
        tabs = [first, first.tab()]
        for tab in tabs:
            tab.page.goto(show.watch_url)
        for tab in tabs:
            tab.page.wait_for_selector(BY_HLS)
            tab.goes_on()
        for number, tab in enumerate(tabs):
            tab.page.fill("#chat-input", f"From tab {number}")
            tab.page.press("#chat-input", "Enter")
            tab.page.fill("#chat-name", "Aki")
            tab.page.click("#chat-name-save")
            for reader in tabs:
                expect(reader.page.locator("[data-message]", has_text=f"From tab {number}")).to_have_count(1)
        for tab in tabs:
            tab.page.bring_to_front()
            tab.goes_on(FRESH)
            assert near(tab.colour(0.5, 0.3), RED)


def test_show_without_a_recording_keeps_no_more_than_the_window(
    start: Callable[..., Show], person: Callable[..., Person]
) -> None:
    show = by_hls(start, Recording={"On": False})
    host, viewer = person("host"), person()
    go_live(host, show)
    viewer.page.goto(show.watch_url)
    viewer.page.wait_for_selector(BY_HLS)
    recordings = show.server.folder / "files/recordings"

    def segments() -> int:
        return sum(1 for _ in recordings.glob("*/runs/*/*.m4s"))

    def made() -> int:
        """Count the parts of the index. It names also those that went."""
        return sum(len(file.read_text().splitlines()) for file in recordings.glob("*/runs/*/index.jsonl"))

    most = WINDOW / SEGMENT_SECONDS + 3
    until(lambda: made() > 4 * (most + 10), WINDOW + 60, "more than a window")
    assert 1 < segments() <= most
    viewer.goes_on()
    end(host)
    viewer.wait("over")
    until(lambda: not [*recordings.glob("*")], 60, "an empty disk")
    assert show.call("ListReplays", OURS, ActivityId=show.activity_id)["Replays"] == []
