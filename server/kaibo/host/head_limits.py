"""The limits of a request's head, and of the frames of its body. The server refuses a connection that passes one."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from kaibo.host.lingering import LINGER, LINGER_BYTES

HEAD_BYTES = 32 * 1024
"""Bytes of a request line with its headers, of a chunk's extensions, and of a trailer. nginx has the same default.

The largest need is a session token of 16 KiB.
"""
HEADERS = 100
PIPELINED = 16
"""Requests of one connection that wait while the server answers an earlier one."""
TOO_LONG, TOO_LARGE = 414, 431
"""RFC 9110 §15.5.15, RFC 6585 §5."""
TEXTS = {
    TOO_LONG: f"The address is too long: a request's head may have {HEAD_BYTES} bytes.",
    TOO_LARGE: f"The head is too large: it may have {HEAD_BYTES} bytes and {HEADERS} headers.",
}


class _Refused(Exception):
    """Ends the parsing. httptools turns it into an error of its own."""


class HeadLimits(HttpToolsProtocol):
    """uvicorn's protocol, with limits. uvicorn itself collects heads and pipelined requests without an end."""

    _over = False
    _in_head = True
    _told = False
    _untold = 0
    _trailers = 0
    _status = 400
    _lingered = 0
    _abort: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Read the data in pieces, to refuse a head of more than HEAD_BYTES.

        The count begins again after each head, each piece of a body, and each end of a message.
        A second request in the same packet may have twice as much.
        """
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
        """Count a header. Drop a trailer: it must not become a header that decides about a request (RFC 9110 §6.5.1).

        Such a header is X-Forwarded-For.
        """
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
        """Refuse what the parser, or one of the methods above, does not accept."""
        self._refuse(self._status, msg)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._abort:
            self._abort.cancel()
        super().connection_lost(exc)

    def _refuse(self, status: int, text: str = "") -> None:
        """Close the connection. First say why, unless another request's answer is on its way."""
        self._over = True
        running: Any = self.cycle if self.cycle and not self.cycle.response_complete else None
        mine = running is None if self._in_head else running is not None and not running.response_started
        if self.pipeline or not mine:
            self.transport.close()
            return
        if running:  # its answer would come too late
            running.disconnected = True
            running.message_event.set()
        content = TEXTS.get(status, text).encode()
        head = f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(content)}\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head.encode() + content)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._abort = self.loop.call_later(LINGER, self.transport.abort)
