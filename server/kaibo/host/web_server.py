"""How the server speaks HTTP: uvicorn, with connections that dawdle closed."""

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

from kaibo.cluster.periodic import every
from kaibo.gateway.most import Most
from kaibo.host import file_limit
from kaibo.host.connections import Connections
from kaibo.host.frame_limits import MESSAGE_BYTES, FrameLimits
from kaibo.host.handshake import SecureDoor
from kaibo.host.head_limits import HeadLimits
from kaibo.host.lingering import Lingering

PATIENCE = 20.0
"""Seconds for a whole request, head and body; for the first one, from the connection on."""
READERS_PATIENCE = 30.0
"""Seconds for which a client may read nothing of an answer that waits for it; a heartbeat waits, too."""
LOOK = 1.0
HERE = {"127.0.0.1", "::1"}
VAIN = (
    "X-Forwarded-For of %s is not believed, so all people behind it count as one; "
    'if a proxy of yours is there, set trusted_proxies = "%s"'
)
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Length: 45\r\nConnection: close\r\n\r\nToo many connections are open. Try again soon"
)
log = logging.getLogger("kaibo.http")


class Server(uvicorn.Server):
    """uvicorn, stopped by whoever runs it: its own signal handling would end the process before LiveKit is."""

    def __init__(self, config: uvicorn.Config, counted: Connections, patience: float, readers_patience: float) -> None:
        super().__init__(config)
        self._counted = counted
        self._patience = patience
        self._readers_patience = readers_patience
        self._lingering = Lingering()
        self._chores: list[asyncio.Task[None]] = []
        self._listening: list[socket.socket] = []

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        if self.config.ssl:
            sockets = self._listening = sockets or [self._bind()]
            await super().startup([])
            door = SecureDoor(self._protocol, self.config.ssl, self._counted, self._patience)
            self._chores = [asyncio.create_task(door.accept(one)) for one in sockets]
        else:
            await super().startup(sockets)
        self._chores.append(asyncio.create_task(every(LOOK, self._close_slow)))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for chore in self._chores:
            chore.cancel()
        await asyncio.gather(*self._chores, return_exceptions=True)
        await super().shutdown(sockets or self._listening)

    def _bind(self) -> socket.socket:
        bound = socket.create_server((self.config.host, self.config.port), backlog=self.config.backlog)
        bound.setblocking(False)
        return bound

    def _protocol(self) -> asyncio.Protocol:
        make: Any = self.config.http_protocol_class
        made: asyncio.Protocol = make(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)
        return made

    async def _close_slow(self) -> None:
        """Close a client that sends no whole request, or reads no answer, for too long (OWASP, Slowloris)."""
        now = asyncio.get_running_loop().time()
        before, stuck = now - self._patience, now - self._readers_patience
        for connection in list(self.server_state.connections):
            if isinstance(connection, Patient) and (
                0 < connection.waiting_since < before or 0 < connection.stuck_since < stuck
            ):
                connection.transport.abort()
        self._lingering.look(self.server_state.connections, asyncio.get_running_loop().time())


class Unbelieved:
    """Says once that a proxy on this machine names callers in vain, where nobody's word is taken."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._said = app, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._said and scope["type"] != "lifespan" and (scope["client"] or ("",))[0] in HERE:
            self._say(scope)
        await self._app(scope, receive, send)

    def _say(self, scope: Scope) -> None:
        if any(name == b"x-forwarded-for" for name, _ in scope["headers"]):
            self._said = True
            log.warning(VAIN, scope["client"][0], scope["client"][0])


class Patient(HeadLimits):
    """Knows since when it waits for the rest of a request, and for the client to read (loop time; 0: it does not)."""

    waiting_since = 0.0
    stuck_since = 0.0

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
        """Hand the connection to the WebSocket's protocol, which from then on hears of its end."""
        self._counted.busy(self, self._address)
        super().handle_websocket_upgrade()
        now: Any = self.transport.get_protocol()
        lost = now.connection_lost

        def connection_lost(exc: Exception | None) -> None:
            self._counted.left(self, self._address)
            lost(exc)

        now.connection_lost = connection_lost

    def data_received(self, data: bytes) -> None:
        """Line ends between two requests begin none, and would keep a connection for ever."""
        if not self.waiting_since and (self.cycle is None or self.cycle.response_complete):
            self.waiting_since = self.loop.time()
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.waiting_since = self.loop.time()

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
    """A server that is not started yet; with `tls` it speaks https. At its end open streams get `stop_seconds`; a
    request must have come within `patience` seconds, and its answer be read on within `readers_patience`. `most` says
    how many connections may be open; without it, what the files of this process are enough for. One that serves a part
    of an application which another one starts has its `lifespan` off."""
    most = most or Most.of(file_limit.limit())
    counted = Connections(most.connections, most.connections_of_address, trusted_proxies)
    return Server(
        uvicorn.Config(
            app if trusted_proxies else Unbelieved(app),
            port=port,
            ssl_context_factory=(lambda config, default: tls) if tls else None,
            http=partial(Patient, counted=counted),  # type: ignore[arg-type]
            lifespan=lifespan,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=True,
            forwarded_allow_ips=trusted_proxies,
            ws=FrameLimits,
            ws_max_size=MESSAGE_BYTES,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=stop_seconds,
        ),
        counted,
        patience,
        readers_patience,
    )
