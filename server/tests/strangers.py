"""Connections that send any bytes, to every door of a running server."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
from kaibo.app import build
from kaibo.dependencies import Dependencies
from kaibo.host import web_server
from kaibo.host.livekit.config import free_port
from kaibo.media.memory import MemoryEngine
from kaibo.media.relay import Rtc
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.plain import NO_TLS

MEGABYTE = 1 << 20
PATIENCE = 30
UPGRADE = (
    b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


class Door(NamedTuple):
    """A way into the server: the first bytes of a request to it."""

    method: str
    path: str
    upgrades: bool = False

    def head(self, more: bytes = b"") -> bytes:
        line = f"{self.method} {self.path} HTTP/1.1\r\nHost: localhost\r\n".encode()
        return line + (UPGRADE if self.upgrades else b"") + more


class House(NamedTuple):
    port: int
    doors: list[Door]


def application(folder: Path, port: int) -> ASGIApp:
    """Build the whole server. Its LiveKit does not run."""
    rtc = Rtc(f"http://127.0.0.1:{free_port()}", "key", "s" * 32)
    dependencies = Dependencies(
        open_store(f"sqlite:///{folder}/kaibo.db"), Vault(bytes(32)), MemoryEngine(), rtc, b"PEM"
    )
    return build(Settings(port=port, data=folder), dependencies)


def routes(app: Any) -> list[BaseRoute]:
    """Yield every route of the application, also the wrapped ones."""
    while not hasattr(app, "routes"):
        app = getattr(app, "others", None) or app.app
    return list(app.routes)


def doors(app: ASGIApp) -> list[Door]:
    found = [Door("GET", "/"), Door("POST", "/?Action=GetActivityAPI&Version=2020-06-01"), Door("GET", "/none")]
    for route in routes(app):
        assert isinstance(route, Route | WebSocketRoute), "a kind of door that this test does not know"
        path = re.sub(r"\{[^}]+\}", "x", route.path.replace("{rest:path}", ""))
        if isinstance(route, WebSocketRoute):
            found.append(Door("GET", path, upgrades=True))
        else:
            found += [Door(method, path) for method in sorted(route.methods or {"GET"})]
    return found


@asynccontextmanager
async def serving(app: ASGIApp, port: int, **options: Any) -> AsyncIterator[None]:
    server = web_server.server(app, port=port, stop_seconds=0, **options)
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done()
        await asyncio.sleep(0.005)
    try:
        yield
    finally:
        server.should_exit = True
        await task


class Stranger:
    """A connection that sends any bytes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def say(self, data: bytes) -> None:
        """Send as much of the data as the server takes."""
        try:
            self.writer.write(data)
            await self.writer.drain()
        except ConnectionError:
            pass

    async def status(self) -> int:
        """Return the status of the next answer, or 0 if the server closes the connection without one."""
        try:
            line = await asyncio.wait_for(self.reader.readline(), PATIENCE)
        except ConnectionError:
            return 0
        return int(line.split()[1]) if line else 0

    async def rest(self) -> bytes:
        try:
            return await asyncio.wait_for(self.reader.read(), PATIENCE)
        except ConnectionError:
            return b""


@asynccontextmanager
async def stranger(port: int) -> AsyncIterator[Stranger]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Stranger(reader, writer)
    finally:
        writer.close()


async def healthy(port: int) -> bool:
    url = f"http://127.0.0.1:{port}"
    async with httpx2.AsyncClient(base_url=url, trust_env=False, verify=NO_TLS, timeout=PATIENCE) as client:
        return (await client.get("/health")).text == "OK"


class Mirror:
    """An application that answers in order with the client address that it sees.

    It answers after `go_on` is set, and it holds one socket open."""

    def __init__(self) -> None:
        self.go_on, self.asked, self.heard = asyncio.Event(), 0, asyncio.Queue[Any]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await self.go_on.wait()
            said: Any = {"type": ""}
            while said["type"] != "websocket.disconnect":
                said = await receive()
                self.heard.put_nowait(said)
            return
        self.asked += 1
        await self.go_on.wait()
        while (await receive()).get("more_body"):
            pass
        seen = json.dumps({"client": scope["client"][0], "headers": len(scope["headers"])}).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"connection", b"close")]})
        await send({"type": "http.response.body", "body": seen})
