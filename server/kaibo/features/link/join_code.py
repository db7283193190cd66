"""Join codes: a host's link as a code that a person can type. `K7QM-2XWD-…` has six groups of four.

    activity (55 bits) · MAC (65 bits: HMAC-SHA256, cut)          in Crockford's base 32, which has no I, L, O and U

A join code names only the activity. The MAC also covers the host's link epoch and the end, 0 for never.
A code with an end expires at the end of a slot of time. The reader tries all slots that may still be open.

The server counts calls per address, and wrong codes per activity. A right code always opens the link.
Otherwise strangers could shut a host out with wrong codes. So 65 bits must be enough without a limit.
A thousand guesses a second, each tried against 147 ends, need about four million years.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterator
from hashlib import sha256

from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.features.link.errors import UnknownLink
from kaibo.features.link.token import LaunchToken
from kaibo.session.role import Role

PURPOSE = "launch key"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = str.maketrans("OIL", "011")
"""Crockford's rule: letters that look alike are the same."""
OTHER = re.compile(r"[^0-9A-Z]")
GROUPS = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{4}(?:(?:\s?[-\u2010-\u2015\u2212\u30fc]\s?)?[0-9A-Z]{4}){5}(?![0-9A-Z])")
"""A join code within other text. Input methods and chat programs change the dashes between its groups."""
NAMES, PROVES, GROUP = 11, 13, 4
"""Letters of the activity, of the MAC, and of a group."""
NO_EPOCH = 0
"""A link epoch that no activity has. With it, a code of an unknown activity takes as long to refuse as a wrong code."""
SLOTS = 144
"""How many slots a temporary code's life has: ten minutes each for a day. A code ends at most one slot late."""


def permanent(call: Call, show: Activity) -> str:
    """Return the join code of the permanent host link. It works until the host's links are rotated."""
    return _grouped(_activity_part(show.id) + _proof(call.vault.key(PURPOSE), show.id, show.link_epoch, 0))


def temporary(call: Call, show: Activity) -> tuple[str, int]:
    """Return a join code that works about as long as a TmpUrl, and its end in unix seconds."""
    slot = _slot(call)
    end = ((call.now // 1000 + call.limits.tmp_link_seconds) // slot + 1) * slot
    return _grouped(_activity_part(show.id) + _proof(call.vault.key(PURPOSE), show.id, show.link_epoch, end)), end


def activity_in(text: str) -> str:
    """Return the part of a join code that names its activity. The server counts wrong codes by this part."""
    return _plain(text)[:NAMES]


def named(call: Call, text: str) -> Activity | None:
    """Return the activity that a right or wrong join code names.

    Return None for an unknown activity, and for a text that is not a join code.
    """
    plain = _plain(text)
    return activities.find(call.db, _number(plain[:NAMES])) if _is_join_code(plain) else None


def read(call: Call, text: str) -> LaunchToken:
    """Return the host's link that a join code stands for.

    Case, dashes, spaces, full-width letters and other text around the code do not matter.

    Raises UnknownLink for any other text, and for a code that has expired.
    """
    plain = _plain(text)
    if not _is_join_code(plain):
        raise UnknownLink
    number = _number(plain[:NAMES])
    show = activities.find(call.db, number)
    epoch = show.link_epoch if show else NO_EPOCH
    proved = [
        end
        for key in call.vault.keys(PURPOSE).values()
        for end in _ends(call)
        if hmac.compare_digest(_proof(key, number, epoch, end), plain[NAMES:])
    ]
    if show is None or show.deleted_at is not None or not proved:
        raise UnknownLink
    return LaunchToken(show.id, Role.HOST, expires=proved[0], epoch=epoch)


def _is_join_code(plain: str) -> bool:
    return len(plain) == NAMES + PROVES and all(letter in LETTERS for letter in plain)


def _ends(call: Call) -> Iterator[int]:
    slot = _slot(call)
    first = call.now // 1000 // slot + 1
    yield 0
    yield from (slot * number for number in range(first, first + SLOTS + 2))


def _slot(call: Call) -> int:
    return max(1, call.limits.tmp_link_seconds // SLOTS)


def _proof(key: bytes, activity_id: int, epoch: int, end: int) -> str:
    text = f"{activity_id}|{epoch}|{end}".encode()
    number = int.from_bytes(hmac.digest(key, text, sha256)[:16])
    return _encode(number, PROVES)


def _activity_part(activity_id: int) -> str:
    return _encode(activity_id, NAMES)


def _encode(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(length)))


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | LETTERS.index(letter)
    return number


def _plain(text: str) -> str:
    """Return the letters of a typed or pasted join code. Full-width letters count as the plain ones (NFKC)."""
    typed = unicodedata.normalize("NFKC", text).upper()
    found = GROUPS.search(typed)
    return OTHER.sub("", found[0] if found else typed).translate(ALIKE)


def _grouped(plain: str) -> str:
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))
