"""What this machine is called on its network."""

import fcntl
import re
import socket
import struct
from ipaddress import AddressValueError, IPv4Address, IPv4Network

ELSEWHERE = ("203.0.113.1", 9)
"""Any address beyond the network (RFC 5737). Nothing is sent there: a UDP connect only asks for the route."""
SIOCGIFADDR, SIOCGIFNETMASK = 0x8915, 0x891B
NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


class NoAddress(ValueError):
    """This machine has no such address; the text says what to do."""


def addresses() -> list[str]:
    """Every IPv4 address by which others may reach this machine, the default route's first."""
    found = [_of(name, SIOCGIFADDR) for _, name in socket.if_nameindex()]
    return list(dict.fromkeys(one for one in [_routed(), *found] if one and not IPv4Address(one).is_loopback))


def address(wish: str) -> str:
    """The wished one if this machine has it; without a wish, the best. Raises NoAddress."""
    if not wish:
        known = addresses()
        if not known:
            raise NoAddress("this machine is on no network; connect it, or name its address: --lan ADDRESS")
        return known[0]
    try:
        IPv4Address(wish)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((wish, 0))
    except AddressValueError:
        raise NoAddress(f"{wish} is no IPv4 address, such as 192.168.1.20") from None
    except OSError:
        raise NoAddress(f"{wish} is no address of this machine; it has {', '.join(addresses()) or 'none'}") from None
    return wish


def networks() -> list[IPv4Network]:
    """The networks that those addresses are in."""
    known = [(_of(name, SIOCGIFADDR), _of(name, SIOCGIFNETMASK)) for _, name in socket.if_nameindex()]
    return [IPv4Network(f"{own}/{mask}", strict=False) for own, mask in known if own and mask]


def names() -> list[str]:
    """This machine's names: its own, and the one that phones and computers find without a name server (RFC 6762)."""
    own = socket.gethostname().lower()
    local = own.partition(".")[0] + ".local"
    return [name for name in dict.fromkeys((own, local, "localhost")) if NAME.fullmatch(name)]


def _routed() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ELSEWHERE)
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _of(interface: str, what: int) -> str:
    """An interface's address or netmask (netdevice(7)); nothing when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            answer = fcntl.ioctl(probe, what, struct.pack("256s", interface.encode()[:15]))
        except OSError:
            return ""
        return socket.inet_ntoa(answer[20:24])
