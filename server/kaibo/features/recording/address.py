"""The addresses of a replay's files. Pure."""

import hashlib
import hmac
from collections.abc import Iterable

import jwt

from kaibo.access.table import Stored

PURPOSE, DOWNLOAD, LIVE = "replay", "replay download", "live"
"""The purposes of the keys (`vault.py`)."""
CHARACTERS = 32
DOWNLOAD_SECONDS = 3600
"""How long the address of a download is good."""
HS256 = "HS256"


def key_of(secret: bytes, recording_id: str, rule: Stored) -> str:
    """Make the part of an address that names a recording under the present rule of who may watch.

    A new password or another kind of rule gives another key. So no cache on the way answers the old addresses.
    The key opens nothing by itself: the server asks `may_watch` about each request.
    """
    text = f"{recording_id} {rule.main} {rule.sub} {rule.epoch}"
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:CHARACTERS]


def key_of_live(secret: bytes, recording_id: str, revision: int) -> str:
    """Make the part of an address that names a recording that goes on, under one revision of who may watch.

    A ban gives another key too, so that no cache on the way serves the viewer who is banned.
    """
    return hmac.new(secret, f"{recording_id} {revision}".encode(), hashlib.sha256).hexdigest()[:CHARACTERS]


def first_number(activity_id: int, start_time: int) -> int:
    """Give the number of an airing's first segment: the seconds since the activity was made.

    `start_time` is in unix ms. A playlist's numbers never go back (RFC 8216bis §6.2.2), also when a show goes on air
    again. A segment is longer than a second, so no airing comes up to the numbers of the next one.
    """
    return max(0, start_time // 1000 - activity_id // 1_000_000)


def is_key(keys: Iterable[bytes], key: str, recording_id: str, rule: Stored) -> bool:
    """Tell whether this is the key of that recording now, by any of the secrets."""
    return any(hmac.compare_digest(key_of(each, recording_id, rule).encode(), key.encode()) for each in keys)


def download_token(secret: bytes, replay_id: int, now: int) -> str:
    """Make the token of a download. `now` is in unix ms."""
    return jwt.encode({"sub": str(replay_id), "exp": now // 1000 + DOWNLOAD_SECONDS}, secret, HS256)


def read_download(keys: Iterable[bytes], token: str) -> int | None:
    """Return the replay that a token names. None for a token that is too old, or not ours."""
    for key in keys:
        try:
            return int(jwt.decode(token, key, [HS256], options={"require": ["exp", "sub"]})["sub"])
        except (jwt.InvalidTokenError, ValueError):
            continue
    return None
