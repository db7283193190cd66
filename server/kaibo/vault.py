"""What the master secret is good for: a key for each purpose, and sealing at rest."""

import hashlib
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class MasterKeyUnusable(RuntimeError):
    """The data folder's master key is missing, broken or another store's; the text says what to do."""


class Vault:
    """Derives keys from one master secret (32 bytes), so that no key serves two purposes (RFC 5869)."""

    def __init__(self, master: bytes) -> None:
        if len(master) < 32:
            raise ValueError("the master secret has 32 bytes")
        self._master = master
        self._keys: dict[str, bytes] = {}
        self._seal = AESGCM(self.key("seal"))

    def key(self, purpose: str) -> bytes:
        """32 bytes, the same for the same purpose for ever."""
        if purpose not in self._keys:
            self._keys[purpose] = HKDF(hashes.SHA256(), 32, None, f"kaibo {purpose}".encode()).derive(self._master)
        return self._keys[purpose]

    def seal(self, text: str, label: str) -> bytes:
        """Encrypt for the store. `label` names the row, so that a sealed value cannot be moved to another."""
        nonce = os.urandom(NONCE)
        return nonce + self._seal.encrypt(nonce, text.encode(), label.encode())

    def unseal(self, sealed: bytes, label: str) -> str:
        """Raises cryptography.exceptions.InvalidTag for another label or another master secret."""
        nonce, body = sealed[:NONCE], sealed[NONCE:]
        return self._seal.decrypt(nonce, body, label.encode()).decode()


def fingerprint(secret: str) -> str:
    """What the store keeps of a ticket or a session secret: SHA-256 in hex. They are 128 random bits or
    more, so a plain hash is enough (OWASP, Session Management)."""
    return hashlib.sha256(secret.encode()).hexdigest()
