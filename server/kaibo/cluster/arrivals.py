"""The addresses of viewers. The signalling proxy notes them, and the audience's records take them over."""

import time
from collections.abc import Iterator

from kaibo.address import parse_ip

SECONDS = 60.0
"""How long the server keeps the address of a viewer who does not appear in the program's room."""
MOST = 100_000
"""Addresses kept at a time. A further one drives out the oldest."""


class Arrivals:
    """Keeps the address of each viewer who connected lately, by (activity id, viewer id). In this process."""

    def __init__(self) -> None:
        self._from: dict[tuple[int, str], tuple[float, str]] = {}
        """The oldest first."""

    def note(self, activity: int, viewer: str, address: str) -> None:
        """Remember that a viewer connects from this address."""
        self._from.pop((activity, viewer), None)
        self._from[activity, viewer] = time.monotonic(), _address(address)
        if len(self._from) > MOST:
            del self._from[next(iter(self._from))]

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter(self._from)

    def address(self, activity: int, viewer: str) -> str:
        """Return the address, or "" where none is kept."""
        return self._from.get((activity, viewer), (0.0, ""))[1]

    def take(self, activity: int, viewer: str, address: str) -> None:
        """Forget an address after it was recorded, unless the viewer connected from another one since."""
        if self._from.get((activity, viewer), (0.0, None))[1] == address:
            del self._from[activity, viewer]

    def forget_old(self) -> None:
        """Forget the viewers who never appeared."""
        before = time.monotonic() - SECONDS
        for viewer, (at, _) in list(self._from.items()):
            if at > before:
                break
            del self._from[viewer]


def _address(text: str) -> str:
    """Return an IP address without its zone, or "" for any other text."""
    ip = parse_ip(text)
    return str(ip) if ip else ""
