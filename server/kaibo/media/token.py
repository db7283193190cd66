"""LiveKit's tokens and webhooks, which are plain JWTs (docs.livekit.io, "Authentication", "Webhooks"). Pure."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any, NamedTuple

import jwt

SECONDS = 60
"""How long a join token is valid."""
HS256 = ["HS256"]


class Grant(NamedTuple):
    """The right to join one room once."""

    room: str
    identity: str
    name: str
    sources: tuple[str, ...] | None
    """The sources that the bearer may publish. None: the bearer may publish nothing."""
    subscribe: bool
    hidden: bool = False


class TokenClaims(NamedTuple):
    """The room and the identity that a token names."""

    room: str
    identity: str
    sources: tuple[str, ...] = ()
    """The sources that the bearer may publish."""

    @property
    def who(self) -> "TokenClaims":
        """Return the same claims without sources."""
        return self._replace(sources=())


class WebhookRefused(ValueError):
    """LiveKit did not send this webhook, or not in this form."""


def mint(grant: Grant, key: str, secret: str, now: int) -> str:
    """Make a join token that is valid for a minute. `now` is in unix ms."""
    video: dict[str, Any] = {
        "roomJoin": True,
        "room": grant.room,
        "canPublish": grant.sources is not None,
        "canSubscribe": grant.subscribe,
        "canPublishData": False,
        "canUpdateOwnMetadata": False,
        "hidden": grant.hidden,
    }
    if grant.sources is not None:
        video["canPublishSources"] = list(grant.sources)
    seconds = now // 1000
    claims = {"iss": key, "sub": grant.identity, "name": grant.name, "video": video}
    return jwt.encode({**claims, "nbf": seconds - 10, "exp": seconds + SECONDS}, secret, "HS256")


def read(token: str, key: str, secret: str) -> TokenClaims | None:
    """Read a token that our key signed, also an expired one. Return None for any other token.

    LiveKit renews tokens when it likes, so their times mean nothing. The caller checks whether the bearer may join now.
    """
    try:
        claims = jwt.decode(token, secret, HS256, issuer=key, options={"verify_exp": False, "verify_nbf": False})
    except jwt.InvalidTokenError:
        return None
    video = claims.get("video") or {}
    if not video.get("roomJoin"):
        return None
    listed = video.get("canPublishSources")
    sources = tuple(map(str, listed)) if video.get("canPublish") and isinstance(listed, list) else ()
    return TokenClaims(str(video.get("room", "")), str(claims.get("sub", "")), sources)


def read_webhook(body: bytes, authorization: str, key: str, secret: str) -> str:
    """Check a webhook, and return the name of its room ("" without one). Raises WebhookRefused for any fault."""
    try:
        claims = jwt.decode(authorization, secret, HS256, issuer=key, options={"require": ["exp", "iss"]})
        hashed = base64.b64decode(str(claims["sha256"]), validate=True)
    except (jwt.InvalidTokenError, KeyError, binascii.Error) as error:
        raise WebhookRefused("it is not signed by our key") from error
    if not hmac.compare_digest(hashed, hashlib.sha256(body).digest()):
        raise WebhookRefused("its body is not the one that was signed")
    try:
        room = json.loads(body).get("room", {})
        return str(room.get("name", ""))
    except (ValueError, AttributeError) as error:
        raise WebhookRefused("it is not JSON of the known form") from error
