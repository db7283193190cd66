"""Give a server's address its one form. Trust compares this form as text, so each server has one spelling.

The server and browsers use the same form (RFC 6454 §6.1, RFC 5952, RFC 3490). The host is in lower case, and an
international name is in ASCII (`xn--…`). IPv6 is short and in brackets. It has no default port and no slash at the end.
"""

import ipaddress
import re

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*")
NUMBERS = re.compile(r"[0-9.]+")
AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^][/\\?#@:\s]+)(?::([1-9][0-9]{0,4}))?")
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
    host, port = _host(match[1]), int(match[2]) if match[2] else DEFAULT_PORT[scheme]
    if port > 65535:
        raise BadLink
    if scheme == "http" and not _is_this_machine(host):
        raise PlainLink
    return f"{scheme}://{host}" + ("" if port == DEFAULT_PORT[scheme] else f":{port}")


def host_of(server: str) -> str:
    """Return the host of an origin, without its port."""
    return re.sub(r":[0-9]+$", "", server.partition("://")[2])


def _host(text: str) -> str:
    """Return a host in its one form. Raises BadLink."""
    try:
        if text.startswith("["):
            return f"[{ipaddress.IPv6Address(text[1:-1]).compressed}]"
        if not text.isascii():
            text = _ascii_name(text)
        if NUMBERS.fullmatch(text):
            return str(ipaddress.IPv4Address(text))
    except ValueError:
        raise BadLink from None
    if len(text) > 253 or not NAME.fullmatch(text) or re.search(r"(^|\.)(0x[0-9a-f]*|[0-9]+)$", text):
        raise BadLink
    return text


def _ascii_name(text: str) -> str:
    """Return an international name in ASCII. Raises ValueError."""
    if AMBIGUOUS & set(text):
        raise ValueError(text)
    return text.encode("idna").decode().lower()


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
