"""Parse links by a strict grammar: the `kaibo:` links of launch pages, and what a person pastes."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes, urlsplit

LONGEST = 1024  # characters; the longest server name and ticket need half of it
TICKET = re.compile(r"[A-Za-z0-9_-]{22,128}")
TOKEN = re.compile(r"[A-Za-z0-9_.~-]{1,512}")
JOIN_CODE = re.compile(r"(?:[0-9A-Za-z][ -]?){23}[0-9A-Za-z]")  # the server treats similar letters as equal
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")
ESCAPED = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})*")
DEFAULT_PORT = {"https": 443, "http": 80}


class BadLink(ValueError):
    """The text is not a link of Kaibo."""


class PlainLink(BadLink):
    """The link uses plain http to another computer, so that the network could read it."""


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
    scheme, _, rest = _checked(text).partition("://")
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

    White space around it is dropped. Raises as `parse` does.
    """
    text = text.strip()
    if JOIN_CODE.fullmatch(text):
        code = re.sub("[ -]", "", text).upper()
        return JoinCode("-".join(code[at : at + 4] for at in range(0, len(code), 4)))
    if text.lower().startswith("kaibo:"):
        return parse(text)
    text = _checked(text)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise BadLink from None
    folder, token = parts.path[:3], parts.path[3:]
    if folder != "/l/" or not TOKEN.fullmatch(token):
        raise BadLink
    return LaunchLink(origin(f"{parts.scheme}://{parts.netloc}"), token)


def origin(text: str) -> str:
    """Return a server's origin as browsers write it (RFC 6454 §6.1): https, or http for this machine only.

    Raises PlainLink for http to another machine. Raises BadLink for another scheme, a user name, a path, or a host that
    is no name and no address.
    """
    scheme, separator, authority = text.lower().partition("://")
    if not separator or scheme not in DEFAULT_PORT:
        raise BadLink
    match = re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([1-9][0-9]{0,4}))?", authority)
    if not match:
        raise BadLink
    host, port = match[1], int(match[2]) if match[2] else DEFAULT_PORT[scheme]
    if port > 65535 or not _is_host(host):
        raise BadLink
    if scheme == "http" and not _is_this_machine(host):
        raise PlainLink
    return f"{scheme}://{host}" + ("" if port == DEFAULT_PORT[scheme] else f":{port}")


def _checked(text: str) -> str:
    """Return the text when it is short, printable ASCII without spaces. Raises BadLink."""
    if len(text) > LONGEST or not text.isascii() or not text.isprintable() or " " in text:
        raise BadLink
    return text


def _decoded(value: str) -> str:
    try:
        return _checked(unquote_to_bytes(value).decode("ascii"))
    except UnicodeDecodeError:
        raise BadLink from None


def _is_host(host: str) -> bool:
    numbers = host.strip("[]")
    if host.startswith("[") or re.fullmatch(r"[0-9.]+", host):
        try:
            return str(ipaddress.ip_address(numbers)) == numbers  # trust compares text, so an address has one spelling
        except ValueError:
            return False
    return len(host) <= 253 and NAME.fullmatch(host) is not None and not re.search(r"(^|\.)(0x[0-9a-f]*|[0-9]+)$", host)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
