"""Launch tokens: the terms or the id of a launch link, under a MAC. Pure: time and keys are arguments.

- 1: version (1), key id (1), flags (1), role (1), activity (8), link epoch (4), expiry (8), name, MAC (16).
- 2: version (1), key id (1), id of a stored link (16), MAC (16). Numbers in brackets are bytes.

The expiry is in unix seconds, the name in UTF-8. The MAC is a cut HMAC-SHA256. The token is base64url without padding.

Version 1 holds all terms and needs no row. Its flag 1 offers the browser first. Version 2 names a link whose terms are
in the store.

No new token ends in `-` or `_`, because mail and chat programs cut them off. A token of version 1 that would end so
has a zero byte after its name, and the flag 2. Tokens from before this rule may end so, and stay good.

A token has one spelling: the reader encodes the bytes again and compares. Permanent links never expire, so the server
reads version 1 for ever. While the key changes, the old and the new key are both good.
"""

import base64
import binascii
import hmac
import struct
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from kaibo.features.link.link_text import PUNCTUATION, spellings

VERSION, STORED = 1, 2
MAC = 16
LINK = "ln_"
BROWSER, PADDED = 1, 2
PAD = b"\0"
"""No name holds it."""
HEAD = struct.Struct(">BBBBQIQ")


@dataclass(frozen=True, slots=True)
class LaunchToken:
    """A right to enter one activity in one role."""

    activity: int
    role: int
    """0 host, 1 guest."""
    name: str = ""
    """A guest's name; "" for a host."""
    expires: int = 0
    """In unix seconds; 0 for never."""
    epoch: int = 1
    """The role's link epoch when the link was made."""
    browser: bool = False
    """Whether the launch page offers the browser first. The link is the same in all else."""

    @property
    def permanent(self) -> bool:
        """Tell whether the link never expires."""
        return self.expires == 0


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A right whose terms are in the store."""

    id: str
    """The link id: `ln_…`, 128 bits."""


class Found(NamedTuple):
    """A token that was found in a text."""

    text: str
    """The token's one spelling."""
    token: LaunchToken | StoredLink


class NotAToken(ValueError):
    """A text that none of our keys signed."""


def mint(token: LaunchToken | StoredLink, key: bytes, key_id: int = 1) -> str:
    """Write a token as text for a path. The text does not end in punctuation."""
    if isinstance(token, StoredLink):
        # 34 bytes: the last letter holds two bits, and is no punctuation
        return _sealed(bytes((STORED, key_id)) + _decode(token.id.removeprefix(LINK).encode()), key)
    text = _sealed(_terms(token, key_id), key)
    return _sealed(_terms(token, key_id, padded=True), key) if text.endswith(tuple(PUNCTUATION)) else text


def find(text: str, keys: Mapping[int, bytes]) -> Found:
    """Find the token in the text of a link, also when a mailer or a chat program changed its end.

    Raises NotAToken when there is none that one of the keys signed.
    """
    for spelling in spellings(text):
        with suppress(NotAToken):
            return Found(spelling, read(spelling, keys))
    raise NotAToken(text)


def read(text: str, keys: Mapping[int, bytes]) -> LaunchToken | StoredLink:
    """Read a token, also one that has expired. `keys` maps key ids to keys.

    Raises NotAToken unless one of the keys signed exactly this text.
    """
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
    if _encode(raw) != text:
        raise NotAToken(text)
    return _parse(text, body)


def _parse(text: str, body: bytes) -> LaunchToken | StoredLink:
    if body[0] == STORED and len(body) == 2 + MAC:
        return StoredLink(LINK + _encode(body[2:]))
    if body[0] != VERSION or len(body) < HEAD.size:
        raise NotAToken(text)
    _, _, flags, role, activity, epoch, expires = HEAD.unpack(body[: HEAD.size])
    name = body[HEAD.size :].removesuffix(PAD if flags & PADDED else b"").decode()
    return LaunchToken(activity, role, name, expires, epoch, bool(flags & BROWSER))


def link_id(token: LaunchToken, key: bytes) -> str:
    """Compute the link's id from its terms. It is the same each time, so minting needs no query and no row."""
    fields = f"{token.activity}|{token.role}|{token.epoch}|{token.expires}|{token.name}"
    return LINK + _encode(hmac.digest(key, fields.encode(), sha256)[:MAC])


def _terms(token: LaunchToken, key_id: int, *, padded: bool = False) -> bytes:
    flags = BROWSER * token.browser | PADDED * padded
    head = HEAD.pack(VERSION, key_id, flags, token.role, token.activity, token.epoch, token.expires)
    return head + token.name.encode() + PAD * padded


def _sealed(body: bytes, key: bytes) -> str:
    return _encode(body + _mac(body, key))


def _mac(body: bytes, key: bytes) -> bytes:
    return hmac.digest(key, body, sha256)[:MAC]


def _decode(text: bytes) -> bytes:
    return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
