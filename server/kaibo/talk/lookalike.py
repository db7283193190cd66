"""Names that look alike, also by letters of other scripts (Unicode Technical Standard 39, §4). Pure.

The standard gives each letter a prototype, which stands for all letters that look like it. Its data is that of the
library confusable-homoglyphs. The library itself has no skeletons, which are what names are compared by.
"""

import re
import unicodedata
from functools import cache

from confusable_homoglyphs.utils import load

from kaibo.names import seen
from kaibo.talk.words import letters

DIRECTION = "\u200e"
"""The data wraps letters that are written from right to left in this mark."""

ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""Unicode's blocks of marks for any letter. The vowels of Hindi or Arabic are none of them."""


def forms(name: str) -> frozenset[str]:
    """Return the forms of a name. Two names look alike when they share one.

    There are two, because case changes looks: I looks like l, and i does not.
    """
    return frozenset({_bare(_prototypes(letters(name))), _bare(_prototypes(unicodedata.normalize("NFD", seen(name))))})


def _bare(text: str) -> str:
    """Return the letters and digits of a text without case and accents. A text without any stays."""
    folded = ACCENTS.sub("", unicodedata.normalize("NFD", letters(text)))
    return "".join(each for each in folded if unicodedata.category(each)[0] in "LNM") or folded


def _prototypes(text: str) -> str:
    table = _table()
    return "".join(table.get(letter, letter) for letter in text)


@cache
def _table() -> dict[str, str]:
    """Read the prototype of each letter that has one. It takes 20 ms, once."""
    pairs = {
        key.strip(DIRECTION): [str(each["c"]).strip(DIRECTION) for each in others]
        for key, others in load("confusables.json").items()
    }
    return {key: others[0] for key, others in pairs.items() if len(key) == 1 and _is_prototype(others, key, pairs)}


def _is_prototype(others: list[str], letter: str, pairs: dict[str, list[str]]) -> bool:
    """Tell whether the one partner of a letter is its prototype. The data has each pair in both directions.

    A prototype of one letter alone has one partner too. Of such two, the longer or the smaller one is taken.
    """
    if len(others) != 1:
        return False
    [other] = others
    return len(pairs[other]) > 1 or (-len(other), other) < (-len(letter), letter)
