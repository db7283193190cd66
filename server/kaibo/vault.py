"""The keys that come from the master secrets: one for each purpose, and one that seals secrets in the store."""

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
SEAL = "seal"
MOST = 255
"""The highest id of a master key."""


class MasterKeyUnusable(RuntimeError):
    """The data folder's master key is missing, broken, or from another store. The text says what to do."""


class MasterKey(NamedTuple):
    """One key of the ring in `master.key`."""

    id: int
    """From 1, and at most MOST. Launch tokens carry it in a byte."""
    made: str
    """The day it was made, such as 2026-11-29; "" for the first key, which tells no day."""
    secret: bytes
    ended: bool = False
    """It opens nothing any more."""


class Vault:
    """Derives keys from master secrets, so that no key serves two purposes (RFC 5869).

    The newest master key seals and signs. The older ones still open what they sealed.
    """

    def __init__(self, master: bytes | Sequence[MasterKey]) -> None:
        """Take one master secret, or a ring, the oldest first. Raises ValueError when one is shorter than 32 bytes."""
        ring = (MasterKey(1, "", master),) if isinstance(master, bytes) else tuple(master)
        if any(len(each.secret) < 32 for each in ring):
            raise ValueError("the master secret has 32 bytes")
        self._first, self._newest = ring[0], ring[-1]
        self._opening = [each for each in reversed(ring) if not each.ended]
        self._keys: dict[tuple[int, str], bytes] = {}

    @property
    def id(self) -> int:
        """Return the id of the newest master key."""
        return self._newest.id

    def key(self, purpose: str) -> bytes:
        """Derive the 32 bytes for a purpose from the newest key."""
        return self._derived(self._newest, purpose)

    def keys(self, purpose: str) -> dict[int, bytes]:
        """Derive the bytes for a purpose from each key that still opens, by its id, the newest first."""
        return {each.id: self._derived(each, purpose) for each in self._opening}

    def lasting(self, purpose: str) -> bytes:
        """Derive bytes that no rotation changes, from the first key. They are for names, and prove nothing."""
        return self._derived(self._first, purpose)

    def seal(self, text: str, label: str) -> bytes:
        """Encrypt a text for the store. `label` names the row, so that no row can take another row's sealed value."""
        nonce = os.urandom(NONCE)
        return nonce + AESGCM(self.key(SEAL)).encrypt(nonce, text.encode(), label.encode())

    def unseal(self, sealed: bytes, label: str) -> str:
        """Decrypt a sealed text. Raises cryptography.exceptions.InvalidTag for another label or master secret."""
        nonce, body = sealed[:NONCE], sealed[NONCE:]
        for each in self._opening[:-1]:
            with suppress(InvalidTag):
                return AESGCM(self._derived(each, SEAL)).decrypt(nonce, body, label.encode()).decode()
        return AESGCM(self._derived(self._opening[-1], SEAL)).decrypt(nonce, body, label.encode()).decode()

    def _derived(self, master: MasterKey, purpose: str) -> bytes:
        at = master.id, purpose
        if at not in self._keys:
            self._keys[at] = HKDF(hashes.SHA256(), 32, None, f"kaibo {purpose}".encode()).derive(master.secret)
        return self._keys[at]


def moved(old: Vault, new: Vault, sealed: bytes, label: str, refusal: str) -> bytes:
    """Seal a sealed text with the newest key of `new`. Raises MasterKeyUnusable when `old` does not open it.

    `refusal` is the text of the error.
    """
    try:
        return new.seal(old.unseal(sealed, label), label)
    except InvalidTag:
        raise MasterKeyUnusable(refusal) from None


def parse(text: str) -> tuple[MasterKey, ...]:
    """Read the text of `master.key`: 64 hexadecimal digits, or one line for each key. Raises ValueError.

    A line has the id, the day, `ended` or `open`, and the digits. An older Kaibo refuses a ring, and says that the file
    is broken.
    """
    lines = text.split("\n") if " " in text.strip() else []
    if not lines:
        ring: tuple[MasterKey, ...] = (MasterKey(1, "", bytes.fromhex(text.strip())),)
    else:
        ring = tuple(_line(line.split()) for line in lines if line.strip())
    ids = [each.id for each in ring]
    if any(len(each.secret) < 32 for each in ring) or ids != sorted(set(ids)) or ring[-1].ended:
        raise ValueError("not a ring of keys")
    return ring


def written(ring: Sequence[MasterKey]) -> str:
    """Write the text of `master.key`. One first key stays in the form that every release reads."""
    if len(ring) == 1:
        return ring[0].secret.hex()
    lines = (f"{each.id} {each.made or '-'} {'ended' if each.ended else 'open'} {each.secret.hex()}" for each in ring)
    return "\n".join(lines) + "\n"


def _line(words: list[str]) -> MasterKey:
    number, made, state, secret = words
    if state not in {"open", "ended"} or not 1 <= int(number) <= MOST:
        raise ValueError(state)
    return MasterKey(int(number), "" if made == "-" else made, bytes.fromhex(secret), state == "ended")


def fingerprint(secret: str) -> str:
    """Hash a ticket or a session secret for the store: SHA-256 in hex.

    These secrets have at least 128 random bits, so a plain hash is enough (OWASP, Session Management).
    """
    return hashlib.sha256(secret.encode()).hexdigest()
