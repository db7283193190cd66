"""The query of a signalling connection, built from what LiveKit 1.13 may be asked by our pages. Pure.

LiveKit knows more names: `publish` puts the bearer in a second time, the room shows metadata and attributes to others,
and a join request can ask for tracks that no check has seen. So only what is named here is copied."""

import base64
import gzip
import re
import zlib
from urllib.parse import parse_qsl, urlencode

from google.protobuf.message import DecodeError, Message
from livekit.protocol.rtc import JoinRequest, WrappedJoinRequest

from kaibo.media.signals import BadSignal, Signals

FIELDS = 32
PACKED_BYTES = 16 * 1024  # base64 of what Chromium packs: 2.4 KiB
JOIN_BYTES = 128 * 1024  # unpacked: 18.5 KiB, nearly all of it the first offer

_FLAG, _NUMBER, _TEXT = re.compile(r"[01]"), re.compile(r"[0-9]{1,4}"), re.compile(r"[\w .,:()/+-]{1,64}", re.ASCII)
_SID = re.compile(r"PA_[A-Za-z0-9]{1,32}")
FORMS = {
    "reconnect": _FLAG,
    "reconnect_reason": _NUMBER,
    "sid": _SID,
    "auto_subscribe": _FLAG,
    "adaptive_stream": _FLAG,
    "subscriber_allow_pause": _FLAG,
    "protocol": _NUMBER,
    "client_protocol": _NUMBER,
    **dict.fromkeys(
        ("sdk", "version", "os", "os_version", "device_model", "browser", "browser_version", "network"), _TEXT
    ),
}
"""The names of `/rtc`, and the form that a value must have."""

CLIENT_NUMBERS = ("sdk", "protocol", "client_protocol")
CLIENT_TEXTS = ("version", "os", "os_version", "device_model", "browser", "browser_version", "network")
SETTINGS = ("auto_subscribe", "adaptive_stream", "subscriber_allow_pause")
CAPABILITIES = 8


class BadQuery(ValueError):
    """A query that no page of ours sends."""


def names(query: str) -> dict[str, str]:
    """The fields of a query; of several with one name the first counts, as in LiveKit. Raises BadQuery."""
    try:
        return dict(reversed(parse_qsl(query, max_num_fields=FIELDS)))
    except ValueError:
        raise BadQuery("the query has too many fields") from None


def rebuild(path: str, given: dict[str, str], signals: Signals) -> str:
    """The query for LiveKit. A value that has not its form is left out. Raises BadQuery."""
    kept = {"access_token": given.get("access_token", "")}
    if path.startswith("/rtc/v1"):
        kept["join_request"] = _pack(_join(_unpack(given.get("join_request", "")), signals))
    else:
        kept |= {name: given[name] for name, form in FORMS.items() if form.fullmatch(given.get(name, ""))}
    return urlencode(kept)


def _unpack(text: str) -> JoinRequest:
    if not 0 < len(text) <= PACKED_BYTES:
        raise BadQuery("join_request is missing or too long")
    try:
        wrapped = WrappedJoinRequest.FromString(base64.b64decode(text, altchars="-_", validate=True))
        packed = wrapped.join_request
        if wrapped.compression == WrappedJoinRequest.Compression.GZIP:
            unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            packed = unpacking.decompress(packed, JOIN_BYTES)
            if not unpacking.eof:
                raise BadQuery("join_request is too big, or ends too early")
        return JoinRequest.FromString(packed)
    except BadQuery:
        raise
    except (ValueError, DecodeError, zlib.error):  # ValueError: no base64
        raise BadQuery("join_request cannot be read") from None


def _join(given: JoinRequest, signals: Signals) -> JoinRequest:
    made = JoinRequest(reconnect=given.reconnect, reconnect_reason=given.reconnect_reason)
    client, settings = made.client_info, made.connection_settings
    _copy(given.client_info, client, CLIENT_NUMBERS)
    _copy(given.client_info, client, [one for one in CLIENT_TEXTS if _TEXT.fullmatch(getattr(given.client_info, one))])
    client.capabilities.extend(given.client_info.capabilities[:CAPABILITIES])
    _copy(given.connection_settings, settings, SETTINGS)
    if _SID.fullmatch(given.participant_sid):
        made.participant_sid = given.participant_sid
    if given.HasField("publisher_offer"):
        try:
            signals.check_sdp(given.publisher_offer.sdp)
        except BadSignal as error:
            raise BadQuery(str(error)) from None
        _copy(given.publisher_offer, made.publisher_offer, ("type", "sdp", "id"))
    return made


def _copy(source: Message, target: Message, fields: "tuple[str, ...] | list[str]") -> None:
    """Copy plain fields, and leave those unset that are: a missing one may mean something else than its default."""
    for name in fields:
        if not source.DESCRIPTOR.fields_by_name[name].has_presence or source.HasField(name):
            setattr(target, name, getattr(source, name))


def _pack(made: JoinRequest) -> str:
    packed = gzip.compress(made.SerializeToString(), compresslevel=6, mtime=0)
    wrapped = WrappedJoinRequest(compression=WrappedJoinRequest.Compression.GZIP, join_request=packed)
    return base64.urlsafe_b64encode(wrapped.SerializeToString()).decode()
