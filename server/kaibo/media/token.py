"""LiveKit's tokens and webhooks: plain JWTs (docs.livekit.io, "Authentication", "Webhooks"). Pure."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any, NamedTuple

import jwt

SECONDS = 60
HS256 = ["HS256"]


class Grant(NamedTuple):
    """The right to join one room once. `sources` are what may be published (None: nothing)."""

    room: str
    identity: str
    name: str
    sources: tuple[str, ...] | None
    subscribe: bool
    hidden: bool = False


class TokenClaims(NamedTuple):
    """What a token says of its bearer."""

    room: str
    identity: str


class WebhookRefused(ValueError):
    """A webhook that LiveKit did not send, or not so."""


def mint(grant: Grant, key: str, secret: str, now: int) -> str:
    """A join token, good for a minute. `now` in unix ms."""
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
    """Whose token it is, if our key signed it. Expired ones too: LiveKit renews them as it likes, so their
    time says nothing, and what counts is whether the bearer may be in now."""
    try:
        claims = jwt.decode(token, secret, HS256, issuer=key, options={"verify_exp": False, "verify_nbf": False})
    except jwt.InvalidTokenError:
        return None
    video = claims.get("video") or {}
    if not video.get("roomJoin"):
        return None
    return TokenClaims(str(video.get("room", "")), str(claims.get("sub", "")))


def sources(token: str) -> tuple[str, ...]:
    """Say what a token lets its bearer publish. The caller has checked the token with `read`."""
    video = jwt.decode(token, options={"verify_signature": False}).get("video") or {}
    named = video.get("canPublishSources")
    return tuple(map(str, named)) if video.get("canPublish") and isinstance(named, list) else ()


def read_webhook(body: bytes, authorization: str, key: str, secret: str) -> str:
    """The name of the room it speaks of ("" if of none). Raises WebhookRefused for any flaw."""
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
