"""Connections that the server has closed and that stay, because their other side reads nothing more."""

import asyncio
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

PATIENCE = 30.0
"""Seconds for which a closed connection may still send what it holds."""


class Lingering:
    """Remembers since when each connection is closing. A page that reads nothing would keep its WebSocket for ever."""

    def __init__(self) -> None:
        self._since: WeakKeyDictionary[Any, float] = WeakKeyDictionary()

    def look(self, connections: Iterable[Any], now: float) -> None:
        """Abort those of uvicorn's connections that have been closing for long. `now` in seconds, monotonic."""
        for connection in list(connections):
            transport: asyncio.Transport = connection.transport
            if transport.is_closing() and now - self._since.setdefault(connection, now) >= PATIENCE:
                transport.abort()
