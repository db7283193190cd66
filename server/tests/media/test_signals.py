"""The signals that may pass to LiveKit. The protocol gives the cases, so each new kind needs a decision."""

import contextlib
from collections import Counter

import pytest
from hypothesis import given, strategies as st
from kaibo.media.signals import (
    ALL_MAY_SUBSCRIBE,
    LARGEST,
    PUBLISHER,
    SOURCES,
    VIEWER,
    BadSignal,
    Signals,
    sending,
)
from livekit.protocol.models import TrackSource, TrackType
from livekit.protocol.rtc import AddTrackRequest, SignalRequest

KINDS = [field.name for field in SignalRequest.DESCRIPTOR.fields]
REFUSED = {
    "simulate",
    "update_metadata",
    "update_layers",
    "update_video_track",
    "publish_data_track_request",
    "unpublish_data_track_request",
    "update_data_subscription",
    "store_data_blob_request",
    "get_data_blob_request",
}
VIEWERS, GUESTS = Signals(()), Signals(("camera", "microphone"))
HOSTS = Signals(SOURCES)
UNKNOWN = b"\xf8\x07\x01"  # field 127
CAMERA = AddTrackRequest(cid="c", type=TrackType.VIDEO, source=TrackSource.CAMERA)


def sdp(*sections: str) -> str:
    """Build a session description with sections such as "video sendonly"."""
    head = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
    return head + "".join(
        f"m={kind} 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\na={direction}\r\na=rtcp-mux\r\n"
        for mid, (kind, direction) in enumerate(section.split() for section in sections)
    )


def signal(kind: str) -> bytes:
    """Build a signal of this kind, as a page may send it."""
    made = SignalRequest()
    if kind == "ping":
        made.ping = 1
    elif kind == "add_track":
        made.add_track.CopyFrom(CAMERA)
    elif kind == "subscription_permission":
        return ALL_MAY_SUBSCRIBE
    else:
        getattr(made, kind).SetInParent()
    return made.SerializeToString()


def refused(signals: Signals, data: bytes) -> int:
    """Return the code that ends the connection."""
    with pytest.raises(BadSignal) as caught:
        signals.check(data)
    return caught.value.code


def test_every_kind_of_the_protocol_has_a_decision() -> None:
    assert PUBLISHER.keys() | REFUSED == set(KINDS)
    assert not PUBLISHER.keys() & REFUSED
    assert VIEWER.keys() <= PUBLISHER.keys()


@pytest.mark.parametrize("kind", sorted(PUBLISHER))
def test_guests_signals_pass(kind: str) -> None:
    GUESTS.check(signal(kind))


@pytest.mark.parametrize("kind", sorted(VIEWER))
def test_viewers_signals_pass(kind: str) -> None:
    VIEWERS.check(signal(kind))


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_kind_that_no_page_sends_is_refused(kind: str) -> None:
    assert refused(HOSTS, signal(kind)) == 1008


@pytest.mark.parametrize("kind", sorted(PUBLISHER.keys() - VIEWER.keys()))
def test_viewer_publishes_nothing(kind: str) -> None:
    assert refused(VIEWERS, signal(kind)) == 1008


@pytest.mark.parametrize("kind", sorted(PUBLISHER))
def test_each_kind_has_a_size_limit(kind: str) -> None:
    data = signal(kind)
    while len(data) <= PUBLISHER[kind]:
        data += data  # a signal of the same kind: the last one counts, or both are merged
    assert refused(HOSTS, data) == 1009


@pytest.mark.parametrize(("signals", "sizes"), [(VIEWERS, VIEWER), (GUESTS, PUBLISHER)])
def test_offer_may_be_large_up_to_a_limit(signals: Signals, sizes: dict[str, int]) -> None:
    made = SignalRequest()
    made.offer.sdp = "v" * (sizes["offer"] - 8)
    signals.check(made.SerializeToString())
    made.offer.sdp += "v" * 16
    assert refused(signals, made.SerializeToString()) == 1009


@pytest.mark.parametrize("data", [b"", b"\xff", b"12345678", b"\x0a\x05ab", UNKNOWN])
def test_malformed_signal_is_refused(data: bytes) -> None:
    assert refused(HOSTS, data) == 1008


def test_unknown_kind_behind_a_known_one_is_refused() -> None:
    assert refused(HOSTS, signal("ping") + UNKNOWN) == 1008


def test_last_kind_of_a_message_counts() -> None:
    assert refused(HOSTS, signal("ping") + signal("simulate")) == 1008


def test_only_a_page_with_that_right_chooses_who_gets_its_tracks() -> None:
    allowed = [
        {"participant_identity": f"guest-{'p' * 22}-{at}", "track_sids": ["TR_" + "x" * 12] * 3} for at in range(50)
    ]
    one = {"all_participants": False, "track_permissions": allowed}
    chosen = SignalRequest(subscription_permission=one).SerializeToString()
    assert Signals(SOURCES, chooses=True).check(chosen) == chosen
    for signals in (HOSTS, GUESTS, VIEWERS):
        assert refused(signals, SignalRequest(subscription_permission={}).SerializeToString()) == 1008
        assert refused(signals, chosen) == 1009
    one["track_permissions"] = allowed * 4
    assert (
        refused(Signals(SOURCES, chooses=True), SignalRequest(subscription_permission=one).SerializeToString()) == 1009
    )


@pytest.mark.parametrize("source", ["screen_share", "screen_share_audio", "unknown"])
def test_source_that_the_token_lacks_is_refused(source: str) -> None:
    kind = TrackType.AUDIO if source.endswith("audio") else TrackType.VIDEO
    track = AddTrackRequest(cid="c", type=kind, source=source.upper())
    assert refused(GUESTS, SignalRequest(add_track=track).SerializeToString()) == 1008


@pytest.mark.parametrize("kind", [TrackType.AUDIO, TrackType.DATA])
def test_camera_must_be_a_picture(kind: TrackType) -> None:
    track = AddTrackRequest(cid="c", type=kind, source=TrackSource.CAMERA)
    assert refused(GUESTS, SignalRequest(add_track=track).SerializeToString()) == 1008


ONE_EACH = ("audio recvonly", "video recvonly", "audio sendonly", "video sendonly", "application sendrecv")


@pytest.mark.parametrize(
    ("signals", "sections", "passes"),
    [
        (VIEWERS, ONE_EACH[:2], True),
        (VIEWERS, ONE_EACH, False),
        (GUESTS, ONE_EACH, True),
        (GUESTS, (*ONE_EACH, "video inactive"), True),
        (GUESTS, (*ONE_EACH, "video sendonly"), False),
        (GUESTS, (*ONE_EACH, "audio sendrecv"), False),
        (GUESTS, ("video sendonly",) * 50, False),
        (HOSTS, (*ONE_EACH, "video sendonly", "audio sendonly"), True),
        (HOSTS, (*ONE_EACH, "video sendonly", "video sendonly"), False),
    ],
)
@pytest.mark.parametrize("kind", ["offer", "answer"])
def test_each_source_sends_one_track(kind: str, signals: Signals, sections: tuple[str, ...], passes: bool) -> None:
    made = SignalRequest()
    getattr(made, kind).sdp = sdp(*sections)
    data = made.SerializeToString()
    if passes:
        signals.check(data)
    else:
        assert refused(signals, data) == 1008


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("m=video 9 x 96\n", {"video": 1}),
        ("m=video 9 x 96\ra=recvonly\r", {}),
        ("m=video 9 x 96\na=recvonly\nm=audio 9 x 1\na=sendrecv", {"audio": 1}),
        ("a=recvonly\nm=video 9 x 96", {"video": 1}),
        ("m=video 9 x 96\na=sendonly:x\na=recvonly", {"video": 1}),
        ("m=video 9 x 96\na=mid:recvonly\na=sendonly ", {"video": 1}),
        ("m=video 9 x 96\u2028a=recvonly", {"video": 1}),
    ],
)
def test_section_without_a_direction_sends(text: str, sent: dict[str, int]) -> None:
    assert sending(text) == Counter(sent)


@given(st.binary(max_size=300) | st.sampled_from(KINDS).map(signal).flatmap(lambda one: st.binary().map(one.__add__)))
def test_any_bytes_are_passed_or_refused(data: bytes) -> None:
    for signals, sizes in ((VIEWERS, VIEWER), (HOSTS, PUBLISHER)):
        with contextlib.suppress(BadSignal):
            signals.check(data)
            assert SignalRequest.FromString(data).WhichOneof("message") in sizes


@given(st.text())
def test_any_text_is_read_as_a_description(text: str) -> None:
    assert set(sending(text)) <= {"audio", "video"}


def test_oversized_signal_is_not_parsed() -> None:
    assert refused(HOSTS, bytes(LARGEST + 1)) == 1009


LEVEL = "a=extmap:14 urn:ietf:params:rtp-hdrext:ssrc-audio-level vad=on\r\n"
TIME = "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\r\n"


def test_program_offers_no_sound_levels() -> None:
    told = SignalRequest(offer={"type": "offer", "sdp": sdp("audio sendonly") + LEVEL + TIME, "id": 3})
    passed = SignalRequest.FromString(Signals(SOURCES, levels=False).check(told.SerializeToString()))
    assert passed.offer.sdp == sdp("audio sendonly") + TIME
    assert (passed.offer.type, passed.offer.id) == ("offer", 3)


def test_stage_offers_sound_levels() -> None:
    told = SignalRequest(offer={"type": "offer", "sdp": sdp("audio sendonly") + LEVEL}).SerializeToString()
    assert HOSTS.check(told) == told
