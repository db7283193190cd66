"""Where a connection comes from, as much of it as is kept. Pure."""

from ipaddress import IPv6Address, ip_address, ip_network

KEPT = {4: 24, 6: 48}
"""Bits of an address: enough to tell home from office, too few to tell neighbours apart."""


def prefix(address: str) -> str:
    """The network that an address is in, such as `203.0.113.0/24` or `2001:db8:7::/48`; "" for what is no address: a
    proxy may hand on what a stranger wrote."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, KEPT[found.version]), strict=False))
