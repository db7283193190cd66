"""What must never stand in a log, cut out of a text: whatever opens a show, and what may be of that kind.

Every pattern takes time in proportion to the text, whoever wrote it: pages may log what they like.
"""

import re
from pathlib import Path

LONGEST = 8192  # characters of a text; the rest is dropped
CUT = "…"

NAMES = (
    *("token", "ticket", "nonce", "secret", "password", "passwd", "passphrase", "pwd", "cookie", "authorization"),
    *("credential", "api_key", "apikey", "stream_key", "streamkey", "access_key", "accesskey"),
)
"""What is a secret by its name, in whatever case."""

_NAMED = re.compile(rf"((?:{'|'.join(NAMES)})[a-z_-]{{0,20}}[\"'\\]{{0,4}}[ \t]{{0,4}}(?:[:=]|%3d))[^\r\n]+", re.I)
_RULES = [
    # A user's name and password in an address, then its query and its fragment. A space alone ends those.
    (re.compile(r"(?<=://)[^/ \t\r\n@]{1,512}@"), f"{CUT}@"),
    (re.compile(r"([?#]|%3[Ff]|%23)[^ \t\r\n]+"), rf"\1{CUT}"),
    (re.compile(r"\b(bearer|basic)[ \t]+[^ \t\r\n]+", re.I), rf"\1 {CUT}"),
    # Launch links, then tickets and their listen keys, then sessions and links, which keep what tells them apart.
    (re.compile(r"((?:/|%2[Ff])l(?:/|%2[Ff]))[^ \t\r\n]+"), rf"\1{CUT}"),
    (re.compile(r"(?<![a-z])(tk|la|lk)_[A-Za-z0-9_-]+"), rf"\1_{CUT}"),
    (re.compile(r"(?<![a-z])((?:se|ln)_[A-Za-z0-9_-]{3})[A-Za-z0-9_-]+"), rf"\1{CUT}"),
    # A typed key: six groups of four.
    (re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{4}(?:[ -][A-Za-z0-9]{4}){5}(?![A-Za-z0-9])"), CUT),
    (re.compile(r"eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*"), f"eyJ{CUT}"),
]
_RUN = re.compile(r"[A-Za-z0-9_+-]{22,}")  # 128 bits in base64url, or more
_WORDS = re.compile(
    r"[a-z_-]+|(?:QWeb)?+[_-]?+(?:[A-Z]?+[a-z]{3,}+[_-]?+)++"
)  # one random run in millions looks like this


def cut(text: str) -> str:
    """The text without secrets, at most LONGEST characters, the person's own folder as `~`. Twice is as once."""
    text = short(text, LONGEST)
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    if names_secret(text):
        text = _NAMED.sub(rf"\1{CUT}", text)  # `access_token=…`, `"Ticket": "…"`: all that follows on the line
    text = _RUN.sub(lambda run: run[0] if _WORDS.fullmatch(run[0]) else run[0][:6] + CUT, text)
    return text.replace(_HOME, "~") if _HOME else text


def short(text: str, most: int) -> str:
    """At most so many characters, and no half of a word: it would show less of what it is."""
    if len(text) <= most:
        return text
    text = text[: most - 1]
    return text[: max(text.rfind(space) for space in " \t\r\n") + 1] + CUT


def names_secret(name: str) -> bool:
    """Whether what is called so is one."""
    lower = name.lower()
    return any(one in lower for one in NAMES)


_HOME = str(Path.home()).rstrip("/")
