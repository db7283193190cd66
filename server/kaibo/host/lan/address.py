"""The addresses and names of this machine on its network."""

import fcntl
import re
import socket
import struct
from ipaddress import AddressValueError, IPv4Address, IPv4Network

ELSEWHERE = ("203.0.113.1", 9)
"""An address outside the network (RFC 5737). The server sends nothing there: a UDP connect only asks for the route."""
SIOCGIFADDR, SIOCGIFNETMASK = 0x8915, 0x891B
NAME = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


class NoAddress(ValueError):
    """This machine has no such address. The text says what to do."""


def addresses() -> list[str]:
    """Return every IPv4 address at which others may reach this machine, the default route's first."""
    known = [_routed(), *(_of(name, SIOCGIFADDR) for _, name in socket.if_nameindex())]
    return list(dict.fromkeys(own for own in known if own and not IPv4Address(own).is_loopback))


def address(chosen: str) -> str:
    """Check that this machine has the chosen address, and return it. For "" return the best. Raises NoAddress."""
    if not chosen:
        known = addresses()
        if not known:
            raise NoAddress("this machine is on no network; connect it, or name its address with --lan ADDRESS")
        return known[0]
    try:
        IPv4Address(chosen)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind((chosen, 0))
    except AddressValueError:
        raise NoAddress(f"{chosen} is no IPv4 address, such as 192.168.1.20") from None
    except OSError:
        raise NoAddress(f"{chosen} is no address of this machine; it has {', '.join(addresses()) or 'none'}") from None
    return chosen


def networks() -> list[IPv4Network]:
    """Return the networks of this machine's addresses."""
    known = [(_of(name, SIOCGIFADDR), _of(name, SIOCGIFNETMASK)) for _, name in socket.if_nameindex()]
    return [IPv4Network(f"{own}/{mask}", strict=False) for own, mask in known if own and mask]


def names() -> list[str]:
    """Return this machine's own name, its `.local` name (found without a name server, RFC 6762), and localhost."""
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
    """Return an interface's address or netmask (netdevice(7)), "" when it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            answer = fcntl.ioctl(probe, what, struct.pack("256s", interface.encode()[:15]))
        except OSError:
            return ""
        return socket.inet_ntoa(answer[20:24])
