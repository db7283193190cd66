"""Counts of the open event streams, WebSockets and waiting requests in this process, by address and by holder."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

from starlette.requests import HTTPConnection

from kaibo.errors import Overloaded
from kaibo.gateway.errors import TooManyOpen
from kaibo.gateway.most import Most, Rank, for_rank
from kaibo.gateway.network import source

Kind = Literal["stream", "socket", "wait"]
PLACE: tuple[Kind, ...] = ("stream", "socket")
"""A viewer takes one of each."""
Door = Literal["client", "session", "watch"]
"""The door that a connection came in by, as the metrics name it."""
DOORS: tuple[Door, ...] = get_args(Door)


class OpenCounts:
    """Counts in memory, per process: each of several servers allows this much. It forgets everything that is closed."""

    def __init__(self, most: Most) -> None:
        self._most: dict[Kind, tuple[int, int, int]] = {
            "stream": (most.streams, most.streams_of_address, most.streams_of_one),
            "socket": (most.sockets, most.sockets_of_address, most.sockets_of_one),
            "wait": (most.waits, most.waits_of_address, most.waits_of_one),
        }
        self._open: Counter[tuple[Kind, str, str]] = Counter()

    def check(self, kind: Kind, connection: HTTPConnection, rank: Rank, holder: str) -> None:
        """Check whether one more may open. `holder` is a proved session, pass or listen key, "" for none.

        Raises TooManyOpen when the holder or the address has its most, and Overloaded when the process has.
        """
        of_all, of_address, of_one = self._most[kind]
        if holder and self._open[kind, "one", holder] >= of_one:
            raise TooManyOpen
        if self._open[kind, "address", _address(connection)] >= for_rank(of_address, rank):
            raise TooManyOpen
        if self._open[kind, "all", ""] >= for_rank(of_all, rank):
            raise Overloaded

    @contextmanager
    def held(
        self, kind: Kind, connection: HTTPConnection, rank: Rank, holder: str, door: Door | None = None
    ) -> Iterator[None]:
        """Count one more while it is open, by its door too if it is told. Raises what `check` raises."""
        self.check(kind, connection, rank, holder)
        whose = [(kind, "all", ""), (kind, "address", _address(connection))]
        if door:
            whose.append((kind, "door", door))
        if holder:
            whose.append((kind, "one", holder))
        self._open.update(whose)
        try:
            yield
        finally:
            for counter in whose:
                self._open[counter] -= 1
                if self._open[counter] <= 0:
                    del self._open[counter]

    @property
    def full(self) -> bool:
        """Tell whether a further viewer finds no place."""
        return any(self.open(kind) >= for_rank(self._most[kind][0], Rank.VIEWER) for kind in PLACE)

    def open(self, kind: Kind) -> int:
        """Return how many of this kind are open."""
        return self._open[kind, "all", ""]

    def open_at(self, kind: Kind, door: Door) -> int:
        """Return how many of this kind came in by a door."""
        return self._open[kind, "door", door]


def _address(connection: HTTPConnection) -> str:
    return source(connection.client.host if connection.client else "")
