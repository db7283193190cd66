"""The three ways in which a page gets its events, all at one address. A page takes the first one that works.

- A WebSocket. It is none of the six connections that a browser gives one host.
- GET, an event stream. Pages of one browser hold two of them at most.
- POST, one answer with the present state. A page that has neither of the others asks again and again.
"""

import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import NamedTuple

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from kaibo.cluster.closing import Closing
from kaibo.cluster.events import Events
from kaibo.errors import ApiError
from kaibo.gateway import envelope
from kaibo.gateway.event_socket import close, message, send_states
from kaibo.gateway.line import Attend
from kaibo.gateway.origin import check_origin
from kaibo.gateway.stream import EventStream, changes, nothing, snapshots

log = logging.getLogger("kaibo.events")


@dataclass(frozen=True)
class Opened:
    """The events of an admitted page."""

    activity: int
    """The id whose nudges wake the page."""
    look: Callable[[], Awaitable[str | None]]
    """Gives the state as JSON, or None when the events are to end."""
    held: AsyncExitStack
    """Ends with the connection. It holds the count, for example."""
    sent: Callable[[], Awaitable[None]] = nothing
    """Runs after the page was sent a state."""
    as_host: bool = False
    """Nudges for hosts alone also wake the page."""
    attend: Attend | None = None
    """Writes further events, beside the states."""


class Answered(NamedTuple):
    """The present state of a page that asks once, as JSON."""

    state: str
    talk: str = ""
    """The news of the conversation, as JSON; "" for a page without one."""


@dataclass(frozen=True)
class Carriers:
    """The routes of one kind of page's events."""

    events: Events
    closing: Closing
    origin: str
    """The origin of our own pages."""
    name: str
    """The name of the event."""
    open: Callable[[HTTPConnection], Awaitable[Opened]]
    """Admits a page that stays connected. Raises ApiError."""
    poll: Callable[[Request], Awaitable[Answered]]
    """Admits a page that asks once, and gives its state. Raises ApiError."""

    def routes(self, path: str) -> list[BaseRoute]:
        """Return the routes of this address."""
        return [
            Route(path, self._stream, methods=["GET"]),
            Route(path, self._once, methods=["POST"]),
            WebSocketRoute(path, self._socket),
        ]

    async def _stream(self, request: Request) -> Response:
        try:
            check_origin(request, self.origin, needed=False)
            self.closing.check()
            opened = await self.open(request)
        except Exception as error:
            return _refused(error)
        about = opened.look, opened.sent
        chunks = snapshots(self.events, opened.activity, self.name, *about, as_host=opened.as_host)
        return EventStream(chunks, opened.held, self.closing, opened.attend)

    async def _once(self, request: Request) -> Response:
        try:
            check_origin(request, self.origin, needed=True)
            answered = await self.poll(request)
        except Exception as error:
            return _refused(error)
        return Response(message(self.name, *answered), 200, {"Cache-Control": "no-store"}, "application/json")

    async def _socket(self, socket: WebSocket) -> None:
        # Every browser sends Origin with a WebSocket. Without the check, pages of other sites could read the events.
        try:
            check_origin(socket, self.origin, needed=True)
            self.closing.check()
            opened = await self.open(socket)
        except Exception as error:
            await socket.send_denial_response(_refused(error))
            return
        async with opened.held:
            about = opened.look, opened.sent
            states = changes(self.events, opened.activity, *about, as_host=opened.as_host)
            await send_states(socket, self.name, states, self.closing, opened.attend)
        await close(socket, self.closing)


def _refused(error: Exception) -> Response:
    meta = envelope.metadata("Events", "")
    if isinstance(error, ApiError):
        return envelope.refused(meta, error)
    log.error("%s Events", meta["RequestId"], exc_info=error)
    return envelope.refused(meta, ApiError())
