"""Build the query of a signalling connection from the fields that our pages may send to LiveKit 1.13. Pure.

LiveKit knows more fields. `publish` puts the bearer into the room a second time. Metadata and attributes are shown to
other people. A join request can ask for tracks that no check has seen. So this copies only the fields named here.
"""

import base64
import gzip
import re
import zlib
from urllib.parse import parse_qsl, urlencode

from google.protobuf.message import DecodeError, Message
from livekit.protocol.rtc import JoinRequest, WrappedJoinRequest

from kaibo.media.signals import BadSignal, Signals

FIELDS = 32
PACKED_BYTES = 16 * 1024
"""Bytes of a join request in base64. Chromium's has 2.4 KiB."""
JOIN_BYTES = 128 * 1024
"""Bytes of an unpacked join request. Chromium's has 18.5 KiB, nearly all of it the first offer."""

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
"""The fields of `/rtc`, and the form that each value must have."""

CLIENT_NUMBERS = ("sdk", "protocol", "client_protocol")
CLIENT_TEXTS = ("version", "os", "os_version", "device_model", "browser", "browser_version", "network")
SETTINGS = ("auto_subscribe", "adaptive_stream", "subscriber_allow_pause")
CAPABILITIES = 8


class BadQuery(ValueError):
    """A query that no page of ours sends."""


def names(query: str) -> dict[str, str]:
    """Read the fields of a query. The first of several with one name counts, as in LiveKit. Raises BadQuery."""
    try:
        return dict(reversed(parse_qsl(query, max_num_fields=FIELDS)))
    except ValueError:
        raise BadQuery("the query has too many fields") from None


def rebuild(path: str, fields: dict[str, str], signals: Signals) -> str:
    """Build the query for LiveKit. Leave out a value that does not have its form. Raises BadQuery."""
    passed = {"access_token": fields.get("access_token", "")}
    if path.startswith("/rtc/v1"):
        passed["join_request"] = _pack(_join(_unpack(fields.get("join_request", "")), signals))
    else:
        passed |= {name: fields[name] for name, form in FORMS.items() if form.fullmatch(fields.get(name, ""))}
    return urlencode(passed)


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
    except (ValueError, DecodeError, zlib.error):  # ValueError: the text is not base64
        raise BadQuery("join_request cannot be read") from None


def _join(theirs: JoinRequest, signals: Signals) -> JoinRequest:
    ours = JoinRequest(reconnect=theirs.reconnect, reconnect_reason=theirs.reconnect_reason)
    client, info = ours.client_info, theirs.client_info
    _copy(info, client, CLIENT_NUMBERS)
    _copy(info, client, [name for name in CLIENT_TEXTS if _TEXT.fullmatch(getattr(info, name))])
    client.capabilities.extend(info.capabilities[:CAPABILITIES])
    _copy(theirs.connection_settings, ours.connection_settings, SETTINGS)
    if _SID.fullmatch(theirs.participant_sid):
        ours.participant_sid = theirs.participant_sid
    if theirs.HasField("publisher_offer"):
        try:
            signals.check_sdp(theirs.publisher_offer.sdp)
        except BadSignal as error:
            raise BadQuery(str(error)) from None
        _copy(theirs.publisher_offer, ours.publisher_offer, ("type", "id"))
        ours.publisher_offer.sdp = signals.passed(theirs.publisher_offer.sdp)
    return ours


def _copy(source: Message, target: Message, fields: "tuple[str, ...] | list[str]") -> None:
    """Copy plain fields. Leave an unset field unset, because it may not mean the same as its default."""
    for name in fields:
        if not source.DESCRIPTOR.fields_by_name[name].has_presence or source.HasField(name):
            setattr(target, name, getattr(source, name))


def _pack(request: JoinRequest) -> str:
    packed = gzip.compress(request.SerializeToString(), compresslevel=6, mtime=0)
    wrapped = WrappedJoinRequest(compression=WrappedJoinRequest.Compression.GZIP, join_request=packed)
    return base64.urlsafe_b64encode(wrapped.SerializeToString()).decode()
