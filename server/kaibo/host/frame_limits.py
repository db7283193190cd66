"""How much of a WebSocket the server reads before it closes it."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MESSAGE_BYTES = 256 * 1024
"""Of one message. The largest of livekit-client is an offer: about 1 kB a track, tens of kB on a full stage."""
MESSAGES = 256
"""Messages that wait for the application. A browser sends tens at once at most, one a network candidate."""
FRAMES = 256
"""Frames of one message: empty ones would never come to MESSAGE_BYTES."""
UNREAD_BYTES = 1 << 20
"""What waits for a client that does not read, such as the answers to its pings."""
LINGER = 2.0
"""Seconds for a client to read why it was closed."""
LINGER_BYTES = 4 << 20
BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
POLICY = 1008
"""RFC 6455 §7.4.1; what is larger than MESSAGE_BYTES is 1009 by the library."""


class FrameLimits(WebSocketsSansIOProtocol):
    """uvicorn's protocol over `websockets`, which by itself leaves a client without an answer whose head it cannot
    read, and limits neither the number of messages nor what waits for the client."""

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
        """The library has failed the connection: say so, and let the client read it. One that has sent frames before it
        was let in is told nothing."""
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
        """uvicorn leaves the connection to a `close_timer`, which it cancels when the connection is lost."""
        self.close_timer = self.loop.call_later(LINGER, self.transport.abort)
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.transport.write(last)
        if self.transport.can_write_eof():
            self.transport.write_eof()
