"""Signatures as `minisign` makes them, of whoever builds the app: Ed25519 over the BLAKE2b-512 of a file.

https://jedisct1.github.io/minisign/#signature-format. Only its prehashed form `ED`, which has been its default since
0.10; the older one is refused, so that one text has one meaning.
"""

import base64
from dataclasses import dataclass
from hashlib import blake2b

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

ID, KEY, SIGNATURE = 8, 32, 64  # bytes
UNTRUSTED, TRUSTED = b"untrusted comment: ", b"trusted comment: "


class BadSignature(ValueError):
    """It is no signature of this key over these bytes; or a text that is no key."""


@dataclass(frozen=True)
class PublicKey:
    """`id` says which key a signature names; it proves nothing."""

    id: bytes
    key: bytes


def read_key(text: bytes) -> PublicKey:
    """The key in a `.pub` file. Raises BadSignature."""
    _, line = _lines(text, 2)
    found = _decoded(line, b"Ed", ID + KEY)
    return PublicKey(found[:ID], found[ID:])


def verify(key: PublicKey, data: bytes, signature: bytes) -> str:
    """The trusted comment of a `.minisig` file, when its key signed `data` and the comment. Raises BadSignature."""
    untrusted, first, comment, last = _lines(signature, 4)
    named = _decoded(first, b"ED", ID + SIGNATURE)
    if named[:ID] != key.id or not untrusted.startswith(UNTRUSTED) or not comment.startswith(TRUSTED):
        raise BadSignature
    comment = comment.removeprefix(TRUSTED)
    proof = named[ID:]
    try:
        VerifyKey(key.key).verify(blake2b(data).digest(), proof)
        VerifyKey(key.key).verify(proof + comment, _decoded(last, b"", SIGNATURE))
        return comment.decode()
    except (BadSignatureError, UnicodeDecodeError):
        raise BadSignature from None


def _lines(text: bytes, wanted: int) -> list[bytes]:
    lines = text.removesuffix(b"\n").split(b"\n")
    if len(lines) != wanted:
        raise BadSignature
    return lines


def _decoded(line: bytes, kind: bytes, length: int) -> bytes:
    """What stands in base64 after the two letters of its kind, `length` bytes."""
    try:
        found = base64.b64decode(line, validate=True)
    except ValueError:
        raise BadSignature from None
    if len(found) != len(kind) + length or not found.startswith(kind) or base64.b64encode(found) != line:
        raise BadSignature
    return found[len(kind) :]
