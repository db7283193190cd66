"""The texts of messages and questions. Pure."""

import re

from kaibo.errors import InvalidParameter
from kaibo.names import clean

LINES = 10
"""The most lines of a text."""
BREAK = re.compile(r"\r\n|\r|\n")
LINK = re.compile(
    r"(?i)(?:https?|ftp)://|\bwww\.\w|\b[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.(?:com|net|org|cn|io|me|cc|tv|top|xyz|info|app|dev|live)\b"
)
"""An address that people click on, or type into an address bar."""


def checked(text: str, most: int, parameter: str = "Text") -> str:
    """Return a text as the store keeps it: in NFC, with 1 to `most` characters and at most ten lines.

    Each line keeps the rule of names, so no character turns other text around. Raises InvalidParameter.
    """
    lines = [line for line in BREAK.split(text) if line.strip()]
    if not 1 <= sum(map(len, lines)) <= most or len(lines) > LINES:
        raise InvalidParameter(parameter, f"it has 1 to {most} characters, in {LINES} lines at most")
    try:
        whole = "\n".join(clean(line, most) for line in lines)
    except ValueError as wrong:
        raise InvalidParameter(parameter, str(wrong)) from None
    if len(whole) > most:
        raise InvalidParameter(parameter, f"it has 1 to {most} characters")
    return whole


def has_link(text: str) -> bool:
    """Tell whether a text holds a web address."""
    return LINK.search(text) is not None
