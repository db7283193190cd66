"""Give a server's address its one form. Trust compares this form as text, so each server has one spelling.

The server and browsers use the same form (RFC 6454 §6.1, RFC 5952, RFC 3490). The host is in lower case, and an
international name is in ASCII (`xn--…`). IPv6 is short and in brackets. It has no default port and no slash at the end.
"""

import ipaddress
import re
from urllib.parse import unquote

LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")  # Qt opens no name with a hyphen at its edge
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A last label that makes browsers read the whole host as an IPv4 address (https://url.spec.whatwg.org)."""
LONGEST_NAME = 253  # characters (RFC 1035 §2.3.4)
AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^][/\\?#@:\s]{1,1000})(?::([0-9]*))?")
DEFAULT_PORT = {"https": 443, "http": 80}
AMBIGUOUS = frozenset("ßς\u200c\u200d")
"""Python's IDNA of 2003 and the browsers' of 2008 make different names of these (UTS #46 §6). The app refuses them."""


class BadLink(ValueError):
    """The text is not a link of Kaibo, or not the address of a server."""


class PlainLink(BadLink):
    """The link uses plain http to another computer, so that the network could read it."""


def origin(text: str) -> str:
    """Return a server's origin in its one form: https, or http for this machine only.

    Raises PlainLink for http to another machine. Raises BadLink for another scheme, a user name, a path, or a host that
    is no name and no address.
    """
    scheme, separator, authority = text.lower().partition("://")
    match = AUTHORITY.fullmatch(authority)
    if not separator or scheme not in DEFAULT_PORT or not match:
        raise BadLink
    host, digits = _host(match[1]), (match[2] or "").lstrip("0")
    if match[2] and (not digits or len(digits) > 5 or int(digits) > 65535):
        raise BadLink
    if scheme == "http" and not _is_this_machine(host):
        raise PlainLink
    return f"{scheme}://{host}" + (f":{digits}" if digits not in ("", str(DEFAULT_PORT[scheme])) else "")


def host_of(server: str) -> str:
    """Return the host of an origin, without its port."""
    return re.sub(r":[0-9]+$", "", server.partition("://")[2])


def _host(text: str) -> str:
    """Return a host in its one form. Raises BadLink."""
    try:
        return _ipv6(text[1:-1]) if text.startswith("[") else _name(unquote(text, errors="strict"))
    except ValueError:
        raise BadLink from None


def _ipv6(text: str) -> str:
    address = ipaddress.IPv6Address(text)
    if address.ipv4_mapped:  # some versions of Python write these with dots, and browsers do not
        number = int(address.ipv4_mapped)
        return f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]"
    return f"[{address}]"


def _name(text: str) -> str:
    """Return a name or an IPv4 address in its one form. A name keeps a dot at its end. Raises ValueError."""
    if AMBIGUOUS & set(text):
        raise ValueError(text)
    name = text.lower() if text.isascii() else text.encode("idna").decode().lower()
    bare = name.removesuffix(".")
    labels = bare.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return str(ipaddress.IPv4Address(bare))
    if len(bare) > LONGEST_NAME or not all(map(LABEL.fullmatch, labels)):
        raise ValueError(text)
    return name


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
