"""Text that people typed, on its way into a log or a terminal. Pure.

A terminal obeys some characters. ESC moves the cursor, CR overwrites a line, and U+202E turns the text around. A line
break forges a line of a log.
"""

import json
import logging
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


class Formatter(logging.Formatter):
    """Writes a record as one plain line. The lines of a traceback follow, indented, so no text forges a record."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # logging's own name
        """Write the record's own line."""
        return escaped(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # logging's own name
        """Write a traceback."""
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # logging's own name
        """Write a stack."""
        return _indented(super().formatStack(stack_info))


def _indented(text: str) -> str:
    return "\n".join(f"  {escaped(line)}" for line in text.split("\n"))
