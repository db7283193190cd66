"""How much may be open at once in one process, derived from the files that it may open. Pure.

A viewer takes three files: a socket to the server, the server's own socket to LiveKit, and an event stream. So a
quarter of all files is for streams, and half of them for sockets. An eighth is for connections that come and go. The
last eighth is for the server itself. A viewer by HLS has no sockets. So their waiting requests take the same share.
"""

from dataclasses import dataclass
from enum import IntEnum

ADDRESS = 4096
"""The most of one kind that one address holds, however many files there are."""


class Rank(IntEnum):
    """The rank of a stream or a socket. The server keeps the last places for hosts, and those before for guests."""

    HOST = 0
    GUEST = 1
    VIEWER = 2


@dataclass(frozen=True)
class Most:
    """The most that may be open: in one process, from one address, for one holder.

    A holder is a session, a pass or a listen key. A stream is an event stream, or a WebSocket for events. A wait is a
    request for live HLS that waits for the next part of the picture.
    """

    connections: int
    connections_of_address: int
    streams: int
    streams_of_address: int
    sockets: int
    sockets_of_address: int
    waits: int
    waits_of_address: int
    streams_of_one: int = 30
    """For one holder."""
    sockets_of_one: int = 20
    """For one holder."""
    waits_of_one: int = 30
    """For one holder. A player of live HLS has two or three."""

    @classmethod
    def of(cls, files: int) -> "Most":
        """Derive the bounds from the number of files. One address may hold half of each kind."""
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
            waits=quarter,
            waits_of_address=half,
        )

    @property
    def viewers(self) -> int:
        """Tell how many viewers can watch at once."""
        return for_rank(min(self.streams, self.sockets), Rank.VIEWER)

    @property
    def viewers_of_address(self) -> int:
        """Tell how many viewers can come from one address."""
        return for_rank(min(self.streams_of_address, self.sockets_of_address), Rank.VIEWER)


def for_rank(most: int, rank: Rank) -> int:
    """Tell how much of `most` this rank may fill. One sixteenth is kept for hosts, another for guests and hosts."""
    return most - rank * -(-most // 16)
