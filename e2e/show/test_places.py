"""Viewers see and hear a guest only on air, and a muted guest never. Each person has a colour and a tone."""

from collections.abc import Callable

from kaibo.media.token import read
from playwright.sync_api import expect

from e2e.cameras import BLUE, HEARD, RED, YELLOW
from e2e.conftest import go_on_air, join_stage
from e2e.kaibo import Show, until
from e2e.obstacles import NO_WAY
from e2e.person import Person
from e2e.raw_client import RawClient, raw_client
from e2e.stage import permitted, row
from e2e.visitor import Visitor
from e2e.witness import NOTHING, Witness

COLOURS, TONES = (RED, BLUE, YELLOW), (440, 880, 660)
MIC, CAMERA = "microphone", "camera"


def test_viewers_get_nothing_of_a_guest_who_is_off_air_or_muted(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = go_on_air(show, person)
    viewer.open_sound()
    blocked = person()
    blocked.page.add_init_script(NO_WAY + "window.mediaBlocked = true;")
    blocked.enter(show.guest_url("Lea"), "guest")
    blocked.page.click("#join-stage")
    expect(row(host.page, "Lea")).to_be_visible()
    guest = join_stage(show, person)
    livekit = f"ws://127.0.0.1:{show.server.livekit['port']}"
    with Visitor(show.url) as visitor, raw_client(livekit, YELLOW, TONES[2]) as raw:
        visitor.enter(show.guest_url("Raw"), "JoinStage")
        early = str(visitor.call("ConnectStage")["Token"])
        witness = Witness(viewer, COLOURS, TONES)
        raw.join(early)
        assert raw.publish() == {MIC, CAMERA}
        until(lambda: min(host.loudness("audio", *TONES[1:])) > HEARD, 15, "the host hears both")
        noted = witness.watch(20)
        assert noted.seen[1:] == [0, 0], "backstage"
        assert max(noted.heard[1:]) < NOTHING

        host.page.click("[data-action=bring-all]")
        until(lambda: min(viewer.loudness("#program", *TONES)) > HEARD, 15, "all voices at the viewer")
        _talks_to_one_guest_alone(host, guest, viewer, witness, raw)
        row(host.page, "Raw").locator("[data-do=mute]").click()
        until(lambda: MIC not in permitted(show, "Raw"), 15, "LiveKit knows that the guest is muted")
        until(lambda: _hears_only(viewer, 0, 1), 15, "one voice less")
        witness.begin()
        assert raw.publish(refused=MIC) == {CAMERA}
        raw.join(early)  # past our door, which refuses this token
        raw.publish(refused=MIC)
        late = str(visitor.call("ConnectStage")["Token"])
        claims = read(late, show.server.livekit["key"], show.server.livekit["secret"])
        assert claims
        assert set(claims.sources) == {CAMERA, "screen_share"}
        until(lambda: permitted(show, "Raw") == set(claims.sources), 15, "LiveKit agrees with the token")
        raw.join(late)
        assert raw.publish(refused=MIC) == {CAMERA}
        noted = witness.watch(20)
        assert min(noted.seen) > 0, "the muted guest is seen, and the other one too"
        assert min(noted.heard[:2]) > NOTHING > noted.heard[2]

        row(host.page, "Raw").locator("[data-do=mute]").click()
        until(lambda: MIC in permitted(show, "Raw"), 15, "LiveKit knows that the guest may speak")
        assert raw.publish() == {MIC, CAMERA}
        until(lambda: viewer.loudness("#program", TONES[2])[0] > HEARD, 15, "the muted guest may speak again")
        for name in ("嘉宾", "Raw"):
            row(host.page, name).locator("[data-do=take-off]").click()
        until(lambda: _hears_only(viewer, 0), 15, "both are off air")
        witness.begin()
        noted = witness.watch(15)
        assert noted.seen == [noted.pictures, 0, 0]
        assert max(noted.heard[1:]) < NOTHING

    expect(blocked.page.get_by_text("Your place was given up")).to_be_visible()
    expect(row(host.page, "Lea")).to_have_count(0)
    blocked.page.evaluate("mediaBlocked = false")
    blocked.page.click("#join-stage")
    expect(row(host.page, "Lea")).to_contain_text("Backstage")


def _hears_only(viewer: Person, *voices: int) -> bool:
    """Listen three times. A busy machine has gaps in its sound, and plays what it still keeps after them."""
    others = set(range(len(TONES))) - set(voices)
    for _ in range(3):
        heard = viewer.loudness("#program", *TONES)
        if min(heard[each] for each in voices) < HEARD or max(heard[each] for each in others) > NOTHING:
            return False
    return True


def _talks_to_one_guest_alone(host: Person, guest: Person, viewer: Person, witness: Witness, raw: RawClient) -> None:
    """Let the host talk to one of two guests on air. Check that the other one and a viewer do not hear it."""
    host_tone = TONES[0]

    def raw_hears(*hertz: int) -> bool:
        raw.listen(*hertz)
        host.page.wait_for_timeout(500)
        return min(raw.heard.values()) > NOTHING

    until(lambda: raw_hears(host_tone), 15, "the host's voice at the other guest")
    host.page.click("[data-person]:has-text('嘉宾') [aria-haspopup=menu]")
    host.page.click("[data-person]:has-text('嘉宾') [data-do=talk-alone]")
    expect(guest.page.locator("#aside")).to_contain_text("Only you hear")
    expect(host.page.locator("#off-air-sign")).to_contain_text("Only 嘉宾 hears you")
    until(lambda: guest.loudness("audio", host_tone)[0] > HEARD, 15, "the host at the one guest")
    until(lambda: _hears_only(viewer, 1, 2), 15, "no host at the viewer")
    witness.begin()
    raw.listen(*TONES[:2])
    noted = witness.watch(20)
    assert noted.heard[0] < NOTHING < min(noted.heard[1:]), "viewers hear the guests, and no host"
    assert noted.seen[0] > 0, "they see the host"
    assert raw.heard[host_tone] < NOTHING < raw.heard[TONES[1]], "the other guest hears the one guest, and no host"
    until(lambda: guest.loudness("audio", host_tone)[0] > HEARD, 15, "the one guest still does")
    host.page.click("#end-talk")
    until(lambda: raw_hears(host_tone), 15, "the host's voice at the other guest again")
    expect(guest.page.locator("#aside")).to_have_count(0)
    until(lambda: viewer.loudness("#program", host_tone)[0] > HEARD, 15, "the host's voice at the viewer again")
