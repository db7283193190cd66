"""The count of open connections. Strangers that open many and send nothing must not shut other people out.

When there are too many, the server closes one: the oldest without a request, of the address with most. It never closes
a connection while it answers a request. `gateway/open_counts.py` bounds the number of those.
"""

import heapq
from ipaddress import ip_network
from typing import Protocol

from kaibo.address import parse_ip
from kaibo.gateway.network import source

LOOKED = 8
"""Addresses that the server looks at to find a connection to close. It begins with the address that has most."""


class Connection(Protocol):
    def abort(self) -> None:
        """Close the connection now."""
        ...

    def refuse(self) -> None:
        """Say that there is no room, and close the connection."""
        ...


class _Address:
    """The connections of one address."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: set[Connection] = set()
        self.waiting: dict[Connection, None] = {}
        """Those without a whole request, the oldest first."""


class Connections:
    """Counts the connections of this process. A trusted proxy's address has no limit: all people come from there."""

    def __init__(self, most: int, most_of_address: int, trusted_proxies: str = "") -> None:
        self._most = most
        self._most_of_address = most_of_address
        self._trusted = [ip_network(proxy) for proxy in map(str.strip, trusted_proxies.split(",")) if proxy]
        self._of: dict[str, _Address] = {}
        self._open = 0

    def came(self, connection: Connection, peer: str) -> str:
        """Count a new connection, which waits for its first request. Return the name of its address.

        The server may close this connection or another one to make room.
        """
        proxy = self._is_proxy(peer)
        name = peer if proxy else source(peer)
        address = self._of.setdefault(name, _Address(name))
        address.open.add(connection)
        address.waiting[connection] = None
        self._open += 1
        if not proxy and len(address.open) > self._most_of_address:
            self._make_room([address], connection, name)
        elif self._open > self._most:
            fullest = heapq.nlargest(LOOKED, self._of.values(), key=lambda each: len(each.waiting))
            self._make_room(fullest, connection, name)
        return name

    def busy(self, connection: Connection, name: str) -> None:
        """Note that a whole request came and the server answers it. `name` is the address from `came`."""
        if address := self._of.get(name):
            address.waiting.pop(connection, None)

    def waits(self, connection: Connection, name: str) -> None:
        """Note that the server sent the answer, and waits for the next request."""
        address = self._of.get(name)
        if address and connection in address.open:
            address.waiting[connection] = None

    def left(self, connection: Connection, name: str) -> None:
        """Count a connection no longer. A second call does nothing."""
        address = self._of.get(name)
        if address is None or connection not in address.open:
            return
        address.open.discard(connection)
        address.waiting.pop(connection, None)
        self._open -= 1
        if not address.open:
            del self._of[name]

    def _make_room(self, addresses: list[_Address], new: Connection, name: str) -> None:
        for address in addresses:
            oldest = next((connection for connection in address.waiting if connection is not new), None)
            if oldest is not None:
                self.left(oldest, address.name)
                oldest.abort()
                return
        self.left(new, name)
        new.refuse()

    def _is_proxy(self, peer: str) -> bool:
        ip = parse_ip(peer)
        return ip is not None and any(ip in network for network in self._trusted)
