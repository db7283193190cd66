"""The signalling proxy between a page and a stand-in for LiveKit."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import httpx2
import websockets
from kaibo.clock import now_ms
from kaibo.cluster.closing import Closing
from kaibo.host import web_server
from kaibo.host.livekit import config
from kaibo.media.token import Grant, mint
from livekit.protocol.rtc import SignalRequest
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from tests.running import PATIENCE

KEY, SECRET = "KBtest", "s" * 32
PING = SignalRequest(ping=1).SerializeToString()
LEAVE = SignalRequest(leave={}).SerializeToString()


@dataclass
class Engine:
    """LiveKit's place. `heard` is what arrived, and `speak` is what it does with each connection."""

    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    heard: "asyncio.Queue[bytes | str]" = field(default_factory=asyncio.Queue)
    speak: Callable[[ServerConnection], Awaitable[None]] | None = None

    async def serve(self, socket: ServerConnection) -> None:
        assert socket.request
        self.paths.append(socket.request.path)
        self.headers.append({name.lower(): value for name, value in socket.request.headers.items()})
        if self.speak:
            await self.speak(socket)
        with suppress(websockets.ConnectionClosed):
            while True:
                self.heard.put_nowait(await socket.recv())


@dataclass
class Way:
    """The proxy as a page meets it."""

    server: web_server.Server
    engine: Engine
    closing: Closing = field(default_factory=Closing)
    turned_away: bool = False
    """Whether pages that are connected may not connect again."""

    @property
    def url(self) -> str:
        return f"http://{config.LOOPBACK}:{self.server.config.port}"

    def address(self, path: str, sources: tuple[str, ...] | None, query: dict[str, str] | None = None) -> str:
        token = mint(Grant("kaibo-1-stage-1", "guest-1", "", sources, True), KEY, SECRET, now_ms())
        return f"{self.url}{path}?{httpx2.QueryParams({'access_token': token, **(query or {})})}"

    def page(
        self,
        *sources: str,
        path: str = "/rtc",
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
    ) -> websockets.connect:
        """Open the socket of a page. Without sources it is a viewer's."""
        address = self.address(path, sources or None, query).replace("http", "ws", 1)
        return websockets.connect(
            address, proxy=None, open_timeout=None, compression=None, additional_headers=headers, max_size=None
        )


@asynccontextmanager
async def serving(app: Starlette) -> AsyncIterator[web_server.Server]:
    server = web_server.server(app, port=config.free_port(), stop_seconds=0, lifespan="off")
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  (uvicorn sends no event)
        await asyncio.sleep(0.005)
    yield server
    server.should_exit = True
    await task


async def ended(page: ClientConnection) -> int | None:
    """Return the code with which the page's socket was closed."""
    async with asyncio.timeout(PATIENCE):
        await page.wait_closed()
    return page.close_code


async def heard(way: Way, count: int) -> list[bytes | str]:
    async with asyncio.timeout(PATIENCE):
        return [await way.engine.heard.get() for _ in range(count)]
