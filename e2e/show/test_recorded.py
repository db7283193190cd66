"""A show on air is recorded, and viewers play its replay on the same page when it is over. Its download is whole."""

import json
import subprocess
from collections.abc import Callable

from e2e.cameras import RED, near
from e2e.kaibo import OURS, Show, until
from e2e.person import Person

TIME = "document.querySelector('video#program').currentTime"
RECORDED_PARTS = 8
"""Four seconds of the show."""
OFF = 0.3
"""Seconds by which picture or sound may end before the other."""


def test_viewer_stays_and_plays_what_the_host_showed(start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show = start(KAIBO_MAKERS="1")
    host, viewer = person("host"), person()
    viewer.page.goto(show.watch_url)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.wait("live")
    viewer.page.wait_for_selector("#recorded")
    viewer.goes_on()

    def parts() -> int:
        indexes = show.server.folder.glob("files/recordings/*/runs/*/index.jsonl")
        return sum(len(index.read_text().splitlines()) for index in indexes)

    written = parts()
    until(lambda: parts() >= written + RECORDED_PARTS, 30, "parts of the recording")
    host.page.click("#end-live")
    host.page.click("#end-live")
    viewer.page.wait_for_selector("body[data-source=replay]")
    viewer.page.click("#watch-replay")
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 20, "the host's camera in the replay")
    viewer.page.wait_for_function(f"() => {TIME} > 1")
    (replay,) = show.call("ListReplays", OURS, ActivityId=show.activity_id)["Replays"]
    assert replay["Online"]
    one = {"ActivityId": show.activity_id, "MediaId": replay["MediaId"]}
    assert_whole(show.call("GetReplayDownload", OURS, **one)["Url"], replay["Duration"])


def assert_whole(address: str, seconds: float) -> None:
    """Let FFmpeg's own prober read a download at its address. It must have picture and sound of this length."""
    shown = "stream=codec_name,duration"
    command = ["ffprobe", "-v", "warning", "-count_frames", "-show_entries", shown, "-of", "json", address]
    made = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (made.returncode, made.stderr) == (0, "")
    streams = json.loads(made.stdout)["streams"]
    assert [stream["codec_name"] for stream in streams] == ["h264", "aac"]
    assert all(abs(float(stream["duration"]) - seconds) < OFF for stream in streams)
