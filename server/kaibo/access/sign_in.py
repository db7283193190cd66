"""The tokens by which an integrator signs viewers in (docs/wire.md, "Who may watch").

A token is a JWT (RFC 7519) with HS256. The integrator signs it with the show's login secret, or asks GetSDKTokenAPI.
"""

import hashlib
import hmac
from contextlib import suppress
from typing import Any, NamedTuple

import jwt
from pydantic import ValidationError

from kaibo.gateway.action import Wire
from kaibo.vault import Vault

HS256 = "HS256"
PUBLIC, CUSTOM = 1, 2
"""The modes. A token of the first one names nobody."""
SECONDS = 7 * 24 * 3600
"""How long a token is good, from its TimeStamp."""
EARLY_SECONDS = 15 * 60
"""How far ahead the integrator's clock may be, as with signatures."""
MS_FROM = 10**11
"""A TimeStamp from here on is in milliseconds."""


class Claims(NamedTuple):
    """The person whom a token names."""

    user: str
    """The ExternalUserId."""
    name: str
    avatar: str
    comment: str


class _Claims(Wire):
    user_id_str: str
    nick_name: str = ""
    time_stamp: int
    avatar_url: str = ""
    custom_comment: str = ""


def secret(vault: Vault, activity_id: int, mode: int) -> str:
    """Return the login secret of a show: 64 hexadecimal digits. A new master key gives a new one."""
    return _secret(vault.key("login"), activity_id, mode)


def make(vault: Vault, activity_id: int, mode: int, claims: dict[str, Any], now: int) -> str:
    """Make a token. `now` is unix ms."""
    return jwt.encode({**claims, "TimeStamp": now // 1000}, secret(vault, activity_id, mode), HS256)


def read(vault: Vault, activity_id: int, token: str, now: int) -> Claims | None:
    """Return whom a token names. None: nobody signed it with the secret of this show, it is too old, or names nobody.

    The secrets of earlier master keys are good until those keys end. `now` is unix ms.
    """
    for key in vault.keys("login").values():
        with suppress(jwt.InvalidTokenError, ValidationError):
            found = jwt.decode(
                token, _secret(key, activity_id, CUSTOM), [HS256], options={"verify_aud": False, "verify_iat": False}
            )
            return _checked(_Claims.model_validate(found), now)
    return None


def _checked(claims: _Claims, now: int) -> Claims | None:
    made = claims.time_stamp // 1000 if claims.time_stamp >= MS_FROM else claims.time_stamp
    age = now // 1000 - made
    user = claims.user_id_str.strip()
    if not -EARLY_SECONDS <= age < SECONDS or not 1 <= len(user) <= 100:
        return None
    return Claims(user, " ".join(claims.nick_name.split())[:60], claims.avatar_url[:2000], claims.custom_comment[:50])


def _secret(key: bytes, activity_id: int, mode: int) -> str:
    return hmac.new(key, f"{activity_id} {mode}".encode(), hashlib.sha256).hexdigest()
