"""Parse links: the `kaibo:` links of launch pages by a strict grammar, and what a person pastes or types leniently."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote, unquote_to_bytes

from kaibo_companion.origin import BadLink, origin

LONGEST = 1024  # characters; the longest server name and ticket need half of it
LONGEST_TOKEN = 512  # characters
TICKET = re.compile(r"[A-Za-z0-9_-]{22,128}")
ESCAPED = re.compile(r"(?:[]A-Za-z0-9._~[-]|%[0-9A-Fa-f]{2})*")  # launch pages once wrote IPv6 with plain brackets
TOKEN = re.compile(r"[A-Za-z0-9_-]+")
MORE_PATH = re.compile(r"/[./]*[A-Za-z0-9_~-]")
ADDRESS = re.compile(r"(https?)://([^/\\?#\s]+)/l/(.*)", re.I | re.S)
KAIBO_LINK = re.compile(rf"kaibo:[]A-Za-z0-9._~%&=?/:[-]{{0,{2 * LONGEST}}}", re.I)
OF_TOKEN = r"2D|5F|3[0-9]|[46][1-9A-F]|[57][0-9A]"  # the percent codes of a token's characters
TAIL = re.compile(rf"(?:%(?!{OF_TOKEN})[0-9A-F]{{2}}|[^A-Za-z0-9_-])*$", re.I)
JOIN_CODE = re.compile(
    r"[^0-9A-Za-z]*((?:[0-9A-Za-z]-*){23}[0-9A-Za-z])[^0-9A-Za-z]*"
)  # the server knows similar letters
MINUS = "\u2212"  # a dash to people; Unicode calls it a mathematical sign


class NewerLink(BadLink):
    """The link is of a later Kaibo. This app is too old for it."""


@dataclass(frozen=True)
class DeepLink:
    """A `kaibo:` link."""

    server: str
    """An origin, such as `https://live.example.com`."""
    ticket: str
    """Opens a session there, once."""


@dataclass(frozen=True)
class LaunchLink:
    """A launch link: `https://live.example.com/l/{token}`."""

    server: str
    token: str


@dataclass(frozen=True)
class JoinCode:
    """A launch link in a form to type, in groups of four: `K7QM-2XWD-…`. It does not name its server."""

    text: str


def parse(text: str) -> DeepLink:
    """Parse `kaibo://open?v=1&server=…&ticket=…`: these keys, each once, in any order, with percent-encoded values.

    Browsers may write `open/` for `open`. Everything else must match exactly, because any web page can make a link.
    Raises BadLink, NewerLink, PlainLink.
    """
    if len(text) > LONGEST or not text.isascii() or not _is_visible(text):
        raise BadLink
    scheme, _, rest = text.partition("://")
    action, _, query = rest.partition("?")
    if scheme.lower() != "kaibo" or action.lower() not in ("open", "open/"):
        raise BadLink
    values: dict[str, str] = {}
    for pair in query.split("&"):
        key, equals, value = pair.partition("=")
        if not equals or key in values or not ESCAPED.fullmatch(value):
            raise BadLink
        values[key] = _decoded(value)
    if re.fullmatch(r"[1-9][0-9]{0,3}", values.get("v", "")) and values["v"] != "1":
        raise NewerLink
    if values.keys() != {"v", "server", "ticket"} or values["v"] != "1" or not TICKET.fullmatch(values["ticket"]):
        raise BadLink
    return DeepLink(origin(values["server"]), values["ticket"])


def parse_typed(text: str) -> DeepLink | LaunchLink | JoinCode:
    """Parse what a person pastes or types: a launch link, a `kaibo:` link, or a join code in any spelling.

    The first link in the text counts. The app drops the text before it and after it. Raises as `parse` does.
    """
    if code := JOIN_CODE.fullmatch(plain(text)):
        letters = code[1].replace("-", "").upper()
        return JoinCode("-".join(letters[at : at + 4] for at in range(0, len(letters), 4)))
    text = unicodedata.normalize("NFKC", text)
    begin = re.search(r"https?://|kaibo:", text, re.I)
    if not begin:
        raise BadLink
    text = text[begin.start() :]
    if link := KAIBO_LINK.match(text):
        return parse(TAIL.sub("", link[0]))
    if address := ADDRESS.match(text):
        return LaunchLink(origin(f"{address[1]}://{address[2]}"), launch_token(address[3]))
    raise BadLink


def launch_token(text: str) -> str:
    """Return the token that begins what follows `/l/` in an address. Raises BadLink when there is none.

    Mailers, chat programs and input methods add characters behind a link. No token has them, so they are dropped. More
    path makes it the address of another page. The server has the same rule for its own links (kaibo/features/link).
    """
    text = unicodedata.normalize("NFKC", unquote(text))
    token = TOKEN.match(text)
    if not token or len(token[0]) > LONGEST_TOKEN or MORE_PATH.match(text, token.end()):
        raise BadLink
    return token[0]


def typed_origin(text: str) -> str:
    """Return the origin of the server that a person typed, with or without `https://`. Raises as `origin` does."""
    text = plain(text).replace("。", ".")
    return origin((text if "://" in text else f"https://{text}").rstrip("./"))


def plain(text: str) -> str:
    """Return what a person typed in plain letters: full-width ones become narrow ones, and dashes become hyphens.

    Spaces and invisible characters are dropped.
    """
    return "".join(map(_plain, unicodedata.normalize("NFKC", text)))


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character == MINUS:
        return "-"
    return "" if category in ("Zs", "Zl", "Zp", "Cc", "Cf") else character


def _decoded(value: str) -> str:
    """Return a percent-encoded value. Raises BadLink for spaces and for what shows nothing."""
    try:
        decoded = unquote_to_bytes(value).decode()
    except UnicodeDecodeError:
        raise BadLink from None
    if not _is_visible(decoded):
        raise BadLink
    return decoded


def _is_visible(text: str) -> bool:
    return text.isprintable() and " " not in text
