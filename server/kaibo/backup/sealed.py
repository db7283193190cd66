"""The private files of a data folder, sealed by a passphrase: scrypt makes the key, AES-256-GCM seals."""

import json
import os
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from kaibo.backup.errors import WrongPassphrase

SALT, NONCE = 16, 12
"""Bytes before the sealed text."""
COST, BLOCK, PARALLEL = 2**17, 8, 1
"""scrypt's N, r and p: 128 MB and about half a second for each guess (OWASP, Password Storage)."""
SHORTEST = 8
"""Characters of a new passphrase."""


def seal(files: dict[str, str], passphrase: str, label: str) -> bytes:
    """Seal the texts of files, by their names. `label` names the installation. Raises WrongPassphrase."""
    if len(passphrase) < SHORTEST:
        raise WrongPassphrase(f"the passphrase has fewer than {SHORTEST} characters; choose a longer one")
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return salt + nonce + _cipher(passphrase, salt).encrypt(nonce, json.dumps(files).encode(), label.encode())


def unseal(sealed: bytes, passphrase: str, label: str) -> dict[str, str]:
    """Return the texts of the files, by their names. Raises WrongPassphrase."""
    salt, nonce, body = sealed[:SALT], sealed[SALT : SALT + NONCE], sealed[SALT + NONCE :]
    try:
        text = _cipher(passphrase, salt).decrypt(nonce, body, label.encode())
    except InvalidTag:
        raise WrongPassphrase("the passphrase does not open the keys of this backup") from None
    files: dict[str, str] = json.loads(text)
    return files


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    """Make the cipher of a passphrase. Normalise it, because another keyboard may compose its letters."""
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return AESGCM(Scrypt(salt, 32, COST, BLOCK, PARALLEL).derive(typed))
