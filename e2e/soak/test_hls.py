"""Tabs by HLS share the six connections of a browser, and nothing stays that nobody wants kept."""

from collections.abc import Callable

import pytest
from kaibo.host.makers import WINDOW
from playwright.sync_api import expect

from e2e.cameras import RED, near
from e2e.kaibo import OURS, Show, until
from e2e.obstacles import no_upgrade
from e2e.person import Person

pytestmark = [pytest.mark.soak, pytest.mark.timeout(900)]
BY_HLS = "body[data-source=hls][data-state=live]"
FRESH = 240
"""Pictures: eight seconds of them. So the last ones were made after this moment."""
SEGMENT_SECONDS = 2


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
