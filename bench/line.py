"""Time calls on one keep-alive connection, each from its last byte out to its last byte in."""

import re
import socket
import time
from typing import NamedTuple

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class Answer(NamedTuple):
    """An answer: its status, its body and its time in milliseconds."""

    status: int
    body: bytes
    took: float


class Line:
    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> Answer:
        began = time.perf_counter_ns()
        self._socket.sendall(request)
        got = self._socket.recv(65536)
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        assert length, head
        while len(body) < int(length[1]):
            body += self._more()
        took = (time.perf_counter_ns() - began) / 1e6
        return Answer(int(head.split(b" ", 2)[1]), body, took)

    def _more(self) -> bytes:
        got = self._socket.recv(65536)
        assert got, "the server closed the connection"
        return got

    def close(self) -> None:
        self._socket.close()


def percentile(took: list[float], part: float) -> float:
    """Return the percentile of the values for this part (0.5, 0.99)."""
    return sorted(took)[max(0, -(-int(len(took) * part * 1000) // 1000) - 1)]
