"""Parts of network addresses. Pure."""

from ipaddress import IPv4Address, IPv6Address, ip_address

DEFAULT_PORT = {"http": 80, "https": 443}
"""The port of a URL without one, by scheme."""


def parse_ip(text: str) -> IPv4Address | IPv6Address | None:
    """Parse an IP address, and drop its zone. Return None for any other text.

    A proxy may pass on text from strangers.
    """
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None
