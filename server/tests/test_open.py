"""How many streams, sockets and connections may be open, at the public door of a server with small limits."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import httpx2
import pytest
import websockets
from kaibo.features.link.state import PURPOSE
from kaibo.features.link.token import LaunchToken, mint
from kaibo.gateway.most import Most
from kaibo.host import web_server
from kaibo.host.livekit.config import free_port
from kaibo.session.role import Role
from starlette.types import Receive, Scope, Send

from tests.features.audience.test_live import live
from tests.proxied import STRANGER, coming
from tests.running import PATIENCE, Running, post, views
from tests.show import TAB, Show
from tests.waiting import eventually

pytestmark = pytest.mark.anyio
SMALL = Most(
    connections=40,
    connections_of_address=20,
    streams=10,
    streams_of_address=6,
    sockets=10,
    sockets_of_address=6,
    waits=10,
    waits_of_address=6,
    streams_of_one=2,
    sockets_of_one=2,
)


async def with_limits(server: Running, most: Most) -> None:
    await server.stop()
    server.most = most
    await server.start()


@pytest.fixture
async def small(server: Running) -> Running:
    """Run a server with room for few."""
    await with_limits(server, SMALL)
    return server


@asynccontextmanager
async def streams(http: httpx2.AsyncClient, url: str, count: int) -> AsyncIterator[httpx2.Response | None]:
    """Open so many event streams, or as many as the server grants.

    Yield the refusal of the next one, if there was one."""
    async with AsyncExitStack() as opened:
        for _ in range(count):
            answer = await opened.enter_async_context(http.stream("GET", url))
            if answer.status_code != 200:
                await answer.aread()
                yield answer
                return
        yield None


async def opens(http: httpx2.AsyncClient, url: str) -> bool:
    async with streams(http, url, 1) as refused:
        return refused is None


def code(refused: httpx2.Response | None) -> str:
    assert refused is not None, "the server refused none"
    assert int(refused.headers["retry-after"]) > 0
    assert refused.status_code in (429, 503)
    return str(refused.json()["ResponseMetadata"]["Error"]["Code"])


async def test_full_address_shuts_no_other_address_out(small: Running) -> None:
    show = await small.show()
    path = f"{small.url}{await small.watch_path(show)}/events"
    host = await small.person(show, Role.HOST)
    async with coming(STRANGER) as stranger, streams(stranger, path, 10) as refused:
        assert code(refused) == "FlowLimitExceeded.Open"
        for other in (stranger, small.client()):
            assert (await other.get(f"{small.url}/health")).text == "OK"
            assert (await other.post(f"{small.url}/?Action=GetActivityAPI&Version=2020-06-01")).status_code == 401
        await host.call("GoLive", Tab=TAB)
        assert await opens(small.client(), path), "another address must have places of its own"
    async with coming(STRANGER) as stranger:
        await eventually(lambda: opens(stranger, path))


async def test_host_and_guest_enter_from_a_full_address(small: Running) -> None:
    show = await small.show()
    path = f"{await small.watch_path(show)}/events"
    host, guest = await small.person(show, Role.HOST), await small.person(show, Role.GUEST, "g")
    async with streams(small.client(), path, 10) as refused:
        assert code(refused) == "FlowLimitExceeded.Open"
        async with views(guest.http, guest.path), views(host.http, host.path):
            assert not await opens(small.client(), path)


async def test_full_server_keeps_the_last_places_for_guests_and_hosts(small: Running) -> None:
    await with_limits(small, replace(SMALL, streams=3))
    show = await small.show()
    path = f"{small.url}{await small.watch_path(show)}/events"
    host, guest, other = [await small.person(show, role) for role in (Role.HOST, Role.GUEST, Role.GUEST)]
    async with streams(small.client(), path, 2) as refused:
        assert code(refused) == "ServiceUnavailableTemp"
        async with views(guest.http, guest.path), streams(other.http, f"{other.path}/events", 1) as refused:
            assert code(refused) == "ServiceUnavailableTemp"
            async with views(host.http, host.path), coming(STRANGER) as stranger:
                assert (await stranger.get(f"{small.url}/health")).text == "OK"


async def test_session_at_its_limit_of_streams_takes_none_from_others(small: Running) -> None:
    show = await small.show()
    one, other = await small.person(show, Role.GUEST, "a"), await small.person(show, Role.GUEST, "b")
    async with streams(one.http, f"{one.path}/events", 3) as refused:
        assert code(refused) == "FlowLimitExceeded.Open"
        async with views(other.http, other.path):
            named = await other.http.get(f"{one.path}/events")
            assert named.status_code == 401, "a call that only names a session must not count for it"
    await eventually(lambda: opens(one.http, f"{one.path}/events"))


async def test_listen_key_has_a_limit_of_streams(small: Running) -> None:
    show = await small.show()
    link = await _opened(small, show)
    async with streams(small.client(), f"/launch/{link}/events", 3) as refused:
        assert refused is not None
        assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)
        assert await opens(small.client(), f"/launch/{await _opened(small, show)}/events")


async def _opened(server: Running, show: Show) -> str:
    """Return the listen key of a launch."""
    token = mint(LaunchToken(show.id, Role.GUEST, "", epoch=1), server.vault.key(PURPOSE))
    opened = await post(server.client(), "/client/OpenLaunch", {"Token": token})
    return str(opened.json()["Result"]["ListenKey"])


@asynccontextmanager
async def signalling(server: Running, who: httpx2.AsyncClient, path: str, token: str) -> AsyncIterator[None]:
    """Open a socket to the media engine. Read its first message."""
    cookies = "; ".join(f"{name}={value}" for name, value in who.cookies.items())
    url = f"{server.url.replace('http', 'ws', 1)}{path}/rtc?access_token={token}&protocol=16"
    given = {"Cookie": cookies}
    async with websockets.connect(
        url, additional_headers=given, proxy=None, open_timeout=None, compression=None
    ) as socket:
        await asyncio.wait_for(socket.recv(), PATIENCE)
        yield


async def _knock(server: Running, who: httpx2.AsyncClient, path: str, token: str) -> tuple[int, str]:
    """Return the status and the text that answer a socket."""
    try:
        async with signalling(server, who, path, token):
            return 101, ""
    except websockets.InvalidStatus as refused:
        return refused.response.status_code, refused.response.body.decode()


async def test_session_and_pass_have_a_limit_of_sockets(small: Running) -> None:
    await with_limits(small, replace(SMALL, sockets_of_one=1))
    show = await small.show()
    host, viewer = await small.person(show, Role.HOST), small.client()
    await live(show)
    path = await small.watch_path(show)

    async def watch() -> str:
        return str((await post(viewer, f"{path}/call/WatchShow", {})).json()["Result"]["Token"])

    async def stage() -> str:
        return str((await host.call("ConnectStage", Tab=TAB))["Token"])

    for who, at, token in ((host.http, host.path, stage), (viewer, path, watch)):
        async with signalling(small, who, at, await token()):
            status, text = await _knock(small, who, at, await token())
            assert (status, "FlowLimitExceeded.Open" in text) == (429, True)

        async def again(
            who: httpx2.AsyncClient = who, at: str = at, token: Callable[[], Awaitable[str]] = token
        ) -> bool:
            return (await _knock(small, who, at, await token()))[0] == 101

        await eventually(again)


async def test_silent_connections_give_way_to_new_ones(small: Running) -> None:
    silent = [await asyncio.open_connection("127.0.0.1", int(small.url.rpartition(":")[2])) for _ in range(60)]
    try:
        for other in (small.client(), small.client()):
            assert (await other.get("/health")).text == "OK"
        async with asyncio.timeout(PATIENCE):
            assert await silent[0][0].read() == b"", "the server must close the oldest first"
    finally:
        for _, writer in silent:
            writer.close()


async def test_idle_connections_give_way_to_new_ones(small: Running) -> None:
    """They had an answer, and the server keeps them for the next request only as long as there is room."""
    async with AsyncExitStack() as opened:
        idle = []
        for _ in range(SMALL.connections_of_address):
            reader, writer = await asyncio.open_connection("127.0.0.1", int(small.url.rpartition(":")[2]))
            opened.callback(writer.close)
            writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            await reader.readuntil(b"\r\n\r\nOK")
            idle.append((reader, writer))
        for other in (small.client(), small.client()):
            assert (await other.get("/health")).text == "OK"
        async with asyncio.timeout(PATIENCE):
            for reader, _ in idle[:2]:
                assert await reader.read() == b"", "the server must close the oldest first"
        reader, writer = idle[-1]
        writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        await reader.readuntil(b"\r\n\r\nOK")


async def test_closed_connections_free_their_places(small: Running) -> None:
    """Many more connections than fit come one after the other, also those that become WebSockets."""
    show = await small.show()
    host = await small.person(show, Role.HOST)
    for _ in range(SMALL.connections_of_address * 2):
        status, _ = await _knock(small, host.http, host.path, "none")
        assert status == 403
    assert (await small.client().get("/health")).text == "OK"


async def test_trusted_proxy_has_no_limit_of_connections(server: Running) -> None:
    server.trusted_proxies = STRANGER
    await with_limits(server, replace(SMALL, connections_of_address=2))
    show = await server.show()
    path = f"{server.url}{await server.watch_path(show)}/events"
    async with coming(STRANGER) as proxy, AsyncExitStack() as opened:
        for person in range(4):
            said = {"X-Forwarded-For": f"198.51.100.{person + 1}"}
            answer = await opened.enter_async_context(proxy.stream("GET", path, headers=said))
            assert answer.status_code == 200, person
    async with coming("127.0.0.8") as stranger, streams(stranger, path, 2) as refused:
        assert refused is None
        with pytest.raises(httpx2.HTTPError):
            (await stranger.get(f"{server.url}/health")).raise_for_status()


async def test_client_that_does_not_read_is_closed() -> None:
    """The rule holds for all that the server sends."""
    gone = asyncio.Event()

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        async def pour() -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            while True:
                await send({"type": "http.response.body", "body": bytes(1 << 20), "more_body": True})

        pouring = asyncio.create_task(pour())
        while (await receive())["type"] != "http.disconnect":
            continue
        pouring.cancel()
        gone.set()

    port = free_port()
    server = web_server.server(endless, port=port, lifespan="off", stop_seconds=0, readers_patience=0.1)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.005)
    _, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    async with asyncio.timeout(PATIENCE):
        await gone.wait()
    writer.close()
    server.should_exit = True
    await serving
