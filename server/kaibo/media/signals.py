"""The signals that a page may send to LiveKit. Pure.

The lists hold the kinds that livekit-client 2.23 sends from our pages. Their sizes leave room for the largest show. The
pages come with this server, so it refuses every other kind, also a kind of a newer livekit-client. Find out what a new
kind does to LiveKit before you add it here.
"""

import re
from collections import Counter
from collections.abc import Iterable

from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet
from livekit.protocol.models import TrackSource, TrackType
from livekit.protocol.rtc import AddTrackRequest, SignalRequest

KIB = 1024
VIEWER = {
    "offer": 64 * KIB,
    "answer": 64 * KIB,
    "sync_state": 128 * KIB,  # holds the last offer and the last answer
    "trickle": 2 * KIB,
    "subscription": 256,
    "track_setting": 256,
    "subscription_permission": 8,
    "leave": 64,
    "ping": 16,
    "ping_req": 32,
}
"""The largest size in bytes of each kind that a viewer sends."""
PUBLISHER = VIEWER | {
    "offer": 256 * KIB,  # 25 people with camera and microphone need 140 KiB
    "answer": 256 * KIB,
    "sync_state": 256 * KIB,  # 25 people need 235 KiB; after a larger one the page joins again
    "add_track": 4 * KIB,
    "mute": 128,
    "update_audio_track": 256,
}
"""The largest size in bytes of each kind that a host or a guest sends."""
LARGEST = max(PUBLISHER.values())

ALL_MAY_SUBSCRIBE = SignalRequest(subscription_permission={"all_participants": True}).SerializeToString()
"""livekit-client sends this signal once at each join. It changes nothing: all may subscribe from the start."""
CHOSEN = 16 * KIB
"""The largest size in bytes of a choice who may get which track. 25 guests and some assistants need 4 KiB."""

SOURCES = {"camera": "video", "microphone": "audio", "screen_share": "video", "screen_share_audio": "audio"}
"""The sources that a token can name, and the kind of each one's track."""
_TYPES = {TrackType.VIDEO: "video", TrackType.AUDIO: "audio"}
KINDS = ("audio", "video")
_SENDING = {"sendrecv", "sendonly"}
_DIRECTIONS = _SENDING | {"recvonly", "inactive"}


class BadSignal(ValueError):
    """A signal that the relay does not pass."""

    def __init__(self, why: str, code: int = 1008) -> None:
        super().__init__(why)
        self.code = code
        """Closes the WebSocket: 1008 not allowed, 1009 too big (RFC 6455 §7.4.1)."""


LEVELS = re.compile(r"a=extmap:\S+ urn:ietf:params:rtp-hdrext:ssrc-audio-level\b[^\r\n]*[\r\n]*")
"""The line of a session description that offers to send the level of the sound (RFC 6464)."""


class Signals:
    """Checks the signals of one connection."""

    def __init__(self, sources: Iterable[str], *, levels: bool = True, chooses: bool = False) -> None:
        """Take the sources that the connection's token lets it publish. A viewer has none.

        Without `levels` the page agrees with LiveKit to send no sound levels. From them LiveKit tells all people in a
        room who speaks, twice a second while a person does. `chooses`: the page may choose who gets its tracks.
        LiveKit holds everybody to that choice.
        """
        self._levels = levels
        self._sources = frozenset(sources) & SOURCES.keys()
        self._chooses = chooses
        self._sizes = PUBLISHER if self._sources else VIEWER
        if chooses:
            self._sizes = self._sizes | {"subscription_permission": CHOSEN}
        self._tracks = Counter(SOURCES[source] for source in self._sources)

    @property
    def publishes(self) -> bool:
        """Tell whether the page may publish."""
        return bool(self._sources)

    def check(self, data: bytes) -> bytes:
        """Check a signal. Return what LiveKit is to get. Raises BadSignal."""
        if len(data) > LARGEST:
            raise BadSignal("a signal is too big", 1009)
        try:
            signal = SignalRequest.FromString(data)
        except DecodeError:
            raise BadSignal("a signal cannot be read") from None
        kind = signal.WhichOneof("message")
        # LiveKit may know fields that this reader does not know, and it obeys the last field of a message.
        if kind is None or len(UnknownFieldSet(signal)):
            raise BadSignal("a signal is of an unknown kind")
        if kind not in self._sizes:
            raise BadSignal(f"{kind} is not for this page")
        if len(data) > self._sizes[kind]:
            raise BadSignal(f"{kind} is too big", 1009)
        if kind in ("offer", "answer"):
            self.check_sdp(getattr(signal, kind).sdp)
        elif kind == "add_track":
            self._check_track(signal.add_track)
        elif kind == "subscription_permission" and not self._chooses and data != ALL_MAY_SUBSCRIBE:
            raise BadSignal("a page may not choose its subscribers")
        if kind == "offer" and (quiet := self.passed(signal.offer.sdp)) != signal.offer.sdp:
            signal.offer.sdp = quiet
            return signal.SerializeToString()
        return data

    def passed(self, sdp: str) -> str:
        """Return the session description that LiveKit is to get."""
        return sdp if self._levels else LEVELS.sub("", sdp)

    def check_sdp(self, sdp: str) -> None:
        """Check that a page sends one track for each source at most. Raises BadSignal.

        LiveKit takes any number of tracks of one source. Each track needs a section that sends, so this counts those
        sections. A page that publishes again in a new section stops the old section in the same description.
        """
        if sending(sdp) - self._tracks:
            raise BadSignal("the page sends more tracks than it may publish")

    def _check_track(self, track: AddTrackRequest) -> None:
        source = TrackSource.Name(track.source).lower() if track.source in TrackSource.values() else ""
        if source not in self._sources or SOURCES[source] != _TYPES.get(track.type):
            raise BadSignal("this page may not publish this track")


def sending(sdp: str) -> Counter[str]:
    """Count the media sections of a session description (RFC 8866) that send, by kind.

    LiveKit's own reader obeys the first direction of a section, also one with a value. A section without one sends.
    """
    sections: Counter[str] = Counter()
    kind = ""
    for line in sdp.replace("\r", "\n").split("\n"):
        if line.startswith("m="):
            sections[kind] += 1
            kind = line[2:].split(" ")[0]
        elif kind and line.startswith("a=") and (direction := line[2:].split(":")[0]) in _DIRECTIONS:
            sections[kind] += direction in _SENDING
            kind = ""
    sections[kind] += 1
    return Counter({kind: sections[kind] for kind in KINDS if sections[kind]})
