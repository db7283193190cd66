"""A viewer's picture follows the network and the viewer's choice."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.axe import Audit
from e2e.cameras import HEARD
from e2e.colours import KEEP_CONNECTIONS
from e2e.kaibo import Show, until
from e2e.narrow import Narrow, lines, paint_restless, received
from e2e.obstacles import WANTS_A_TAP
from e2e.person import Person, sing
from e2e.squeezed import squeezed

LARGE, SMALL = 360, 180
SAMPLES = 48_000
"""Of sound in a second."""
NARROW = 200
"""kbit/s: enough for the sound and the small picture of a restless film. It is too little for the large picture, even
at the fewest frames that LiveKit leaves of it."""


@pytest.fixture
def router(show: Show) -> Iterator[Narrow]:
    opened = Narrow(show.server)
    yield opened
    opened.close()


def test_throttled_viewer_changes_the_layer_and_does_not_freeze(
    show: Show, router: Narrow, person: Callable[..., Person], media: Path
) -> None:
    paint_restless(media / "restless.y4m")
    sing(media / "restless.wav", 440)
    host, viewer = person("restless", alone=True), person()
    for script in (router.script, KEEP_CONNECTIONS):
        viewer.page.add_init_script(script)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.frames()
    until(lambda: lines(viewer) == LARGE, 20, "the large picture")
    router.allow(NARROW)
    until(lambda: lines(viewer) == SMALL, 40, "the small picture")
    heard = samples(viewer)
    viewer.goes_on(60)
    assert samples(viewer) > heard


def test_sound_only_keeps_the_sound_and_takes_no_picture(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    for script in (KEEP_CONNECTIONS, WANTS_A_TAP):
        viewer.page.add_init_script(script)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.page.wait_for_selector("#tap-sound")
    audit, narrow = Audit(), squeezed(viewer.page)
    viewer.page.click("#quality")
    narrow |= squeezed(viewer.page)
    audit.look(viewer.page, "choosing the quality", again="#quality")
    viewer.page.click("[data-quality=sound]")
    viewer.page.wait_for_selector("#show-picture")
    assert_sound_alone(viewer)

    viewer.page.reload()
    viewer.page.wait_for_selector("h2:has-text('Sound only')")
    viewer.page.wait_for_selector("#tap-sound")
    narrow |= {f"silent {window}": texts for window, texts in squeezed(viewer.page).items()}
    viewer.page.click("#tap-sound")
    viewer.page.wait_for_selector("#show-picture")
    assert_sound_alone(viewer)

    narrow |= squeezed(viewer.page)
    audit.look(viewer.page, "sound only")
    audit.found_nothing()
    assert narrow == {}

    viewer.page.click("#show-picture")
    viewer.wait("live")
    viewer.frames()
    viewer.goes_on()
    viewer.page.focus("#quality")
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "Enter"):
        viewer.page.keyboard.press(key)
    expect(viewer.page.locator("[data-quality=save]")).to_have_attribute("aria-checked", "true")
    until(lambda: lines(viewer) == SMALL, 20, "the picture that saves data")
    viewer.goes_on()
    pause_and_mute(viewer)


def pause_and_mute(viewer: Person) -> None:
    """Use the controls by keys and by clicks. A paused picture is no slow connection, and plays what is live then."""
    page = viewer.page
    page.click("#play")
    page.wait_for_selector("#play[aria-label=Play]")
    paused = viewer.frames()
    page.keyboard.press("m")
    page.wait_for_selector("#mute[aria-label=Unmute]")
    assert (viewer.state(), viewer.frames()) == ("live", paused)
    page.click("#live-edge")
    viewer.goes_on()
    page.keyboard.press("t")
    page.wait_for_selector("main[class*=theatre]")
    page.keyboard.press("Escape")
    page.wait_for_selector("main:not([class*=theatre])")
    assert page.evaluate("[document.querySelector('#program').muted, localStorage['kaibo.volume']]") == [
        True,
        "100 muted",
    ]
    assert page.evaluate("[navigator.mediaSession.playbackState, document.body.dataset.source]") == [
        "playing",
        "webrtc",
    ]


def assert_sound_alone(viewer: Person) -> None:
    """Wait until no picture arrives. Fail when one comes in the next two seconds of sound."""
    until(lambda: received(viewer).keys() == {"audio"}, 20, "sound alone")
    heard = samples(viewer)
    until(lambda: samples(viewer) > heard + 2 * SAMPLES, 20, "two seconds of sound")
    assert received(viewer).keys() == {"audio"}
    until(lambda: viewer.loudness("#program", 440)[0] > HEARD, 10, "the host's voice")
    viewer.wait("live")


def samples(viewer: Person) -> int:
    return int(received(viewer)["audio"]["totalSamplesReceived"])
