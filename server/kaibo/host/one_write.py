"""The head and the body of an answer in one write, so in one packet. uvicorn writes them apart."""

import asyncio


class OneWrite:
    """The transport of one answer. It holds the head until the body comes, for one turn of the event loop at most."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._begun = False
        self._head = b""

    def write(self, data: bytes) -> None:
        if not self._begun:
            self._begun, self._head = True, data
            self._loop.call_soon(self._flush)
        elif self._head:
            head, self._head = self._head, b""
            self._transport.write(head + data)
        else:
            self._transport.write(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        """Write the head alone: the body comes later, as an event stream's does, or there is none."""
        if self._head and not self._transport.is_closing():
            self._transport.write(self._head)
        self._head = b""
