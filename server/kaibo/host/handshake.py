"""TLS that counts a connection from its first moment: a client that never ends the handshake holds a file, too.

An event loop that listens for TLS tells of a connection only after the handshake, for which it waits a minute. So the
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
"""Seconds until the next try where the system gives no connection, because files are short."""
log = logging.getLogger("kaibo.handshake")


class _Handshake:
    """A connection until TLS stands. There is no word for a refusal before that."""

    def __init__(self, task: "asyncio.Task[None] | None") -> None:
        self._task = task
        self.over = False

    def abort(self) -> None:
        """End the handshake; the loop closes what it began."""
        if self._task:
            self._task.cancel()

    def refuse(self) -> None:
        self.over = True


@dataclass(frozen=True)
class SecureDoor:
    """Hands each connection to the protocol that `make` gives, once TLS stands: within `patience` seconds."""

    make: Callable[[], asyncio.Protocol]
    tls: ssl.SSLContext
    counted: Connections
    patience: float
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def accept(self, listening: socket.socket) -> None:
        """Accept connections, until cancelled."""
        loop = asyncio.get_running_loop()
        listening.setblocking(False)
        while True:
            try:
                accepted, peer = await loop.sock_accept(listening)
            except OSError as error:
                log.warning("no connection can be accepted now: %s", error)
                await asyncio.sleep(PAUSE)
                continue
            task = asyncio.create_task(self._secure(accepted, str(peer[0])))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _secure(self, accepted: socket.socket, peer: str) -> None:
        one = _Handshake(asyncio.current_task())
        address = self.counted.came(one, peer)
        try:
            if one.over:
                accepted.close()
                return
            await asyncio.get_running_loop().connect_accepted_socket(
                self.make, accepted, ssl=self.tls, ssl_handshake_timeout=self.patience
            )
        except (OSError, RuntimeError):  # it is no TLS, is gone, or took too long
            return
        finally:
            self.counted.left(one, address)
