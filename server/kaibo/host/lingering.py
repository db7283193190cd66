"""Closed connections that stay: for a client to read the last answer, or because it reads nothing more."""

import asyncio
from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

PATIENCE = 30.0
"""Seconds in which a closed connection may still send its last bytes."""
LINGER = 2.0
"""Seconds for a client to read why the server refused it. A socket closed with unread bytes loses the answer
(RFC 9112 §9.6)."""
LINGER_BYTES = 4 << 20
"""Bytes that a client may still send in this time."""


class Lingering:
    """Remembers when each connection began to close. A page that reads nothing would keep its WebSocket for ever."""

    def __init__(self) -> None:
        self._since: WeakKeyDictionary[Any, float] = WeakKeyDictionary()

    def look(self, connections: Iterable[Any], now: float) -> None:
        """Abort uvicorn's connections that have been closing for too long. `now` is in seconds, monotonic."""
        for connection in list(connections):
            transport: asyncio.Transport = connection.transport
            if transport.is_closing() and now - self._since.setdefault(connection, now) >= PATIENCE:
                transport.abort()
