"""A proxy that knows no WebSockets: it drops their Upgrade header, as nginx does without two lines of its block."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from e2e.cable import Cable

ASKED, DROPPED = b"Upgrade: websocket", b"X-Dropped: upgrade"


class NoUpgrade(Cable):
    """`flag` makes a browser use the proxy for everything at localhost."""

    def _carry(self, source: socket.socket, to: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                to.sendall(data.replace(ASKED, DROPPED))
            to.shutdown(socket.SHUT_WR)


@contextmanager
def no_upgrade(port: int) -> Iterator[str]:
    """Run the proxy in front of this port. Yield the flag of a browser behind it."""
    proxy = NoUpgrade(port)
    try:
        yield proxy.flag
    finally:
        proxy.close()
