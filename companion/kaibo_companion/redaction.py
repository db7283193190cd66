"""Cut secrets out of a text before it is logged: links, tickets, cookies, keys, and what looks like one.

Every pattern takes time in proportion to the text, because pages log texts that strangers may write.
"""

import re
from pathlib import Path

LONGEST = 8192  # characters of a text; the rest is dropped
CUT = "…"

NAMES = (
    *("token", "ticket", "nonce", "secret", "password", "passwd", "passphrase", "pwd", "cookie", "authorization"),
    *("credential", "api_key", "apikey", "stream_key", "streamkey", "access_key", "accesskey"),
)
"""Words that mark a name as the name of a secret, in any case."""

_NAMED = re.compile(rf"((?:{'|'.join(NAMES)})[a-z_-]{{0,20}}[\"'\\]{{0,4}}[ \t]{{0,4}}(?:[:=]|%3d))[^\r\n]+", re.I)
_RULES = [
    # A user name and password in an address, then its query and its fragment. Only a space ends them.
    (re.compile(r"(?<=://)[^/ \t\r\n@]{1,512}@"), f"{CUT}@"),
    (re.compile(r"([?#]|%3[Ff]|%23)[^ \t\r\n]+"), rf"\1{CUT}"),
    (re.compile(r"\b(bearer|basic)[ \t]+[^ \t\r\n]+", re.I), rf"\1 {CUT}"),
    # Launch links, then tickets and their listen keys. Sessions and links keep six characters, to tell them apart.
    (re.compile(r"((?:/|%2[Ff])l(?:/|%2[Ff]))[^ \t\r\n]+"), rf"\1{CUT}"),
    (re.compile(r"(?<![a-z])(tk|la|lk)_[A-Za-z0-9_-]+"), rf"\1_{CUT}"),
    (re.compile(r"(?<![a-z])((?:se|ln)_[A-Za-z0-9_-]{3})[A-Za-z0-9_-]+"), rf"\1{CUT}"),
    # A join code: six groups of four.
    (re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{4}(?:[ -][A-Za-z0-9]{4}){5}(?![A-Za-z0-9])"), CUT),
    (re.compile(r"eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*"), f"eyJ{CUT}"),
]
_RUN = re.compile(r"[A-Za-z0-9_+-]{22,}")  # at least 128 bits in base64url
_WORDS = re.compile(
    r"[a-z_-]+|(?:QWeb)?+[_-]?+(?:[A-Z]?+[a-z]{3,}+[_-]?+)++"
)  # words; of random runs, one in millions matches


def cut(text: str) -> str:
    """Cut the secrets out. The result has at most LONGEST characters, and `~` for the home folder. Idempotent."""
    text = shorten(text, LONGEST)
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    if names_secret(text):
        text = _NAMED.sub(rf"\1{CUT}", text)  # `access_token=…`, `"Ticket": "…"`: the rest of the line
    text = _RUN.sub(lambda run: run[0] if _WORDS.fullmatch(run[0]) else run[0][:6] + CUT, text)
    return text.replace(_HOME, "~") if _HOME else text


def shorten(text: str, most: int) -> str:
    """Cut a text to `most` characters, after a whole word: half of a secret would not be recognised."""
    if len(text) <= most:
        return text
    text = text[: most - 1]
    return text[: max(text.rfind(space) for space in " \t\r\n") + 1] + CUT


def names_secret(name: str) -> bool:
    """Return whether a value with this name is a secret."""
    lower = name.lower()
    return any(word in lower for word in NAMES)


_HOME = str(Path.home()).rstrip("/")
