"""Network addresses, and the one normal form of a web address. Pure.

The normal form is the one in which browsers write an Origin (RFC 6454 §6.1). The server compares addresses as text.
So every address of a setting, of a Host header and of a caller passes through here first.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import unquote

import idna

DEFAULT_PORT = {"http": 80, "https": 443}
"""The port of a URL without one, by scheme."""
LONGEST = 1000
"""Characters of a host with its port, before its normal form. A name has at most 253 in the end (RFC 1035 §2.3.4)."""
NAME = 253
URL = re.compile(r"(https?)://([^/?#\\]*)(.*)", re.IGNORECASE | re.DOTALL)
AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^\[\]:@]+)(?::([0-9]*))?")
LABEL = re.compile(r"[a-z0-9_-]{1,63}")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""A last label that makes browsers read the whole host as an IPv4 address (https://url.spec.whatwg.org, "ends in a
number")."""


def parse_ip(text: str) -> IPv4Address | IPv6Address | None:
    """Parse an IP address, and drop its zone. Return None for any other text.

    A proxy may pass on text from strangers.
    """
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None


def origin(url: str) -> str:
    """Return the origin of a web address in its normal form: `https://live.example.com`, `http://[::1]:8780`.

    Scheme and host are in lower case, and the scheme's default port is left out. A name is in ASCII (IDNA 2008 with the
    mapping of UTS #46). An IPv6 address is compressed (RFC 5952). The function drops everything after the host.

    Raises ValueError, with the reason, for an address that no browser opens, and for one with a user name.
    """
    return _origin(url)[0]


def only_origin(url: str) -> str:
    """Return the origin of a web address that is nothing but an origin. A slash may end it.

    Raises what `origin` raises, and ValueError when the address has a path or a query.
    """
    written, rest = _origin(url)
    if rest not in ("", "/"):
        raise ValueError(f"it has {rest!r} after its host; leave that out")
    return written


def is_trustworthy(url: str) -> bool:
    """Tell whether browsers give a camera to pages of this origin (W3C Secure Contexts, "potentially trustworthy").

    `url` is an origin in its normal form.
    """
    scheme, _, rest = url.partition("://")
    if scheme == "https":
        return True
    host = rest.rpartition("]")[0].lstrip("[") or rest.partition(":")[0]
    ip = parse_ip(host)
    return ip.is_loopback if ip else host == "localhost" or host.endswith(".localhost")


def base(url: str) -> str:
    """Return the address of another server: its origin in normal form, and its path without a last slash.

    Raises what `origin` raises, and ValueError when the address has a query or a fragment.
    """
    written, rest = _origin(url)
    if not re.fullmatch(r"(/[^?#\s]*)?", rest):
        raise ValueError(f"it has {rest!r} after its host; only a path may follow")
    return written + rest.rstrip("/")


def authority(text: str, scheme: str) -> str:
    """Return the normal form of a host with its port, as in a Host header. Raises ValueError, with the reason."""
    if len(text) > LONGEST or not (match := AUTHORITY.fullmatch(text)):
        raise ValueError("its host is no name and no address")
    host, digits = match[1], (match[2] or "").lstrip("0")
    name = _ipv6(host[1:-1]) if host.startswith("[") else _name(host)
    if not match[2] or digits == str(DEFAULT_PORT[scheme]):
        return name
    if not digits or len(digits) > 5 or int(digits) > 65535:
        raise ValueError("its port is not a number from 1 to 65535")
    return f"{name}:{digits}"


def _origin(url: str) -> tuple[str, str]:
    """Return the origin, and the rest of the address."""
    match = URL.fullmatch(url)
    if not match:
        raise ValueError("it does not begin with http:// or https://")
    scheme = match[1].lower()
    return f"{scheme}://{authority(match[2], scheme)}", match[3]


def _ipv6(text: str) -> str:
    try:
        address = IPv6Address(text)
    except ValueError:
        raise ValueError("its host is no IPv6 address") from None
    if address.scope_id is not None:
        raise ValueError("its IPv6 address has a zone (%), which browsers refuse")
    if address.ipv4_mapped:  # some versions of Python write these with dots, and browsers do not
        number = int(address.ipv4_mapped)
        return f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]"
    return f"[{address}]"


def _name(text: str) -> str:
    """Return the normal form of a name or an IPv4 address. A dot at a name's end stays: browsers keep it too."""
    try:
        mapped = idna.uts46_remap(unquote(text, errors="strict"), std3_rules=False, transitional=False)
        dot = mapped[-1:] if mapped.endswith(".") else ""
        labels = [
            label if label.isascii() else idna.alabel(label).decode() for label in mapped.removesuffix(".").split(".")
        ]
    except ValueError as error:
        raise ValueError(f"its host is no name: {error}") from None
    name = ".".join(labels)
    if len(name) > NAME or not all(map(LABEL.fullmatch, labels)):
        raise ValueError("its host is no name and no address")
    if not NUMBER.fullmatch(labels[-1]):
        return name + dot
    if parse_ip(name) is None:
        raise ValueError("its host is no IPv4 address; write four numbers with dots")
    return name
