"""Passwords of admins: their rule, their hash, and the limit of wrong ones."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Connection, delete, insert, select

from kaibo.call import new_id
from kaibo.errors import InvalidParameter
from kaibo.features.admin.errors import TooManyWrongPasswords
from kaibo.features.admin.table import admin_try
from kaibo.folded import fold
from kaibo.vault import fingerprint

SHORTEST, LONGEST = 12, 200
"""Characters. A long password needs no rule about its letters (NIST SP 800-63B §3.1.1.2)."""
ITERATIONS, LANES, MEMORY_KIB, SALT, LENGTH = 2, 1, 19_456, 16, 32
"""OWASP, Password Storage: Argon2id with 19 MiB and two rounds."""
MOST_WRONG, WINDOW_MS = 5, 60_000


def check_rule(parameter: str, text: str, name: str) -> None:
    """Raise InvalidParameter for a password that is too short, too long, or the admin's name."""
    if not SHORTEST <= len(text) <= LONGEST:
        raise InvalidParameter(parameter, f"a password has {SHORTEST} to {LONGEST} characters")
    if len(set(text)) < 4 or fold(name) in fold(text) and len(text) - len(name) < SHORTEST // 2:
        raise InvalidParameter(parameter, "it is too easy to guess; put some words together")


def hashed(text: str) -> str:
    """Hash a password, in PHC form. It takes about 50 ms, so it runs outside the event loop."""
    kdf = Argon2id(salt=os.urandom(SALT), length=LENGTH, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB)
    return kdf.derive_phc_encoded(text.encode())


@lru_cache(maxsize=1)
def _decoy() -> str:
    """Make the hash to compare with when a name is unknown, so that the answer takes as long."""
    return hashed(os.urandom(16).hex())


def fits(text: str, stored: str) -> bool:
    """Tell whether a password has this hash. `stored` is "" for an admin without one, who gets no other answer time."""
    try:
        Argon2id.verify_phc_encoded(text.encode(), stored or _decoy())
    except InvalidKey:
        return False
    return bool(stored)


def check_tries(db: Connection, name: str, now: int) -> None:
    """Raise TooManyWrongPasswords after five wrong passwords for this name within a minute."""
    lately = select(admin_try.c.at).where(admin_try.c.name_hash == _key(name), admin_try.c.at > now - WINDOW_MS)
    times = sorted(db.scalars(lately))
    if len(times) >= MOST_WRONG:
        raise TooManyWrongPasswords(max(1, (times[-MOST_WRONG] + WINDOW_MS - now + 999) // 1000))


def note_wrong(db: Connection, name: str, now: int) -> None:
    """Count a wrong password for this name."""
    db.execute(insert(admin_try).values(id=new_id("at_"), name_hash=_key(name), at=now))


def forgive(db: Connection, name: str) -> None:
    """Forget the wrong passwords for this name, after a right one."""
    db.execute(delete(admin_try).where(admin_try.c.name_hash == _key(name)))


def _key(name: str) -> str:
    return fingerprint(fold(name.strip()))
