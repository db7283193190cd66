"""A whole server on this machine: its listeners, its web server and its LiveKit."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import uvloop
from limits.errors import ConfigurationError
from starlette.types import ASGIApp

from kaibo.app import build
from kaibo.cli.stopped import Stopped
from kaibo.cluster.periodic import every
from kaibo.dependencies import Dependencies
from kaibo.features.program.hook import PATH as WEBHOOK
from kaibo.gateway.headers import OnePath
from kaibo.host import web_server
from kaibo.host.endpoint import Endpoint
from kaibo.host.livekit.process import LiveKitProcess
from kaibo.readiness.metrics_page import MetricsPage

UNANSWERED_MS = 60_000
"""A client is gone when it confirms nothing of what the server sent for so long (tcp(7), TCP_USER_TIMEOUT)."""
LOOK_AGAIN = 60.0
"""Seconds between looks at whether the certificate's files were renewed."""
YOUNG = 10_000
"""New objects between two looks of the garbage collector. Python's own 700 come from two or three calls."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)
NOTICE_SECONDS = 1.0
"""How long `/ready` says that the server stops before anything closes. Balancers look about every second."""
SPREAD_SECONDS = 1.0
"""The time over which streams and sockets close, so that their pages reach the other servers one after another."""
END_SECONDS = 4.8
"""How long a stop may take, whatever hangs. The documents promise five seconds."""
log = logging.getLogger("kaibo")


@dataclass(frozen=True)
class Listeners:
    """The sockets on which the server listens."""

    people: socket.socket
    livekit: socket.socket | None = None
    """Plain HTTP for the webhook of our own LiveKit, which trusts public authorities only. None: it uses `people`."""
    metrics: socket.socket | None = None
    """Plain HTTP for Prometheus. None: the server offers no metrics."""


class Server:
    """One server, from its start until SIGINT or SIGTERM. A second signal ends the process at once."""

    def __init__(
        self,
        endpoint: Endpoint,
        dependencies: Dependencies,
        listeners: Listeners,
        livekit: LiveKitProcess | None = None,
        livekit_metrics: str = "",
    ) -> None:
        """Take the parts. `livekit` is our own LiveKit, if this server runs one, with the address of its metrics."""
        self._endpoint = endpoint
        self._dependencies = dependencies
        self._listeners = listeners
        self._livekit = livekit
        self._livekit_metrics = livekit_metrics
        self._also: list[web_server.Server] = []
        self._serving: asyncio.Task[None] | None = None
        self._hearing: list[asyncio.Task[None]] = []
        self._renewing: asyncio.Task[None] | None = None
        self._draining: asyncio.Task[None] | None = None

    async def run(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Start, call `ready`, serve until a signal comes, and stop. Raises Stopped and LiveKitFailed."""
        starting = asyncio.current_task()
        assert starting
        for signum in SIGNALS:  # until the web server takes the signals
            asyncio.get_running_loop().add_signal_handler(signum, lambda: starting.cancelling() or starting.cancel())
        try:
            await self.start()
            await ready()
            await self.serve()
        finally:
            await self.stop()

    async def start(self) -> None:
        """Start LiveKit and answer at all listeners. Raises Stopped and LiveKitFailed."""
        if self._livekit:
            await self._livekit.start()
        endpoint = self._endpoint
        try:
            app = build(endpoint.settings, self._dependencies)
        except ConfigurationError as wrong:
            raise Stopped(f"setting rate_limit_url: {str(wrong).splitlines()[0]}") from None
        web = web_server.server(app, tls=endpoint.tls, trusted_proxies=endpoint.settings.proxies)
        for signum in SIGNALS:
            asyncio.get_running_loop().add_signal_handler(signum, self._stop_soon, web, signum)
        self._serving = asyncio.create_task(web.serve([self._listeners.people]))
        while not web.started:
            if self._serving.done():
                raise Stopped("the server did not start; the lines above say why")
            await asyncio.sleep(0.005)
        if self._listeners.livekit:
            self._also_serve(OnePath(app, WEBHOOK), self._listeners.livekit)
        if self._listeners.metrics:
            page = MetricsPage(self._dependencies.metrics, self._livekit_metrics)
            self._also_serve(page.app(), self._listeners.metrics)
        if endpoint.certificate:
            self._renewing = asyncio.create_task(every(LOOK_AGAIN, endpoint.certificate.look_again))

    def _also_serve(self, app: ASGIApp, listening: socket.socket) -> None:
        """Serve an application to programs alone, on a socket of its own."""
        server = web_server.server(app, lifespan="off")
        self._also.append(server)
        self._hearing.append(asyncio.create_task(server.serve([listening])))

    async def serve(self) -> None:
        """Wait until a signal ends the started server."""
        if self._serving:
            await self._serving

    def _stop_soon(self, web: web_server.Server, signum: int) -> None:
        """Begin to stop at the first signal. End the process at the second one, or when the stop takes too long."""
        if self._draining:
            self._end("a second signal came", 128 + signum)
        self._draining = asyncio.create_task(self._drain(web))
        late = threading.Timer(END_SECONDS, self._end, (f"the stop took {END_SECONDS:g} s", 1))
        late.daemon = True
        late.start()

    async def _drain(self, web: web_server.Server) -> None:
        """Stop in steps: tell balancers, close streams and sockets, then finish the calls under way.

        Without another server the pages wait for this one's next start, so it stops without delay.
        """
        closing, spread = self._dependencies.closing, 0.0
        closing.announce()
        if not closing.owners.alone:
            await asyncio.sleep(NOTICE_SECONDS)
            spread = SPREAD_SECONDS
        await closing.close_all(spread)
        web.should_exit = True

    def _end(self, why: str, code: int) -> None:
        """End this process and LiveKit now. The store keeps every write that was answered."""
        log.warning("%s: the server ends at once", why)
        if self._livekit:
            self._livekit.kill()
        os._exit(code)

    async def stop(self) -> None:
        """Stop the rest: the other listeners, the look at the certificate, LiveKit."""
        for server in self._also:
            server.should_exit = True
        if self._renewing:
            self._renewing.cancel()
        try:
            await asyncio.gather(*self._hearing)
        finally:
            if self._livekit:
                if makers := self._dependencies.makers:
                    await asyncio.to_thread(makers.stop)
                await self._livekit.stop()


def listen(host: str, port: int, advice: str) -> socket.socket:
    """Listen on a port. Raises Stopped with the advice when the port cannot be used."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # accepted sockets inherit the option
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED_MS)
    try:
        listening.bind((host, port))
        listening.listen(2048)  # now: two processes that only bind could both take the port
    except OSError as error:
        raise Stopped(f"port {port} of {host} cannot be used ({error.strerror}); {advice}") from None
    return listening


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run the event loop of a command until its end.

    The modules stay until then, so the garbage collector need not look at them again. A call makes a few hundred
    objects, and few of them are in cycles.
    """
    gc.freeze()
    gc.set_threshold(YOUNG)
    cancelled = contextlib.suppress(asyncio.CancelledError)  # a signal during the start
    with cancelled, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)
