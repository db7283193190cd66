"""Connections that never finish the TLS handshake count like any other, on both event loops."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx2
import pytest
import trustme
import websockets
from kaibo.gateway.most import Most
from kaibo.host import web_server
from kaibo.host.livekit.config import free_port
from starlette.types import Receive, Scope, Send

from tests.running import PATIENCE

LOOPS = [("asyncio", {"use_uvloop": False}), ("asyncio", {"use_uvloop": True})]
pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("anyio_backend", LOOPS, ids=["asyncio", "uvloop"])]
FEW = Most(
    connections=12,
    connections_of_address=8,
    streams=1,
    streams_of_address=1,
    sockets=1,
    sockets_of_address=1,
    waits=1,
    waits_of_address=1,
)


async def tell(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the scheme of the request and the caller's address."""
    said = f"{scope['scheme']} {scope['client'][0]}".encode()
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": said})
        await send({"type": "websocket.close"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": said})


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
async def port(authority: trustme.CA) -> AsyncIterator[int]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    port = free_port()
    server = web_server.server(tell, port=port, tls=tls, lifespan="off", stop_seconds=0, most=FEW)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.005)
    yield port
    server.should_exit = True
    await serving


@contextmanager
def trusting(authority: trustme.CA) -> Iterator[ssl.SSLContext]:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    yield context


async def test_https_and_wss_are_served(port: int, authority: trustme.CA) -> None:
    with trusting(authority) as known:
        for _ in range(3 * FEW.connections):
            async with httpx2.AsyncClient(verify=known, trust_env=False) as client:
                for _ in range(2):
                    assert (await client.get(f"https://127.0.0.1:{port}/")).text == "https 127.0.0.1"
        async with websockets.connect(f"wss://127.0.0.1:{port}/", ssl=known, proxy=None, open_timeout=None) as socket:
            assert await socket.recv() == b"wss 127.0.0.1"


async def test_request_together_with_the_end_of_the_handshake_is_answered(port: int, authority: trustme.CA) -> None:
    with trusting(authority) as known:
        for _ in range(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=known)
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            async with asyncio.timeout(PATIENCE):
                assert (await reader.read()).endswith(b"https 127.0.0.1\r\n0\r\n\r\n")
            writer.close()


async def test_connections_without_tls_give_way(port: int, authority: trustme.CA) -> None:
    silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3 * FEW.connections)]
    silent[-1][1].write(b"GET / HTTP/1.1\r\n\r\n")
    with trusting(authority) as known:
        async with httpx2.AsyncClient(verify=known, trust_env=False) as client:
            assert (await client.get(f"https://127.0.0.1:{port}/")).text == "https 127.0.0.1"
    async with asyncio.timeout(PATIENCE):
        for reader, _ in silent[: FEW.connections]:
            try:
                assert await reader.read() == b""
            except ConnectionError:
                continue
    for _, writer in silent:
        writer.close()
