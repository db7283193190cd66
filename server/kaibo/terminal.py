"""Text that people typed, on its way into a log or a terminal. Pure.

A terminal obeys some characters. ESC moves the cursor, CR overwrites a line, and U+202E turns the text around. A line
break forges a line of a log.
"""

import json
import unicodedata
from typing import Any


def is_plain(character: str) -> bool:
    """Tell whether a terminal shows this character as it is. Spaces of all widths are plain."""
    return character.isprintable() or unicodedata.category(character) == "Zs"


def escaped(text: str) -> str:
    """Write every other character as an escape, such as `\\x1b`. The result is one line."""
    if text.isprintable():
        return text
    return "".join(each if is_plain(each) else each.encode("unicode_escape").decode() for each in text)


def lines(text: str) -> str:
    """Escape each line of a text, and keep its line breaks."""
    return "\n".join(map(escaped, text.split("\n")))


def as_json(value: Any, indent: int | None = None) -> str:
    """Write JSON for a terminal. The escapes are JSON's own, so a program reads the same value."""
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    return "".join(each if each == "\n" or is_plain(each) else json.dumps(each)[1:-1] for each in text)
