"""Where viewers connect from: the signalling proxy notes it, the audience's records take it over."""

import time
from collections.abc import Iterator
from ipaddress import ip_address

SECONDS = 60.0
"""How long an address is kept for a viewer who does not appear in the program's room."""
MOST = 100_000
"""Addresses kept at a time. Beyond, the oldest goes."""


class Arrivals:
    """The address of each viewer who connected lately, by (activity id, viewer id). In this process."""

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
        for who, (at, _) in list(self._from.items()):
            if at > before:
                break
            del self._from[who]


def _address(text: str) -> str:
    """Return an IP address without its zone, or "" for anything else: a proxy may pass on what a stranger wrote."""
    try:
        return str(ip_address(text.partition("%")[0]))
    except ValueError:
        return ""
