"""The end of a server. Its event streams and sockets close one after another, so that pages come back spread out."""

import asyncio
import random

from kaibo.cluster.members import OneServer, Owners
from kaibo.errors import Overloaded

RESTARTS = 1012
"""The close code of a server that ends (IANA, WebSocket Close Code Number Registry). Clients connect again."""
WHY = "the server stops; connect again"


class Closing:
    """Tells streams and sockets when to close. It begins once."""

    def __init__(self) -> None:
        self.owners: Owners = OneServer()
        """Knows whether other servers take the pages over."""
        self.announced = False
        """Whether the server is about to stop. It still does all its work."""
        self._open = 0
        """The streams and sockets that wait for their turn."""
        self._begun = asyncio.Event()
        self._spread = 0.0

    @property
    def begun(self) -> bool:
        """Tell whether streams and sockets close."""
        return self._begun.is_set()

    def announce(self) -> None:
        """Say that the server is about to stop, so that balancers send it no new callers."""
        self.announced = True

    async def close_all(self, spread: float) -> None:
        """Close all streams and sockets, each at a moment of its own within `spread` seconds."""
        self.announced, self._spread = True, spread
        self._begun.set()
        if self._open:
            await asyncio.sleep(spread)

    def check(self) -> None:
        """Refuse a new stream or socket while the others close. Raises Overloaded."""
        if self.begun:
            raise Overloaded

    async def turn(self) -> None:
        """Wait until a stream or a socket is to close."""
        self._open += 1
        try:
            await self._begun.wait()
            await asyncio.sleep(random.uniform(0, self._spread))
        finally:
            self._open -= 1
