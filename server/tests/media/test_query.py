"""The proxy builds LiveKit's query from known names only."""

import base64
import contextlib
import gzip
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, strategies as st
from kaibo.media.query import FORMS, JOIN_BYTES, BadQuery, names, rebuild
from kaibo.media.signals import Signals
from livekit.protocol.models import ClientInfo
from livekit.protocol.rtc import ConnectionSettings, JoinRequest, SessionDescription, WrappedJoinRequest

from tests.media.test_signals import LEVEL, ONE_EACH, sdp

VIEWER, GUEST = Signals(()), Signals(("camera", "microphone"))
SENT = {
    "access_token": "a.b.c",
    "reconnect": "1",
    "reconnect_reason": "3",
    "sid": "PA_MKywHJSysGju",
    "auto_subscribe": "0",
    "adaptive_stream": "1",
    "subscriber_allow_pause": "0",
    "sdk": "js",
    "version": "2.23.0",
    "protocol": "17",
    "client_protocol": "2",
    "os": "Mac OS",
    "os_version": "10.15.7",
    "device_model": "iPhone 15 Pro (A3102)",
    "browser": "Chrome",
    "browser_version": "156",
    "network": "wifi",
}
HONEST = JoinRequest(
    client_info=ClientInfo(
        sdk="JS", version="2.23.0", protocol=17, client_protocol=2, capabilities=["CAP_COMPRESSION_DEFLATE_RAW"]
    ),
    connection_settings=ConnectionSettings(auto_subscribe=True, subscriber_allow_pause=False),
    publisher_offer=SessionDescription(type="offer", sdp=sdp(*ONE_EACH[:2]), id=1),
    reconnect=True,
    reconnect_reason="RR_PUBLISHER_FAILED",
    participant_sid="PA_MKywHJSysGju",
)


def packed(join: JoinRequest, compress: bool = True) -> str:
    """Pack a join request like livekit-client."""
    raw = join.SerializeToString()
    wrapped = WrappedJoinRequest(
        compression="GZIP" if compress else "NONE", join_request=gzip.compress(raw) if compress else raw
    )
    return base64.urlsafe_b64encode(wrapped.SerializeToString()).decode()


def unpacked(query: str) -> JoinRequest:
    wrapped = WrappedJoinRequest.FromString(base64.urlsafe_b64decode(names(query)["join_request"]))
    return JoinRequest.FromString(gzip.decompress(wrapped.join_request))


def rejoined(text: str, signals: Signals = VIEWER) -> JoinRequest:
    """Return what LiveKit reads of a join request."""
    return unpacked(rebuild("/rtc/v1", {"access_token": "t", "join_request": text}, signals))


def test_first_offer_of_the_program_has_no_sound_levels() -> None:
    plain = sdp(*ONE_EACH[:2])
    join = JoinRequest(publisher_offer=SessionDescription(type="offer", sdp=plain + LEVEL, id=1))
    for levels, offered in ((True, plain + LEVEL), (False, plain)):
        signals = Signals(("camera", "microphone"), levels=levels)
        assert rejoined(packed(join), signals).publisher_offer.sdp == offered


def test_query_of_a_page_arrives() -> None:
    assert {*SENT} == {"access_token", *FORMS}
    assert names(rebuild("/rtc", names(urlencode(SENT)), VIEWER)) == SENT


@pytest.mark.parametrize(
    "name",
    ["publish", "attributes", "metadata", "capabilities", "auto_subscribe_data_track", "disable_ice_lite", "x"],
)
def test_unknown_name_is_left_out(name: str) -> None:
    assert name not in parse_qs(rebuild("/rtc", {**SENT, name: "1"}, VIEWER))


@pytest.mark.parametrize("path", ["/rtc", "/rtc/validate"])
def test_older_path_takes_no_join_request(path: str) -> None:
    assert "join_request" not in parse_qs(rebuild(path, {**SENT, "join_request": packed(HONEST)}, VIEWER))


@pytest.mark.parametrize("path", ["/rtc/v1", "/rtc/v1/validate"])
def test_newer_path_takes_only_a_join_request(path: str) -> None:
    query = rebuild(path, {**SENT, "publish": "x", "join_request": packed(HONEST)}, VIEWER)
    assert parse_qs(query).keys() == {"access_token", "join_request"}


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("value", ["x" * 65, "-1\n", "\x00", "é"])
def test_malformed_value_is_left_out(name: str, value: str) -> None:
    assert name not in parse_qs(rebuild("/rtc", {**SENT, name: value}, VIEWER))


def test_first_of_two_tokens_counts() -> None:
    assert names("access_token=a&access_token=b")["access_token"] == "a"


def test_too_many_fields_are_refused() -> None:
    with pytest.raises(BadQuery):
        names("&".join(f"a{i}=1" for i in range(100)))


@pytest.mark.parametrize("compress", [True, False])
def test_join_request_arrives(compress: bool) -> None:
    assert rejoined(packed(HONEST, compress)) == HONEST


def test_fields_that_no_page_may_set_are_left_out() -> None:
    join = JoinRequest()
    join.CopyFrom(HONEST)
    join.metadata = "m"
    join.participant_attributes["a"] = "b"
    join.add_track_requests.add(cid="c")
    join.sync_state.SetInParent()
    join.client_info.address = "127.0.0.9"
    join.client_info.other_sdks = "x"
    join.connection_settings.disable_ice_lite = True
    join.connection_settings.auto_subscribe_data_track = True
    join.publisher_offer.mid_to_track_id["0"] = "x"
    assert rejoined(packed(join), GUEST) == HONEST


def test_odd_values_of_a_join_request_are_cut() -> None:
    join = JoinRequest(participant_sid="x" * 100)
    join.client_info.browser = "x" * 100
    join.client_info.capabilities.extend([ClientInfo.Capability.CAP_PACKET_TRAILER] * 1000)
    made = rejoined(packed(join))
    assert (made.participant_sid, made.client_info.browser, len(made.client_info.capabilities)) == ("", "", 8)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "AAAA",
        "A" * 20_000,
        packed(HONEST)[:-8],
        base64.urlsafe_b64encode(WrappedJoinRequest(compression="GZIP").SerializeToString()).decode(),
    ],
)
def test_unreadable_join_request_is_refused(text: str) -> None:
    with pytest.raises(BadQuery):
        rejoined(text)


def test_join_request_is_unpacked_up_to_a_limit() -> None:
    bomb = JoinRequest(metadata="m" * (JOIN_BYTES + 1))
    assert len(packed(bomb)) < 1000
    with pytest.raises(BadQuery):
        rejoined(packed(bomb))


def test_first_offer_keeps_the_limit_of_tracks() -> None:
    join = JoinRequest(publisher_offer=SessionDescription(type="offer", sdp=sdp(*ONE_EACH)))
    assert rejoined(packed(join), GUEST).publisher_offer == join.publisher_offer
    with pytest.raises(BadQuery):
        rejoined(packed(join), VIEWER)


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_any_join_request_is_built_or_refused(text: str) -> None:
    with contextlib.suppress(BadQuery):
        assert len(rejoined(text).SerializeToString()) <= JOIN_BYTES
