"""How much may be open at once in one process, derived from the files that it may open. Pure.

A viewer takes three files: a socket to the server, the server's own to LiveKit, an event stream. So a quarter of all
files is for streams and half of them for sockets; an eighth is for connections that come and go, and an eighth is the
server's own.
"""

from dataclasses import dataclass
from enum import IntEnum

ADDRESS = 4096
"""One address holds no more than this of a kind, however many files there are."""


class Rank(IntEnum):
    """The part that a stream or a socket has in a show. The last places are kept for hosts, then for guests."""

    HOST = 0
    GUEST = 1
    VIEWER = 2


@dataclass(frozen=True)
class Most:
    """The most of each kind: in one process, of one address, of one holder (a session, a pass, a listen key)."""

    connections: int
    connections_of_address: int
    streams: int
    streams_of_address: int
    sockets: int
    sockets_of_address: int
    streams_of_one: int = 10
    sockets_of_one: int = 6

    @classmethod
    def of(cls, files: int) -> "Most":
        """For a process that may open so many files. One address may hold half of each kind."""
        quarter = files // 4
        half = min(quarter // 2, ADDRESS)
        connections = files * 5 // 8
        return cls(
            connections=connections,
            connections_of_address=min(connections // 2, ADDRESS * 5 // 2),
            streams=quarter,
            streams_of_address=half,
            sockets=quarter,
            sockets_of_address=half,
        )

    @property
    def viewers(self) -> int:
        """How many can watch at once."""
        return for_rank(min(self.streams, self.sockets), Rank.VIEWER)

    @property
    def viewers_of_address(self) -> int:
        """How many of them can come from one address."""
        return for_rank(min(self.streams_of_address, self.sockets_of_address), Rank.VIEWER)


def for_rank(most: int, rank: Rank) -> int:
    """How much of `most` may be held when one of this rank comes: a part is kept for guests, another for hosts."""
    return most - rank * -(-most // 16)
