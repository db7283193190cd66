"""A process that gets SIGTERM: what pages and balancers see, and that it ends."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import websockets
from kaibo.app import build
from kaibo.clock import now_ms
from kaibo.cluster.closing import Closing
from kaibo.dependencies import Dependencies
from kaibo.errors import Overloaded
from kaibo.host import web_server
from kaibo.host.livekit.config import free_port
from kaibo.media.memory import MemoryEngine
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import create_engine, text
from websockets.asyncio.client import ClientConnection

from tests.command import COMMAND
from tests.plain import NO_TLS

pytestmark = [pytest.mark.anyio, pytest.mark.parts]
STREAMS, SOCKETS = 30, 30
MANY, CLOSED_SECONDS = 500, 5


class Process:
    """`kaibo up` without media, over any store."""

    def __init__(self, folder: Path, database: str) -> None:
        self.port, self.database = free_port(), database
        self.url = f"http://localhost:{self.port}"
        command = [str(COMMAND), "up", "--json", "--no-media", "--port", str(self.port)]
        env = {**os.environ, "KAIBO_DATABASE_URL": database}
        with open(folder / "log", "w") as log:
            self.running = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
        self.log = folder / "log"
        assert self.running.stdout
        self.told: dict[str, Any] = json.loads(self.running.stdout.readline())
        self.events = f"/w/{self.told['ViewUrl'].rpartition('/')[2]}/events"

    def http(self) -> httpx2.AsyncClient:
        limits = httpx2.Limits(max_connections=None)
        return httpx2.AsyncClient(base_url=self.url, trust_env=False, verify=NO_TLS, timeout=60, limits=limits)

    async def socket(self) -> ClientConnection:
        """Open a WebSocket of a viewer's page, and read the first view."""
        url = f"ws://localhost:{self.port}{self.events}"
        opened = await websockets.connect(url, additional_headers={"Origin": self.url}, proxy=None, open_timeout=None)
        await opened.recv()
        return opened

    async def end(self) -> int:
        """Wait for the end of the process. Return its exit code."""
        return await asyncio.to_thread(self.running.wait, 100)


@asynccontextmanager
async def process(folder: Path, database: str) -> AsyncIterator[Process]:
    made = await asyncio.to_thread(Process, folder, database)
    try:
        yield made
    finally:
        made.running.kill()
        made.running.wait()
        assert made.running.stdout
        made.running.stdout.close()


async def read_to_the_end(stream: httpx2.Response) -> None:
    async for _ in stream.aiter_raw():
        pass


async def close_code(socket: ClientConnection) -> int | None:
    await socket.wait_closed()
    return socket.close_code


def put_another_beside(database: str) -> None:
    """Give another server of the installation a lease."""
    engine = create_engine(database)
    with engine.begin() as db:
        row = {"id": "sv_other", "until": 2 * now_ms()}
        db.execute(text("INSERT INTO server (id, lease_until) VALUES (:id, :until)"), row)
    engine.dispose()


async def until_it_stops(http: httpx2.AsyncClient) -> dict[str, Any]:
    """Wait until `/ready` is 503. Return what it says."""
    while True:
        answer = await http.get("/ready")
        if answer.status_code == 503:
            told: dict[str, Any] = answer.json()
            return told
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("store_url", ["postgresql", "sqlite"], indirect=True)
async def test_stopping_server_says_so_and_closes_all_in_order(store_url: str, tmp_path: Path) -> None:
    beside_another = store_url.startswith("postgresql")
    if beside_another:
        put_another_beside(store_url)
    async with process(tmp_path, store_url) as server, server.http() as http, AsyncExitStack() as opened:
        sockets = [await server.socket() for _ in range(SOCKETS)]
        streams = [await opened.enter_async_context(http.stream("GET", server.events)) for _ in range(STREAMS)]
        assert {stream.status_code for stream in streams} == {200}
        server.running.send_signal(signal.SIGTERM)
        if beside_another:
            told = await until_it_stops(http)
            assert told["serving"] == {"ok": False, "reason": "the server stops"}
            health = await http.get("/health")
            assert (health.status_code, health.text, health.headers["Retry-After"]) == (503, "the server stops\n", "1")
        assert await asyncio.gather(*map(close_code, sockets)) == [1012] * SOCKETS
        await asyncio.gather(*map(read_to_the_end, streams))
        assert await server.end() == 0
        assert "Traceback" not in server.log.read_text()


@pytest.mark.soak
@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_five_hundred_streams_close_within_five_seconds(store_url: str, tmp_path: Path) -> None:
    put_another_beside(store_url)
    async with process(tmp_path, store_url) as server, server.http() as http, AsyncExitStack() as opened:
        sockets = [await server.socket() for _ in range(MANY // 2)]
        streams = [await opened.enter_async_context(http.stream("GET", server.events)) for _ in range(MANY // 2)]
        began = time.monotonic()
        server.running.send_signal(signal.SIGTERM)
        codes = await asyncio.gather(*map(close_code, sockets))
        await asyncio.gather(*map(read_to_the_end, streams))
        closed = time.monotonic() - began
        assert await server.end() == 0
        ended = time.monotonic() - began
        print(f"\n{MANY} streams closed {closed:.1f} s after SIGTERM, and the process ended after {ended:.1f} s")
        assert codes == [1012] * len(sockets)
        assert closed < CLOSED_SECONDS


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_second_signal_ends_the_process_at_once(store_url: str, tmp_path: Path) -> None:
    put_another_beside(store_url)
    async with process(tmp_path, store_url) as server, server.http() as http:
        server.running.send_signal(signal.SIGTERM)
        await until_it_stops(http)
        server.running.send_signal(signal.SIGTERM)
        assert await server.end() == 128 + signal.SIGTERM
        assert "a second signal came" in server.log.read_text()


async def test_call_under_way_is_answered_although_the_server_stops(sqlite_form: Path, tmp_path: Path) -> None:
    copy, port = shutil.copy(sqlite_form, tmp_path / "kaibo.db"), free_port()
    dependencies = Dependencies(open_store(f"sqlite:///{copy}"), Vault(bytes(32)), MemoryEngine(), None)
    app = build(Settings(data=tmp_path, port=port), dependencies)
    server = web_server.server(app, port=port, stop_seconds=60)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /?Action=GetActivityAPI HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{")
    await writer.drain()
    while not server.server_state.tasks:
        assert not serving.done()
        await asyncio.sleep(0.01)
    await dependencies.closing.close_all(0.0)
    server.should_exit = True
    while server.servers and server.servers[0].is_serving():
        assert not serving.done()
        await asyncio.sleep(0.01)
    writer.write(b"}")
    assert b" 401 " in await reader.readline(), "the call is not signed"
    writer.close()
    await serving


async def test_no_new_stream_opens_while_the_others_close() -> None:
    closing = Closing()
    closing.check()
    waits = asyncio.create_task(closing.turn())
    await asyncio.sleep(0)
    assert not waits.done()
    await closing.close_all(0.0)
    await waits
    with pytest.raises(Overloaded):
        closing.check()
