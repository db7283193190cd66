"""How much of a request's head, and of what frames its body, the server reads before it refuses the connection."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

HEAD_BYTES = 32 * 1024
"""Of a request line with its headers, of a chunk's extensions and of a trailer: as much as nginx takes by default. The
largest that people need is a session token of 16 KiB."""
HEADERS = 100
PIPELINED = 16
"""Requests of one connection that wait while an earlier one is answered."""
LINGER = 2.0
"""Seconds for a client to read why it was refused: a socket that is closed with unread bytes in it loses the answer
(RFC 9112 §9.6)."""
LINGER_BYTES = 4 << 20
TOO_LONG, TOO_LARGE = 414, 431
"""RFC 9110 §15.5.15, RFC 6585 §5."""
TEXTS = {
    TOO_LONG: f"The address is too long: a request's head may have {HEAD_BYTES} bytes.",
    TOO_LARGE: f"The head is too large: it may have {HEAD_BYTES} bytes and {HEADERS} headers.",
}


class _Refused(Exception):
    """Ends the parsing: httptools turns it into an error of its own."""


class HeadLimits(HttpToolsProtocol):
    """uvicorn's protocol, which by itself collects heads and pipelined requests without an end."""

    _over = False
    _in_head = True
    _told = False
    _untold = 0
    _trailers = 0
    _status = 400
    _lingered = 0
    _abort: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Read in pieces, so that at most HEAD_BYTES come after the last thing that the application was told: a head, a
        piece of a body, the end of a message. Of a second request in the same packet it may be twice as much."""
        rest = memoryview(data)
        while rest and not self._over and not self.transport.is_closing():
            piece, rest = rest[: HEAD_BYTES - self._untold], rest[HEAD_BYTES - self._untold :]
            self._told = False
            super().data_received(piece)  # type: ignore[arg-type]  # httptools takes any buffer
            self._untold = 0 if self._told else self._untold + len(piece)
            if self._untold >= HEAD_BYTES and not self._over:
                long_line = self._in_head and len(getattr(self, "url", b"")) * 2 > HEAD_BYTES
                self._refuse(TOO_LONG if long_line else TOO_LARGE)
        if rest and self._over:
            self._lingered += len(rest)
            if self._lingered > LINGER_BYTES:
                self.transport.abort()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A trailer is counted and dropped: it may be none of the headers that decide about a request (RFC 9110
        §6.5.1), such as X-Forwarded-For."""
        if not self._in_head:
            self._trailers += 1
        if (len(self.headers) if self._in_head else self._trailers) >= HEADERS:
            self._status = TOO_LARGE
            raise _Refused
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if len(self.pipeline) >= PIPELINED:
            raise _Refused
        super().on_headers_complete()
        self._told, self._in_head, self._trailers = True, False, 0

    def on_body(self, body: bytes) -> None:
        self._told = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._told = self._in_head = True
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._over = True
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """What the parser refused, or one of the methods above."""
        self._refuse(self._status, msg)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._abort:
            self._abort.cancel()
        super().connection_lost(exc)

    def _refuse(self, status: int, text: str = "") -> None:
        """Say why, if no answer to another request is on its way, in whose midst it would stand; then close."""
        self._over = True
        running: Any = self.cycle if self.cycle and not self.cycle.response_complete else None
        mine = running is None if self._in_head else running is not None and not running.response_started
        if self.pipeline or not mine:
            self.transport.close()
            return
        if running:  # whatever it answers now comes too late
            running.disconnected = True
            running.message_event.set()
        said = TEXTS.get(status, text).encode()
        head = f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(said)}\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head.encode() + said)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._abort = self.loop.call_later(LINGER, self.transport.abort)
