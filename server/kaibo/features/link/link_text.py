"""The text of a launch link, as it arrives. Pure.

Mailers, chat programs and input methods change it a little on its way. They add a full stop, a bracket, a slash, an
invisible space or the rest of the sentence. They percent-encode letters, and cut punctuation off.
"""

import re
from itertools import product
from urllib.parse import unquote

START = "/l/"
TOKEN = re.compile(r"[A-Za-z0-9_-]+")
PUNCTUATION = "-_"
"""The letters of base64url that programs take for the end of a sentence, or for bold and underlined text."""


def spellings(text: str) -> list[str]:
    """List the tokens that a text may stand for: as it came, and with other punctuation at the end.

    `text` is a whole web address or the part of it after `/l/`. Only tokens that older servers made end in punctuation.
    Their length is a multiple of four, so that at most two letters can be missing.
    """
    came = _token(text)
    bare = came.rstrip(PUNCTUATION)
    missing = -len(bare) % 4
    ends = product(PUNCTUATION, repeat=missing) if missing < 3 else ()
    return list(dict.fromkeys([came, bare, *(bare + "".join(end) for end in ends)]))


def counted(text: str) -> str:
    """Return the part that all spellings of a token share. The server counts uses of a link under this name."""
    return _token(text).rstrip(PUNCTUATION)


def _token(text: str) -> str:
    """Return the letters of a token in the text of a link, without what follows them. Return "" when there are none."""
    decoded = unquote(text)
    before, start, after = decoded.partition(START)
    found = TOKEN.search(after if start else before)
    return found[0] if found else ""
