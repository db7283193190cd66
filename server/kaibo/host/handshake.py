"""TLS that counts a connection from its first moment. A client that never ends the handshake also holds a file.

An event loop that listens for TLS reports a connection only after the handshake, for which it waits a minute. So the
server accepts connections itself, counts them, and only then begins TLS.
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from kaibo.host.connections import Connections

PAUSE = 0.2
"""Seconds until the next try when the system gives no connection, because too many files are open."""
log = logging.getLogger("kaibo.handshake")


class _Handshake:
    """A connection during its TLS handshake. The server cannot say why it refuses one before the handshake ends."""

    def __init__(self, task: "asyncio.Task[None] | None") -> None:
        self._task = task
        self.over = False

    def abort(self) -> None:
        """End the handshake. The event loop closes the connection."""
        if self._task:
            self._task.cancel()

    def refuse(self) -> None:
        self.over = True


@dataclass(frozen=True)
class SecureDoor:
    """Accepts TLS connections, and hands each to a protocol after the handshake."""

    make: Callable[[], asyncio.Protocol]
    """Makes the protocol of a connection."""
    tls: ssl.SSLContext
    counted: Connections
    patience: float
    """Seconds for the handshake."""
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def accept(self, listening: socket.socket) -> None:
        """Accept connections until cancelled."""
        loop = asyncio.get_running_loop()
        listening.setblocking(False)
        while True:
            try:
                accepted, peer = await loop.sock_accept(listening)
            except OSError as error:
                log.warning("the server can accept no connection now: %s", error)
                await asyncio.sleep(PAUSE)
                continue
            task = asyncio.create_task(self._secure(accepted, str(peer[0])))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _secure(self, accepted: socket.socket, peer: str) -> None:
        handshake = _Handshake(asyncio.current_task())
        address = self.counted.came(handshake, peer)
        try:
            if handshake.over:
                accepted.close()
                return
            await asyncio.get_running_loop().connect_accepted_socket(
                self.make, accepted, ssl=self.tls, ssl_handshake_timeout=self.patience
            )
        except (OSError, RuntimeError):  # the client speaks no TLS, is gone, or took too long
            return
        finally:
            self.counted.left(handshake, address)
