"""How many connections are open: strangers that open many and send nothing shut nobody out.

Where there are too many, one that no request holds gives way: the oldest one of the address that has most. Nothing is
closed of those that are answered, and of those there are never too many: `gateway/open_counts.py`.
"""

import heapq
from ipaddress import ip_address, ip_network
from typing import Protocol

from kaibo.gateway.network import source

LOOKED = 8
"""Addresses, those with most connections first, among which one that can give way is looked for."""


class Connection(Protocol):
    def abort(self) -> None:
        """Close it now."""
        ...

    def refuse(self) -> None:
        """Say that there is no room, and close it."""
        ...


class _Address:
    """The connections of one address. `waiting`: those in which no whole request is, the oldest first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: set[Connection] = set()
        self.waiting: dict[Connection, None] = {}


class Connections:
    """Counts those of this process. The address of a trusted proxy has no limit of its own: all people come from it."""

    def __init__(self, most: int, most_of_address: int, trusted_proxies: str = "") -> None:
        self._most = most
        self._most_of_address = most_of_address
        self._trusted = [ip_network(one) for one in map(str.strip, trusted_proxies.split(",")) if one]
        self._of: dict[str, _Address] = {}
        self._open = 0

    def came(self, one: Connection, peer: str) -> str:
        """Count it, waiting for its first request; give the name of its address. It, or another, may be closed."""
        proxy = self._is_proxy(peer)
        address = peer if proxy else source(peer)
        mine = self._of.setdefault(address, _Address(address))
        mine.open.add(one)
        mine.waiting[one] = None
        self._open += 1
        if not proxy and len(mine.open) > self._most_of_address:
            self._make_room([mine], one, address)
        elif self._open > self._most:
            fullest = heapq.nlargest(LOOKED, self._of.values(), key=lambda each: len(each.waiting))
            self._make_room(fullest, one, address)
        return address

    def busy(self, one: Connection, address: str) -> None:
        """Note that a whole request has come and is being answered."""
        if mine := self._of.get(address):
            mine.waiting.pop(one, None)

    def waits(self, one: Connection, address: str) -> None:
        """Note that the answer has gone, and the next request may come."""
        mine = self._of.get(address)
        if mine and one in mine.open:
            mine.waiting[one] = None

    def left(self, one: Connection, address: str) -> None:
        """Count it no longer. It may be said twice."""
        mine = self._of.get(address)
        if mine is None or one not in mine.open:
            return
        mine.open.discard(one)
        mine.waiting.pop(one, None)
        self._open -= 1
        if not mine.open:
            del self._of[address]

    def _make_room(self, places: list[_Address], new: Connection, name: str) -> None:
        for place in places:
            oldest = next((one for one in place.waiting if one is not new), None)
            if oldest is not None:
                self.left(oldest, place.name)
                oldest.abort()
                return
        self.left(new, name)
        new.refuse()

    def _is_proxy(self, peer: str) -> bool:
        try:
            found = ip_address(peer.partition("%")[0])
        except ValueError:
            return False
        return any(found in network for network in self._trusted)
