"""Where a connection comes from, as much of it as is kept. Pure."""

from ipaddress import IPv6Address, ip_address, ip_network

KEPT = {4: 24, 6: 48}
"""Bits of an address: enough to tell home from office, too few to tell neighbours apart."""


COUNTED = {4: 32, 6: 64}
"""Bits of an address by which calls are counted: in IPv6 every household has a /64, and all addresses of it at will."""

WHOLE = {4: 32, 6: 128}
"""Bits of an address by which one computer is told from its neighbours, as far as an address can."""


LONGEST = 64
"""Characters of what is no address: a proxy may hand on thousands, and the limits keep each name that they count."""


def source(address: str) -> str:
    """Who calls, for the limits: an IPv4 address, or the network of an IPv6 one; what is no address stays as it is, but
    for its length."""
    return _network(address, COUNTED) or address[:LONGEST]


def network(address: str) -> str:
    """Give the network that an address is in, for limits that several people share; what is no address stays."""
    return prefix(address) or address[:LONGEST]


def prefix(address: str) -> str:
    """The network that an address is in, such as `203.0.113.0/24` or `2001:db8:7::/48`; "" for what is no address: a
    proxy may hand on what a stranger wrote."""
    return _network(address, KEPT)


def computer(address: str, forwarded: str) -> str:
    """Name the one computer that calls, by its whole address; "" where the address does not tell.

    `forwarded` is the request's X-Forwarded-For, "" without any: the first proxy writes there who called it, and each
    other one adds its own caller. When `address` is not the first entry, a proxy that this server does not trust stands
    between: `address` is then the proxy's, and everybody behind the proxy has it.
    """
    first = forwarded.partition(",")[0].strip()
    if first.startswith("["):
        first = first[1:].partition("]")[0]
    elif first.count(":") == 1:
        first = first.partition(":")[0]
    found = _network(address, WHOLE)
    return found if not forwarded or _network(first, WHOLE) == found else ""


def _network(address: str, bits: dict[int, int]) -> str:
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, bits[found.version]), strict=False))
