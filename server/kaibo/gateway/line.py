"""An open event stream or WebSocket, on which many events are written without a task for each.

A broadcast to a thousand pages costs most in the turns of the event loop. So `write` drives the web server's own `send`
by hand. It either writes at once, or the page reads too slowly. Such a page is closed, and comes back.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import cached_property
from typing import Any

from starlette.types import Message
from starlette.websockets import WebSocketDisconnect

from kaibo.clock import now_ms

Send = Callable[[Any], Coroutine[Any, Any, None]]
GONE = (WebSocketDisconnect, RuntimeError, OSError)
"""Errors of a page that went away."""


class Happening:
    """One event, in the form of each carrier. Many lines share it, so each form is made once."""

    def __init__(self, name: str, data: str) -> None:
        """Take the event's name, and its data as JSON on one line."""
        self._name, self._data, self._at = name, data, now_ms()

    @cached_property
    def streamed(self) -> Message:
        """Return the event for an event stream. Its id is the server's time, as for every event."""
        text = f"id: {self._at}\nevent: {self._name}\ndata: {self._data}\n\n"
        return {"type": "http.response.body", "body": text.encode(), "more_body": True}

    @cached_property
    def sent(self) -> Message:
        """Return the event for a WebSocket."""
        text = f'{{"Event":"{self._name}","At":{self._at},"Data":{self._data}}}'
        return {"type": "websocket.send", "text": text}


class Line:
    """The way to one page."""

    def __init__(self, send: Send, *, socket: bool) -> None:
        """Take the `send` of an event stream's response, or of a WebSocket."""
        self._send = send
        self._socket = socket
        self.closed = asyncio.Event()
        """The page is too slow or gone. The connection ends then."""

    async def send(self, event: Happening) -> None:
        """Send an event, and wait until the page has room for it."""
        try:
            await self._send(self._form(event))
        except GONE:
            self.closed.set()

    def write(self, event: Happening) -> None:
        """Write an event without waiting. Close the line when that is not possible."""
        sending = self._send(self._form(event))
        try:
            sending.send(None)
        except StopIteration:
            return
        except GONE:
            pass
        sending.close()
        self.closed.set()

    def _form(self, event: Happening) -> Message:
        return event.sent if self._socket else event.streamed


Attend = Callable[[Line], Coroutine[Any, Any, None]]
"""Writes further events on a line, beside the states. The connection ends when it returns."""
