"""Slow clients at a running server."""

import asyncio
import contextlib
import shutil
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from kaibo.app import build
from kaibo.dependencies import Dependencies
from kaibo.host import web_server
from kaibo.host.livekit.config import free_port
from kaibo.media.memory import MemoryEngine
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from starlette.types import Receive, Scope, Send

from tests.plain import NO_TLS

pytestmark = pytest.mark.anyio
PATIENCE = 1.5
SLOW = 150
HEAD = b"POST /?Action=GetActivityAPI&Version=2020-06-01 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"


@pytest.fixture
async def port(sqlite_form: Path, tmp_path: Path) -> AsyncIterator[int]:
    copy = shutil.copy(sqlite_form, tmp_path / "kaibo.db")
    dependencies = Dependencies(open_store(f"sqlite:///{copy}"), Vault(bytes(32)), MemoryEngine(), None)
    port = free_port()
    server = web_server.server(build(Settings(port=port), dependencies), port=port, stop_seconds=0, patience=PATIENCE)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    yield port
    server.should_exit = True
    await serving


async def dawdle(port: int, first: bytes) -> float:
    """Send the data and then a byte now and then. Return the seconds until the server hangs up."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(first)

    async def dribble() -> None:
        while True:
            await asyncio.sleep(0.2)
            writer.write(b"x" if first else b"")
            await writer.drain()

    drip = asyncio.create_task(dribble())
    try:
        assert await reader.read() == b""
    except ConnectionError:
        pass
    finally:
        drip.cancel()
        await asyncio.gather(drip, return_exceptions=True)
        writer.close()
    return time.monotonic() - began


async def test_slow_clients_are_closed_while_others_are_answered(port: int) -> None:
    starts = [b"", HEAD[:20], HEAD + b"X-Slow: ", HEAD + b"\r\n", HEAD + b"\r\n{"]
    slow = [asyncio.create_task(dawdle(port, starts[i % len(starts)])) for i in range(SLOW)]
    await asyncio.sleep(0.3)
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, verify=NO_TLS) as client:
        for _ in range(20):
            assert (await client.get("/health")).text == "OK"
            refused = await client.post("/?Action=GetActivityAPI&Version=2020-06-01")
            assert refused.status_code == 401
        assert not any(one.done() for one in slow)
        assert min(await asyncio.gather(*slow)) >= PATIENCE
        assert (await client.get("/health")).text == "OK"


async def test_waiting_between_requests_is_not_slow(port: int) -> None:
    """A page's stream is open for hours, and its request arrived whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"200 OK" in await reader.readline()
    await asyncio.sleep(PATIENCE + 1.5)
    writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    while b"200 OK" not in (line := await asyncio.wait_for(reader.readline(), 5)):
        assert line, "the server closed it"
    writer.close()


async def test_idle_connection_outlives_the_pool_of_a_proxy() -> None:
    """Caddy keeps idle connections for 120 s, and nginx for 60 s."""

    async def fine(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"OK"})

    port = free_port()
    server = web_server.server(fine, port=port, stop_seconds=0, lifespan="off")
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, verify=NO_TLS) as client:
        assert (await client.get("/")).text == "OK"
        (idle,) = server.server_state.connections
        assert isinstance(idle, web_server.TimedProtocol)
        assert idle.timeout_keep_alive_task
        assert idle.timeout_keep_alive_task.when() - idle.loop.time() > 120
        assert not idle.waiting_since, "the limit for slow clients does not hold for it"
    server.should_exit = True
    await serving


async def test_line_ends_between_requests_keep_no_connection_open(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"200 OK" in await reader.readline()
    assert (await reader.readuntil(b"OK")).endswith(b"OK")
    writer.write(b"\r\n")
    with contextlib.suppress(ConnectionError):
        assert await asyncio.wait_for(reader.read(), 30) == b"", "the server must close the connection"
    writer.close()


async def test_head_and_body_of_an_answer_come_in_one_piece(port: int) -> None:
    def pieces() -> list[bytes]:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            found = []
            for _ in range(50):
                connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                found.append(connection.recv(65536))
            return found

    for piece in await asyncio.to_thread(pieces):
        assert piece.startswith(b"HTTP/1.1 200")
        assert piece.endswith(b"\r\n\r\nOK")


async def test_path_with_a_nul_is_404(port: int) -> None:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, verify=NO_TLS) as client:
        for path in ("/w/a%00/events", "/s/a%00/events", "/l/a%00", "/%00"):
            assert (await client.get(path)).status_code == 404, path


async def test_stopped_server_leaves_no_connection_open() -> None:
    async def stubborn(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"first", "more_body": True})
        while not stop.is_set():
            with contextlib.suppress(asyncio.CancelledError):  # it does not end when it is told to
                await stop.wait()

    stop, port = asyncio.Event(), free_port()
    server = web_server.server(stubborn, port=port, stop_seconds=0, lifespan="off")
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.01)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    await reader.readuntil(b"first")
    server.should_exit = True
    await serving
    left = list(server.server_state.connections)
    stop.set()
    writer.close()
    assert left == []
