"""Session tokens that backends make themselves, without a call (docs/wire.md, "Session tokens").

A server needs only the long-term secret to check one. Pure: time and secrets are arguments.

token      = "STS2" + base64(JSON of LTAccessKeyId, AccessKeyId, SignedSecretAccessKey, ExpiredTime, PolicyString,
             Signature)
key        = md5(long-term secret)
Signature  = hex HMAC-SHA256(key, LTAccessKeyId|AccessKeyId|ExpiredTime|SignedSecretAccessKey|PolicyString)
temporary secret = AES-128-CBC(key, iv = key) of SignedSecretAccessKey, padded with zeros
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from kaibo.gateway.errors import InvalidSecretToken

PREFIX = "STS2"
LONGEST = 16 * 1024
TEXTS = ("LTAccessKeyId", "AccessKeyId", "SignedSecretAccessKey", "PolicyString", "Signature")


@dataclass(frozen=True, slots=True)
class SessionToken:
    """The fields of a token, before the server checks them."""

    key: str
    """The id of the long-term key."""
    access_key: str
    """The id of the temporary key."""
    sealed_secret: str
    expires: int
    """Unix seconds."""
    policy: str
    signature: str


def read(text: str) -> SessionToken:
    """Read the fields of a token. Raises InvalidSecretToken for a text that is no token."""
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        raise InvalidSecretToken("it is not a token of the form STS2")
    try:
        data = json.loads(base64.b64decode(text[len(PREFIX) :], validate=True))
    except (ValueError, binascii.Error, RecursionError):
        raise InvalidSecretToken("it cannot be read") from None
    expires = data.get("ExpiredTime") if isinstance(data, dict) else None
    if type(expires) is not int or not all(isinstance(data.get(name), str) for name in TEXTS):
        raise InvalidSecretToken("a field is missing")
    return SessionToken(
        data["LTAccessKeyId"],
        data["AccessKeyId"],
        data["SignedSecretAccessKey"],
        expires,
        data["PolicyString"],
        data["Signature"],
    )


def open_secret(token: SessionToken, access_key: str, secret: str, now: int, longest: int) -> str:
    """Return the temporary secret of the token, for a request of `access_key`.

    `secret` is the long-term secret. `now` is in unix seconds. `longest` is the most seconds that a token may still
    have to live. Raises InvalidSecretToken unless the long-term secret signed the token, for this access key, and the
    token is still valid.
    """
    key = hashlib.md5(secret.encode(), usedforsecurity=False).digest()
    text = f"{token.key}|{token.access_key}|{token.expires}|{token.sealed_secret}|{token.policy}"
    wanted = hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256").hex()
    if not hmac.compare_digest(wanted.encode(), token.signature.encode("utf-8", "surrogatepass")):
        raise InvalidSecretToken("its signature does not match")
    if not hmac.compare_digest(token.access_key.encode("utf-8", "surrogatepass"), access_key.encode()):
        raise InvalidSecretToken("it is for another access key")
    if token.expires <= now:
        raise InvalidSecretToken("it has expired")
    if token.expires > now + longest:
        raise InvalidSecretToken(f"it lives longer than the {longest} seconds that are allowed here")
    return _decrypt(token.sealed_secret, key)


def _decrypt(sealed: str, key: bytes) -> str:
    try:
        raw = base64.b64decode(sealed, validate=True)
        opening = Cipher(AES(key), CBC(key)).decryptor()
        return (opening.update(raw) + opening.finalize()).rstrip(b"\0").decode()
    except (ValueError, binascii.Error):
        raise InvalidSecretToken("its secret cannot be read") from None
