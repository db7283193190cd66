"""Names that people see, such as a guest's or a show's. One rule, by Unicode properties. Pure.

- A name holds letters, marks, digits, punctuation, symbols and spaces that show something.
- It holds nothing that turns text around, breaks a line or shows nothing. So it has no control or format characters,
  no private use and nothing unassigned.
- Some invisible characters belong to writing. A variation selector follows a character of its kind. A joiner stands
  after a letter (Persian, Indic scripts, Mongolian) or between emoji. Tags follow the flag that they spell.
- It shows something: it has a letter, digit, punctuation mark or symbol that is not blank.

Python's unicodedata lacks these properties. Pydantic's patterns know them, because Rust's `regex` reads them.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Annotated

from pydantic import StringConstraints, TypeAdapter, ValidationError

from kaibo.errors import InvalidParameter

PERSON_MAX = 15
"""The most code points of a person's name. It is part of launch tokens."""
IGNORABLE = r"\p{Default_Ignorable_Code_Point}"
BLANK = "\u2800\U0001d159\U00013441\U00013442"
"""Symbols and letters that draw nothing, though no Unicode property says it.

They are the blank of Braille, the null notehead of music, and two blanks of Egyptian writing. A name may hold them as
it may hold spaces.
"""
SHOWN = rf"[[\p{{L}}\p{{M}}\p{{N}}\p{{P}}\p{{S}}\p{{Prepended_Concatenation_Mark}}]--{IGNORABLE}]"
VARIANT = r"\p{Variation_Selector}{0,2}"
TAGS = r"(?:[[\p{Emoji_Component}&&\p{Cf}]--\p{Join_Control}]{1,7})?"
JOINER = r"[\p{Join_Control}[\p{Script=Mongolian}&&\p{Cf}]]?"
ALLOWED = rf"^(?:{SHOWN}{VARIANT}{TAGS}{JOINER}|\p{{Zs}})*$"
SOMETHING = rf"[[\p{{L}}\p{{N}}\p{{P}}\p{{S}}]--[{IGNORABLE}{BLANK}]]"
TURNS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that turn text around (Bidi_Control)."""
BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Controls, and characters that break a line."""
_allowed = TypeAdapter(Annotated[str, StringConstraints(pattern=ALLOWED)])
_something = TypeAdapter(Annotated[str, StringConstraints(pattern=SOMETHING)])
_seen = TypeAdapter(Annotated[str, StringConstraints(pattern=rf"^[^{IGNORABLE}]*$")])


def clean(text: str, most: int) -> str:
    """Return a name as the server stores it: stripped, in NFC, with 1 to `most` code points.

    Raises ValueError with the reason: the length, nothing that shows, or the first character that is not allowed.
    """
    name = unicodedata.normalize("NFC", text.strip())
    if not 1 <= len(name) <= most:
        raise ValueError(f"it has 1 to {most} characters")
    if not _fits(_allowed, name):
        wrong = next(at for at in range(len(name)) if not _fits(_allowed, name[: at + 1]))
        raise ValueError(
            f"it holds U+{ord(name[wrong]):04X}, which shows nothing there or moves other text; leave it out"
        )
    if not _fits(_something, name):
        raise ValueError("it holds nothing that shows; use at least one letter, digit or symbol")
    return name


def checked(parameter: str, text: str, most: int, stored: Collection[str] = ()) -> str:
    """Clean the name that a call gives. A name that the store has already stays as it is, whatever it holds.

    Raises InvalidParameter with the reason.
    """
    if text in stored:
        return text
    try:
        return clean(text, most)
    except ValueError as wrong:
        raise InvalidParameter(parameter, str(wrong)) from None


def seen(text: str) -> str:
    """Leave out what a reader never sees (Default_Ignorable_Code_Point)."""
    if text.isascii() or _fits(_seen, text):
        return text
    return "".join(each for each in text if _fits(_seen, each))


def one_line(text: str) -> str:
    """Write a stored name as one line that moves no other text. An older server stored names without the rule above."""
    return BREAKS.sub(" ", TURNS.sub("", text)).strip()


def _fits(pattern: TypeAdapter[str], name: str) -> bool:
    try:
        pattern.validate_python(name)
    except ValidationError:
        return False
    return True
