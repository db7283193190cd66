"""The texts of messages and questions. Pure."""

import re

from kaibo.errors import InvalidParameter
from kaibo.folded import fold
from kaibo.names import clean

LINES = 10
"""The most lines of a text."""
BREAK = re.compile(r"\r\n|\r|\n")
ENDINGS = (
    "com|net|org|cn|io|me|cc|tv|top|xyz|info|app|dev|live|ru|tk|ml|ga|cf|gq|pw|gg|ly|link|site|shop|online|club|vip|pro"
    "|win|bet|icu|cyou|fun|store|tech|cloud|space|website|ai|wang"
)
LINK = re.compile(
    rf"""(?ax)
    (?:https?|ftp)://
    | \bwww\.\w
    | \b[a-z0-9-]{{2,}}(?:\.[a-z0-9-]{{2,}})*\.(?:{ENDINGS})\b
    | \b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{{2,}}(?::\d+)?/\S
    | \b\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?::\d|/)
    | \S\.(?:中国|公司|网络|рф)
    """
)
"""An address that people click on, or type into an address bar. ASCII alone makes a word, so Chinese may stand beside.

Any name with a path behind it counts. Without a path only well-known endings do, because people forget spaces.
"""
DOTS = re.compile("[。｡．]")
"""Dots that browsers take for a dot of an address (UTS 46)."""


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
    """Tell whether a text holds a web address, in any form and width of its letters."""
    return LINK.search(fold(DOTS.sub(".", text))) is not None
