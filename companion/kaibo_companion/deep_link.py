"""What a link says, by a strict grammar: a `kaibo:` link of a launch page, or what somebody pastes."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

LONGEST = 1024  # characters; the longest server's name and ticket fit into half of it
TICKET = re.compile(r"[A-Za-z0-9_-]{22,128}")
TOKEN = re.compile(r"[A-Za-z0-9_.~-]{1,512}")
KEY = re.compile(r"(?:[0-9A-Za-z][ -]?){23}[0-9A-Za-z]")  # the server knows which letters are alike
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")
ESCAPED = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*")
DEFAULT_PORT = {"https": 443, "http": 80}


class BadLink(ValueError):
    """It is not a link of Kaibo's."""


class PlainLink(BadLink):
    """It is one by plain http, which anybody on the way could read, of a server elsewhere."""


class NewerLink(BadLink):
    """It is one of a later Kaibo: the app is too old for it."""


@dataclass(frozen=True)
class DeepLink:
    """`server` is an origin, such as `https://live.example.com`; `ticket` opens a session there, once."""

    server: str
    ticket: str


@dataclass(frozen=True)
class LaunchLink:
    """A launch link's origin, and its token."""

    server: str
    token: str


@dataclass(frozen=True)
class TypedKey:
    """A host's link as a key to type, in groups of four: `K7QM-2XWD-…`. It does not say which server it is of."""

    text: str


def parse(text: str) -> DeepLink:
    """`kaibo://open?v=1&server=…&ticket=…`: these keys, each once, in any order, values percent-encoded.

    Browsers may write `open/` for `open`. Nothing else is forgiven: whatever stands there comes from any web page.
    Raises BadLink, NewerLink, PlainLink.
    """
    scheme, _, rest = _plain(text).partition("://")
    place, _, query = rest.partition("?")
    if scheme.lower() != "kaibo" or place.lower() not in ("open", "open/"):
        raise BadLink
    given: dict[str, str] = {}
    for pair in query.split("&"):
        key, equals, value = pair.partition("=")
        if not equals or key in given or not ESCAPED.fullmatch(value):
            raise BadLink
        given[key] = _decoded(value)
    if re.fullmatch(r"[1-9][0-9]{0,3}", given.get("v", "")) and given["v"] != "1":
        raise NewerLink
    if given.keys() != {"v", "server", "ticket"} or given["v"] != "1" or not TICKET.fullmatch(given["ticket"]):
        raise BadLink
    return DeepLink(origin(given["server"]), given["ticket"])


def pasted(text: str) -> DeepLink | LaunchLink | TypedKey:
    """What a person pastes or types: a launch link, a `kaibo:` link, or a key in any of its spellings. White space
    around it is dropped. Raises as `parse`."""
    text = text.strip()
    if KEY.fullmatch(text):
        plain = re.sub("[ -]", "", text).upper()
        return TypedKey("-".join(plain[at : at + 4] for at in range(0, len(plain), 4)))
    if text.lower().startswith("kaibo:"):
        return parse(text)
    text = _plain(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise BadLink from None
    kind, token = parts.path[:3], parts.path[3:]
    if kind != "/l/" or not TOKEN.fullmatch(token):
        raise BadLink
    return LaunchLink(origin(f"{parts.scheme}://{parts.netloc}"), token)


def origin(text: str) -> str:
    """A server's origin in the one form that browsers write (RFC 6454 §6.1): https, or http for this machine alone.

    Raises PlainLink for http elsewhere, BadLink for any other scheme, for a user's name, a path, or a host that is
    neither a name nor an address.
    """
    scheme, separator, authority = text.lower().partition("://")
    if not separator or scheme not in DEFAULT_PORT:
        raise BadLink
    found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?", authority)
    if not found:
        raise BadLink
    host, port = found[1], int(found[2]) if found[2] else DEFAULT_PORT[scheme]
    if port > 65535 or not _is_host(host):
        raise BadLink
    if scheme == "http" and not _is_here(host):
        raise PlainLink
    return f"{scheme}://{host}" + ("" if port == DEFAULT_PORT[scheme] else f":{port}")


def _plain(text: str) -> str:
    if len(text) > LONGEST or not text.isascii() or not text.isprintable() or " " in text:
        raise BadLink
    return text


def _decoded(value: str) -> str:
    try:
        return _plain(unquote_to_bytes(value).decode("ascii"))
    except UnicodeDecodeError:
        raise BadLink from None


def _is_host(host: str) -> bool:
    numbers = host.strip("[]")
    if host.startswith("[") or re.fullmatch(r"[0-9.]+", host):
        try:
            return str(ipaddress.ip_address(numbers)) == numbers  # one address, one spelling: it is what is trusted
        except ValueError:
            return False
    return len(host) <= 253 and NAME.fullmatch(host) is not None and not re.search(r"(^|\.)(0x[0-9a-f]*|[0-9]+)$", host)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
