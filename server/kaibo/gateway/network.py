"""The network that a connection comes from. Pure."""

from ipaddress import IPv6Address, ip_network

from kaibo.address import parse_ip

KEPT = {4: 24, 6: 48}
"""Bits of an address that the store keeps: enough to tell home from office, too few to tell neighbours apart."""

COUNTED = {4: 32, 6: 64}
"""Bits of an address by which limits count. An IPv6 household has a /64, and uses any address in it."""

WHOLE = {4: 32, 6: 128}
"""Bits of an address that tell one computer from its neighbours, as far as an address can."""

LONGEST = 64
"""Characters kept of a text that is no address. A proxy may hand on thousands, and the limits keep each name."""


def source(address: str) -> str:
    """Name the caller for the limits: an IPv4 address, or the /64 network of an IPv6 address.

    A text that is no address stays, cut to 64 characters.
    """
    return _network(address, COUNTED) or address[:LONGEST]


def network(address: str) -> str:
    """Name the network of an address, for limits that several people share. A text that is no address stays."""
    return prefix(address) or address[:LONGEST]


def prefix(address: str) -> str:
    """Name the network of an address, such as `203.0.113.0/24` or `2001:db8:7::/48`.

    Return "" for a text that is no address: a proxy may hand on text from a stranger.
    """
    return _network(address, KEPT)


def computer(address: str, forwarded: str) -> str:
    """Name the one computer that calls, by its whole address. Return "" when the address does not tell it.

    `forwarded` is the request's X-Forwarded-For, "" without one. The first proxy writes its caller's address there,
    and each further proxy adds its own caller. When `address` is not the first entry, a proxy stands between that this
    server does not trust. Then `address` is the proxy's, and all people behind the proxy share it.
    """
    first = forwarded.partition(",")[0].strip()
    if first.startswith("["):
        first = first[1:].partition("]")[0]
    elif first.count(":") == 1:
        first = first.partition(":")[0]
    caller = _network(address, WHOLE)
    return caller if not forwarded or _network(first, WHOLE) == caller else ""


def _network(address: str, bits: dict[int, int]) -> str:
    ip = parse_ip(address)
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ip_network((ip, bits[ip.version]), strict=False)) if ip else ""
