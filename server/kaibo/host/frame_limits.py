"""The limits of a WebSocket. The server closes a connection that passes one of them."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from kaibo.host.lingering import LINGER, LINGER_BYTES

MESSAGE_BYTES = 256 * 1024
"""Bytes of a message. livekit-client's largest is an offer: 1 kB for each track, tens of kB on a full stage."""
MESSAGES = 256
"""Messages that wait for the application. A browser sends at most tens at once, one for each network candidate."""
FRAMES = 256
"""Frames of one message. Empty frames would never reach MESSAGE_BYTES."""
UNREAD_BYTES = 1 << 20
"""Bytes that wait for a client that does not read, such as the answers to its pings."""
BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
POLICY = 1008
"""The close code of RFC 6455 §7.4.1. For a message over MESSAGE_BYTES the library sends 1009."""


class FrameLimits(WebSocketsSansIOProtocol):
    """uvicorn's protocol over `websockets`, with limits.

    uvicorn itself does not answer a client whose head it cannot read. It limits neither the number of messages nor the
    bytes that wait for the client.
    """

    _over = False
    _lingered = 0

    def data_received(self, data: bytes) -> None:
        if self._over:
            self._lingered += len(data)
            if self._lingered > LINGER_BYTES:
                self.transport.abort()
            return
        super().data_received(data)
        if self.conn.handshake_exc and not self.handshake_initiated:
            self._refuse_head()
        elif len(self.frames) > FRAMES or self.queue.qsize() > MESSAGES:
            self.conn.fail(POLICY, "too many messages at once")
            self.handle_parser_exception()
        elif self.transport.get_write_buffer_size() > UNREAD_BYTES:
            self.transport.abort()

    def handle_parser_exception(self) -> None:
        """Tell the client that the library failed the connection, and leave it time to read that.

        Tell nothing to a client that sent frames before the handshake ended.
        """
        self._over = True
        closed = self.conn.close_sent
        if closed is None:
            self.transport.close()
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": closed.code, "reason": closed.reason})
        self.close_sent = True
        self._say(b"".join(self.conn.data_to_send()))

    def _refuse_head(self) -> None:
        self._over = self.handshake_complete = self.close_sent = True
        self._say(b"".join(self.conn.data_to_send()) or BAD_REQUEST)

    def _say(self, last: bytes) -> None:
        """Send the last bytes, and close soon. uvicorn cancels its `close_timer` when the connection is lost."""
        self.close_timer = self.loop.call_later(LINGER, self.transport.abort)
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.transport.write(last)
        if self.transport.can_write_eof():
            self.transport.write_eof()
