"""The cable between one browser and Kaibo. A test can cut and mend it."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from e2e.person import Person

OPEN = {"offline": False, "latency": 0, "downloadThroughput": 1e9, "uploadThroughput": 1e9, "packetLoss": 0}
CUT = OPEN | {"packetLoss": 100}


class Cable:
    """`flag` makes a browser use the cable for everything at localhost. A cut cable carries no byte and closes
    nothing, as when the other end is out of reach. The browser itself drops media, packet by packet."""

    def __init__(self, port: int) -> None:
        self._to, self._whole, self._open = port, threading.Event(), list[socket.socket]()
        self._whole.set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.flag = f"--host-resolver-rules=MAP localhost 127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def media(self, person: Person) -> None:
        """Cut this person's media as well. Call it before their page opens anything, or packets pass."""
        self._devtools = person.context.new_cdp_session(person.page)
        self._devtools.send("Network.enable")
        self._devtools.send("Network.emulateNetworkConditions", OPEN)

    @contextmanager
    def cut(self) -> Iterator[None]:
        self._whole.clear()
        self._devtools.send("Network.emulateNetworkConditions", CUT)
        try:
            yield
        finally:
            self._devtools.send("Network.emulateNetworkConditions", OPEN)
            self._whole.set()

    @contextmanager
    def changed(self) -> Iterator[None]:
        """Break all connections, as when a phone leaves its Wi-Fi. Lose media until the block ends.

        New connections work at once."""
        self._devtools.send("Network.emulateNetworkConditions", CUT)
        self._break(self._open)
        try:
            yield
        finally:
            self._devtools.send("Network.emulateNetworkConditions", OPEN)

    def close(self) -> None:
        self._whole.set()
        self._break([self._door, *self._open])

    def _break(self, sockets: list[socket.socket]) -> None:
        for one in [*sockets]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, source: socket.socket, to: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._whole.wait()
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)
