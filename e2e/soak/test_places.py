"""A muted guest who comes back again and again is never heard. A guest without media is named, and loses the place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.cameras import HEARD, YELLOW
from e2e.conftest import go_on_air
from e2e.kaibo import Show, until
from e2e.obstacles import NO_WAY
from e2e.patience import patience
from e2e.person import Person
from e2e.raw_client import raw_client
from e2e.stage import permitted, row
from e2e.visitor import Visitor
from e2e.witness import NOTHING, Witness

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]
RETURNS, TONE = 20, 660
MIC = "microphone"
NAMED_MS = 20_000
GRACE_SECONDS = 30


def test_muted_guest_who_returns_again_and_again_is_never_heard(show: Show, person: Callable[..., Person]) -> None:
    """The client is not ours. Past our door, LiveKit takes the earlier token, and its sound for a moment."""
    show.trust_guests()
    host, viewer = go_on_air(show, person)
    viewer.open_sound()
    livekit, published = f"ws://127.0.0.1:{show.server.livekit['port']}", 0
    with Visitor(show.url) as visitor, raw_client(livekit, YELLOW, TONE) as raw:
        visitor.enter(show.guest_url("Raw"), "JoinStage")
        raw.join(str(visitor.call("ConnectStage")["Token"]))
        raw.publish()
        until(lambda: viewer.loudness("#program", TONE)[0] > HEARD, 15, "the guest is heard")
        early = str(visitor.call("ConnectStage")["Token"])
        row(host.page, "Raw").locator("[data-do=mute]").click()
        until(lambda: MIC not in permitted(show, "Raw"), 15, "LiveKit knows that the guest is muted")
        until(lambda: viewer.loudness("#program", TONE)[0] < NOTHING, 15, "the guest is silent")
        witness = Witness(viewer, [YELLOW], [TONE])
        for _ in range(RETURNS):
            raw.join(early)
            published += MIC in raw.publish(refused=MIC)
            until(lambda: MIC not in permitted(show, "Raw"), 15, "LiveKit knows it again")
            viewer.page.wait_for_timeout(300)
        noted = witness.watch(30)
        print(f"LiveKit took the microphone {published} times of {RETURNS}; at the viewer {noted.heard[0]:.0f} dB")
        assert noted.seen[0] > 0
        assert noted.heard[0] < NOTHING


def test_guest_whose_media_never_arrives_is_named_and_loses_the_place(
    start: Callable[..., Show], person: Callable[..., Person]
) -> None:
    show = start(KAIBO_GRACE_SECONDS=str(GRACE_SECONDS))
    host, blocked = person("host"), person()
    blocked.page.add_init_script(NO_WAY + "window.mediaBlocked = true;")
    host.enter(show.host_url, "studio")
    blocked.enter(show.guest_url("Lea"), "guest")
    blocked.page.click("#join-stage")
    expect(row(host.page, "Lea")).to_contain_text("Connecting")
    named = row(host.page, "Lea").get_by_text("Neither picture nor sound arrives")
    expect(named).to_be_visible(timeout=patience() * NAMED_MS)
    lost = blocked.page.get_by_text("Your place was given up")
    expect(lost).to_be_visible(timeout=patience() * GRACE_SECONDS * 1000)
    expect(row(host.page, "Lea")).to_have_count(0)
