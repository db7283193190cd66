"""A host's link as a key that a person can type: `K7QM-2XWD-…`, six groups of four.

    activity (55 bits) · MAC (65 bits: HMAC-SHA256, cut)          in Crockford's base 32, which has no I, L, O and U

A key names nothing but the activity: the MAC is also over the host's link epoch and over its end, 0 for never. A key
that ends does so at the end of a slot of time, and the reader tries the slots that may still be open.

Calls are counted per address, and wrong ones per activity. A right key opens however many were wrong: strangers could
else shut a host out. So 65 bits must be enough alone: a thousand guesses a second, each good for any of 147 ends, take
some four million years.
"""

import hmac
from collections.abc import Iterator
from hashlib import sha256

from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import UnknownLink
from kaibo.features.link.token import LaunchToken
from kaibo.session.role import Role

PURPOSE = "launch key"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = str.maketrans("OIL", "011", "- ")
"""Crockford: what looks alike is the same; dashes and spaces are for the eye."""
NAMES, PROVES, GROUP = 11, 13, 4
NOBODYS = 0
"""The link epoch that no activity has: a key of none takes as long to refuse as a wrong one."""
SLOTS = 144
"""How many slots a key's life has, for a day ten minutes each: its end is at most one slot later than asked for."""


def permanent(call: Call, show: Activity) -> str:
    """Good until the host's links are made anew."""
    return _spelt(_named(show.id) + _proof(call, show.id, show.link_epoch, 0))


def brief(call: Call, show: Activity) -> tuple[str, int]:
    """One for as long as a TmpUrl, and its end in unix seconds."""
    slot = _slot(call)
    end = ((call.now // 1000 + call.limits.tmp_link_seconds) // slot + 1) * slot
    return _spelt(_named(show.id) + _proof(call, show.id, show.link_epoch, end)), end


def activity_in(text: str) -> str:
    """The part of a key that names its activity, whoever wrote it: guesses are counted by it."""
    return _plain(text)[:NAMES]


def named(call: Call, text: str) -> Activity | None:
    """The activity that a key names, be it right or wrong; None for a text that is no key, or is one of none."""
    plain = _plain(text)
    return activities.find(call.db, _number(plain[:NAMES])) if _is_key(plain) else None


def read(call: Call, text: str) -> LaunchToken:
    """The host's link that a key is, upper or lower case, with or without dashes.

    Raises UnknownLink for any other text, and for a key that has ended.
    """
    plain = _plain(text)
    if not _is_key(plain):
        raise UnknownLink
    number = _number(plain[:NAMES])
    show = activities.find(call.db, number)
    epoch = show.link_epoch if show else NOBODYS
    proved = [end for end in _ends(call) if hmac.compare_digest(_proof(call, number, epoch, end), plain[NAMES:])]
    if show is None or show.deleted_at is not None or not proved:
        raise UnknownLink
    return LaunchToken(show.id, Role.HOST, expires=proved[0], epoch=epoch)


def _is_key(plain: str) -> bool:
    return len(plain) == NAMES + PROVES and all(letter in LETTERS for letter in plain)


def _ends(call: Call) -> Iterator[int]:
    slot = _slot(call)
    first = call.now // 1000 // slot + 1
    yield 0
    yield from (slot * number for number in range(first, first + SLOTS + 2))


def _slot(call: Call) -> int:
    return max(1, call.limits.tmp_link_seconds // SLOTS)


def _proof(call: Call, activity_id: int, epoch: int, end: int) -> str:
    said = f"{activity_id}|{epoch}|{end}".encode()
    number = int.from_bytes(hmac.digest(call.vault.key(PURPOSE), said, sha256)[:16])
    return _written(number, PROVES)


def _named(activity_id: int) -> str:
    return _written(activity_id, NAMES)


def _written(number: int, length: int) -> str:
    return "".join(LETTERS[number >> 5 * at & 31] for at in reversed(range(length)))


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | LETTERS.index(letter)
    return number


def _plain(text: str) -> str:
    return text.strip().upper().translate(ALIKE)


def _spelt(plain: str) -> str:
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))
