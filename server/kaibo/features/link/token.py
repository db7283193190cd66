"""Launch tokens: what a launch link says, under a MAC. Pure: time and keys are arguments.

    version 1 (1 byte) · key id (1) · flags (1) · role (1) · activity (8) · link epoch (4) · expiry in unix s (8) ·
    name (UTF-8) · MAC (16: HMAC-SHA256, cut)                                          in base64url, unpadded
    version 2 (1 byte) · key id (1) · id of a stored link (16) · MAC (16)

The first says all that there is to say and needs no row; its one flag is 1: browser first. The second names a link
whose terms are in the store.

A token has one spelling: the reader encodes again and compares. Permanent links live for ever, so version 1 is
read for ever; two keys may be good at once while they are being changed.
"""

import base64
import binascii
import hmac
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

VERSION, STORED = 1, 2
MAC = 16
LINK = "ln_"
BROWSER = 1
HEAD = struct.Struct(">BBBBQIQ")
NAME_MAX = 15
REFUSED = {"Cc", "Cs", "Zl", "Zp"}
DIRECTIONS = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


@dataclass(frozen=True, slots=True)
class LaunchToken:
    """A right to enter one activity in one role (0 host, 1 guest), until `expires` (unix seconds; 0: for
    ever). `name` is a guest's, "" for a host. `epoch` is the link epoch of the activity it was made in. With
    `browser` its page offers the browser first; in all else it is the same link."""

    activity: int
    role: int
    name: str = ""
    expires: int = 0
    epoch: int = 1
    browser: bool = False

    @property
    def permanent(self) -> bool:
        return self.expires == 0


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A right whose terms are in the store, under this link id (`ln_…`, 128 bits)."""

    id: str


class NotAToken(ValueError):
    """A text that no key of ours signed."""


def clean_name(text: str) -> str:
    """A UserName as it is kept: stripped, NFC, 1 to 15 code points; joiners and variation selectors may be in it.

    Raises ValueError with what is wrong: its length, control characters, line separators, direction marks.
    """
    name = unicodedata.normalize("NFC", text.strip())
    if not 1 <= len(name) <= NAME_MAX:
        raise ValueError(f"it has 1 to {NAME_MAX} characters")
    if any(unicodedata.category(c) in REFUSED or ord(c) in DIRECTIONS for c in name):
        raise ValueError("it holds a control character or a direction mark")
    return name


def mint(token: LaunchToken | StoredLink, key: bytes, key_id: int = 1) -> str:
    """The token as text for a path."""
    if isinstance(token, StoredLink):
        body = bytes((STORED, key_id)) + _decode(token.id.removeprefix(LINK).encode())
    else:
        flags = BROWSER * token.browser
        head = HEAD.pack(VERSION, key_id, flags, token.role, token.activity, token.epoch, token.expires)
        body = head + token.name.encode()
    return _encode(body + _mac(body, key))


def read(text: str, keys: Mapping[int, bytes]) -> LaunchToken | StoredLink:
    """What it says, good or not. Raises NotAToken unless one of the keys, by key id, signed just this text."""
    try:
        raw = _decode(text.encode("ascii"))
    except (ValueError, binascii.Error):
        raise NotAToken(text) from None
    body, mac = raw[:-MAC], raw[-MAC:]
    if len(body) < 2:
        raise NotAToken(text)
    key = keys.get(body[1], b"")
    if not hmac.compare_digest(mac, _mac(body, key or b"no such key")) or not key:
        raise NotAToken(text)
    token = _said(text, body)
    if mint(token, key, body[1]) != text:
        raise NotAToken(text)
    return token


def _said(text: str, body: bytes) -> LaunchToken | StoredLink:
    if body[0] == STORED and len(body) == 2 + MAC:
        return StoredLink(LINK + _encode(body[2:]))
    if body[0] != VERSION or len(body) < HEAD.size:
        raise NotAToken(text)
    _, _, flags, role, activity, epoch, expires = HEAD.unpack(body[: HEAD.size])
    return LaunchToken(activity, role, body[HEAD.size :].decode(), expires, epoch, bool(flags & BROWSER))


def link_id(token: LaunchToken, key: bytes) -> str:
    """The id of the link, the same every time: so that minting needs no query and no row."""
    fields = f"{token.activity}|{token.role}|{token.epoch}|{token.expires}|{token.name}"
    return LINK + _encode(hmac.digest(key, fields.encode(), sha256)[:MAC])


def _mac(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, sha256)[:MAC]


def _decode(text: bytes) -> bytes:
    return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
