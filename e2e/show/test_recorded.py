"""A show on air is recorded, and viewers play its replay on the same page when it is over."""

from collections.abc import Callable

from e2e.cameras import RED, near
from e2e.kaibo import OURS, Show, until
from e2e.person import Person

TIME = "document.querySelector('video#program').currentTime"
RECORDED_PARTS = 8
"""Four seconds of the show."""


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
