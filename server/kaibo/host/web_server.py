"""The web server: uvicorn, with limits for slow clients."""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import Generator
from functools import partial
from typing import Any, Literal

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from kaibo.cluster.periodic import every
from kaibo.gateway.most import Most
from kaibo.gateway.request_ids import RequestIds
from kaibo.host import file_limit
from kaibo.host.connections import Connections
from kaibo.host.frame_limits import MESSAGE_BYTES, FrameLimits
from kaibo.host.handshake import SecureDoor
from kaibo.host.head_limits import HeadLimits
from kaibo.host.lingering import Lingering
from kaibo.host.one_write import OneWrite

PATIENCE = 20.0
"""Seconds for a whole request, head and body. For the first request they begin with the connection."""
READERS_PATIENCE = 30.0
"""Seconds in which a client may read nothing of a waiting answer. A heartbeat is such an answer too."""
KEEP_ALIVE = 130
"""Seconds for which the server keeps a connection without a request. A proxy must close its idle connections first.
nginx keeps them for 60 s, and Caddy for 120 s."""
LOOK = 1.0
"""Seconds between looks for slow clients."""
ABORT_TURNS = 100
"""Turns of the event loop at most, until aborted connections have gone. One or two are enough."""
HERE = {"127.0.0.1", "::1"}
IGNORED = (
    "the server ignores X-Forwarded-For from %s, so all people behind it count as one; "
    'if a proxy of yours is there, set trusted_proxies = "%s"'
)
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: 45\r\nConnection: close\r\n\r\nToo many connections are open. Try again soon"
)
log = logging.getLogger("kaibo.http")


class Server(uvicorn.Server):
    """uvicorn without its own signal handling, which would end the process before LiveKit ends.

    The caller stops the server.
    """

    def __init__(self, config: uvicorn.Config, counted: Connections, patience: float, readers_patience: float) -> None:
        super().__init__(config)
        self._counted = counted
        self._patience = patience
        self._readers_patience = readers_patience
        self._lingering = Lingering()
        self._tasks: list[asyncio.Task[None]] = []
        self._listening: list[socket.socket] = []

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        if self.config.ssl:
            sockets = self._listening = sockets or [self._bind()]
            await super().startup([])
            door = SecureDoor(self._protocol, self.config.ssl, self._counted, self._patience)
            self._tasks = [asyncio.create_task(door.accept(listening)) for listening in sockets]
        else:
            await super().startup(sockets)
        self._tasks.append(asyncio.create_task(every(LOOK, self._close_slow)))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await super().shutdown(sockets or self._listening)
        await self._abort_rest()

    def _bind(self) -> socket.socket:
        bound = socket.create_server((self.config.host, self.config.port), backlog=self.config.backlog)
        bound.setblocking(False)
        return bound

    def _protocol(self) -> asyncio.Protocol:
        make: Any = self.config.http_protocol_class
        http: asyncio.Protocol = make(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)
        return http

    async def _abort_rest(self) -> None:
        """Abort the connections that are still open after the graceful time, such as streams. uvicorn leaves them."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for _ in range(ABORT_TURNS):
            if not self.server_state.connections:
                break
            await asyncio.sleep(0)

    async def _close_slow(self) -> None:
        """Close clients that take too long to send a request or to read an answer (OWASP, Slowloris)."""
        now = asyncio.get_running_loop().time()
        before, stuck = now - self._patience, now - self._readers_patience
        for connection in list(self.server_state.connections):
            if isinstance(connection, TimedProtocol) and (
                0 < connection.waiting_since < before or 0 < connection.stuck_since < stuck
            ):
                connection.transport.abort()
        self._lingering.look(self.server_state.connections, asyncio.get_running_loop().time())


class ProxyWarning:
    """Warns once about a proxy on this machine, on a server that trusts no proxy."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._warned = app, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._warned and scope["type"] != "lifespan" and (scope["client"] or ("",))[0] in HERE:
            self._check(scope)
        await self._app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        if any(name == b"x-forwarded-for" for name, _ in scope["headers"]):
            self._warned = True
            log.warning(IGNORED, scope["client"][0], scope["client"][0])


class TimedProtocol(HeadLimits):
    """A connection that knows how long it waits for the client. Times are the event loop's."""

    waiting_since = 0.0
    """When it began to wait for the rest of a request. 0: it does not wait."""
    stuck_since = 0.0
    """When the client stopped reading. 0: the client reads."""

    def __init__(self, *args: Any, counted: Connections, **options: Any) -> None:
        super().__init__(*args, **options)
        self._counted = counted
        self._address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.waiting_since = self.loop.time()
        self._address = self._counted.came(self, self.client[0] if self.client else "")

    def connection_lost(self, exc: Exception | None) -> None:
        self._counted.left(self, self._address)
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection to the WebSocket's protocol, which hears of its end from then on."""
        self._counted.busy(self, self._address)
        super().handle_websocket_upgrade()
        now: Any = self.transport.get_protocol()
        lost = now.connection_lost

        def connection_lost(exc: Exception | None) -> None:
            self._counted.left(self, self._address)
            lost(exc)

        now.connection_lost = connection_lost

    def data_received(self, data: bytes) -> None:
        """Start the clock at any byte. Line ends between two requests would keep a connection for ever otherwise."""
        if not self.waiting_since and (self.cycle is None or self.cycle.response_complete):
            self.waiting_since = self.loop.time()
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.waiting_since = self.loop.time()

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        cycle: Any = self.cycle
        if cycle and not isinstance(cycle.transport, OneWrite):  # an upgrade has no cycle of its own
            cycle.transport = OneWrite(cycle.transport, self.loop)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self.waiting_since = 0.0
        if self.cycle and not self.cycle.response_complete:
            self._counted.busy(self, self._address)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle.response_complete:  # no pipelined request follows
            self._counted.waits(self, self._address)

    def pause_writing(self) -> None:
        super().pause_writing()
        self.stuck_since = self.loop.time()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.stuck_since = 0.0

    def abort(self) -> None:
        self.transport.abort()

    def refuse(self) -> None:
        self.transport.write(FULL)
        self.transport.close()


def server(
    app: ASGIApp,
    *,
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    trusted_proxies: str = "",
    lifespan: Literal["on", "off"] = "on",
    stop_seconds: int = 1,
    patience: float = PATIENCE,
    readers_patience: float = READERS_PATIENCE,
    most: Most | None = None,
) -> Server:
    """Make a server that is not started yet.

    - `tls`: speak HTTPS.
    - `stop_seconds`: how long open streams may last at the end.
    - `patience`: seconds in which a whole request must come.
    - `readers_patience`: seconds in which a client must go on reading an answer.
    - `most`: bounds the open connections. The default follows from the number of files of this process.
    - `lifespan`: off, when another server starts the same application.
    """
    most = most or Most.of(file_limit.limit())
    counted = Connections(most.connections, most.connections_of_address, trusted_proxies)
    forwarding: Any = ProxyHeadersMiddleware  # its types name each message of ASGI, Starlette's do not
    known = forwarding(app, trusted_proxies) if trusted_proxies else ProxyWarning(app)
    return Server(
        uvicorn.Config(
            RequestIds(known, trusted_proxies),
            port=port,
            ssl_context_factory=(lambda config, default: tls) if tls else None,
            http=partial(TimedProtocol, counted=counted),  # type: ignore[arg-type]
            lifespan=lifespan,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # uvicorn would read them before RequestIds sees the proxy's address
            ws=FrameLimits,
            ws_max_size=MESSAGE_BYTES,
            ws_per_message_deflate=False,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=stop_seconds,
        ),
        counted,
        patience,
        readers_patience,
    )
