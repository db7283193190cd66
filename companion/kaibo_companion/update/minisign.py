"""Verify signatures of `minisign`: Ed25519 over the BLAKE2b-512 of a file.

The format is https://jedisct1.github.io/minisign/#signature-format. Only the prehashed form `ED` is accepted, the
default since 0.10. The older form is refused, so that one text has one meaning.
"""

import base64
from dataclasses import dataclass
from hashlib import blake2b

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

ID, KEY, SIGNATURE = 8, 32, 64  # bytes
UNTRUSTED, TRUSTED = b"untrusted comment: ", b"trusted comment: "


class BadSignature(ValueError):
    """The text is not a signature of this key over these bytes, or not a key."""


@dataclass(frozen=True)
class PublicKey:
    """`id` is the name of the key in a signature. It proves nothing."""

    id: bytes
    key: bytes


def read_key(text: bytes) -> PublicKey:
    """Read the key in a `.pub` file. Raises BadSignature."""
    _, line = _lines(text, 2)
    decoded = _decode(line, b"Ed", ID + KEY)
    return PublicKey(decoded[:ID], decoded[ID:])


def verify(key: PublicKey, data: bytes, signature: bytes) -> str:
    """Check that the key signed `data` and the trusted comment. Return that comment. Raises BadSignature."""
    untrusted, first, comment, last = _lines(signature, 4)
    decoded = _decode(first, b"ED", ID + SIGNATURE)
    if decoded[:ID] != key.id or not untrusted.startswith(UNTRUSTED) or not comment.startswith(TRUSTED):
        raise BadSignature
    comment = comment.removeprefix(TRUSTED)
    proof = decoded[ID:]
    try:
        VerifyKey(key.key).verify(blake2b(data).digest(), proof)
        VerifyKey(key.key).verify(proof + comment, _decode(last, b"", SIGNATURE))
        return comment.decode()
    except (BadSignatureError, UnicodeDecodeError):
        raise BadSignature from None


def _lines(text: bytes, count: int) -> list[bytes]:
    lines = text.removesuffix(b"\n").split(b"\n")
    if len(lines) != count:
        raise BadSignature
    return lines


def _decode(line: bytes, kind: bytes, length: int) -> bytes:
    """Decode base64, and return the `length` bytes after the letters `kind`."""
    try:
        decoded = base64.b64decode(line, validate=True)
    except ValueError:
        raise BadSignature from None
    if len(decoded) != len(kind) + length or not decoded.startswith(kind) or base64.b64encode(decoded) != line:
        raise BadSignature
    return decoded[len(kind) :]
