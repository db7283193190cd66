"""The keys that come from the master secret: one for each purpose, and one that seals secrets in the store."""

import hashlib
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class MasterKeyUnusable(RuntimeError):
    """The data folder's master key is missing, broken, or from another store. The text says what to do."""


class Vault:
    """Derives keys from one master secret, so that no key serves two purposes (RFC 5869)."""

    def __init__(self, master: bytes) -> None:
        """Take the master secret. Raises ValueError when it is shorter than 32 bytes."""
        if len(master) < 32:
            raise ValueError("the master secret has 32 bytes")
        self._master = master
        self._keys: dict[str, bytes] = {}
        self._seal = AESGCM(self.key("seal"))

    def key(self, purpose: str) -> bytes:
        """Derive the 32 bytes for a purpose. They are always the same for the same purpose."""
        if purpose not in self._keys:
            self._keys[purpose] = HKDF(hashes.SHA256(), 32, None, f"kaibo {purpose}".encode()).derive(self._master)
        return self._keys[purpose]

    def seal(self, text: str, label: str) -> bytes:
        """Encrypt a text for the store. `label` names the row, so that no row can take another row's sealed value."""
        nonce = os.urandom(NONCE)
        return nonce + self._seal.encrypt(nonce, text.encode(), label.encode())

    def unseal(self, sealed: bytes, label: str) -> str:
        """Decrypt a sealed text. Raises cryptography.exceptions.InvalidTag for another label or master secret."""
        nonce, body = sealed[:NONCE], sealed[NONCE:]
        return self._seal.decrypt(nonce, body, label.encode()).decode()


def fingerprint(secret: str) -> str:
    """Hash a ticket or a session secret for the store: SHA-256 in hex.

    These secrets have at least 128 random bits, so a plain hash is enough (OWASP, Session Management).
    """
    return hashlib.sha256(secret.encode()).hexdigest()
