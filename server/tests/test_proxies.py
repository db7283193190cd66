"""Which proxies the server believes about a caller's address, over real sockets.

127.0.0.2 and 127.0.0.3 are trusted proxies."""

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import websockets
from kaibo.host import web_server
from kaibo.host.livekit.config import free_port
from kaibo.logs import REQUEST_ID
from kaibo.settings import Settings
from pydantic import ValidationError
from starlette.types import Receive, Scope, Send

from tests.features.audience.test_live import Told, client, live, until
from tests.proxied import CALLER, OURS, PROXY, STRANGER, coming
from tests.running import PATIENCE, Running, post
from tests.strangers import Mirror, serving

pytestmark = pytest.mark.anyio


@pytest.fixture
async def mirror() -> AsyncIterator[str]:
    """Run a server that answers with the caller's address and scheme that it sees. Yield its host:port."""

    async def tell(scope: Scope, receive: Receive, send: Send) -> None:
        told = {"client": scope["client"][0], "scheme": scope["scheme"], "id": REQUEST_ID.get()}
        seen = json.dumps(told).encode()
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.send", "text": seen.decode()})
            await send({"type": "websocket.close"})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": [(b"connection", b"close")]})
            await send({"type": "http.response.body", "body": seen})

    port = free_port()
    server = web_server.server(tell, port=port, trusted_proxies=OURS, lifespan="off", stop_seconds=0)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done()
        await asyncio.sleep(0.005)
    yield f"127.0.0.1:{port}"
    server.should_exit = True
    await serving


async def taken(mirror: str, peer: str, *forwarded: str, **headers: str) -> tuple[str, str]:
    """Return the address and scheme that the server sees for a request from `peer`.

    A WebSocket must give the same."""
    given = [("X-Forwarded-For", one) for one in forwarded] + list(headers.items())
    async with coming(peer) as caller:
        seen = (await caller.get(f"http://{mirror}/", headers=given)).json()
    async with websockets.connect(
        f"ws://{mirror}/", additional_headers=given, local_addr=(peer, 0), proxy=None, open_timeout=None
    ) as socket:
        again = json.loads(await socket.recv())
    assert (again["client"], again["scheme"]) == (seen["client"], seen["scheme"].replace("http", "ws"))
    return seen["client"], seen["scheme"]


@pytest.mark.parametrize(
    ("peer", "given", "taken_up"),
    [
        (PROXY, ["4f1c-trace:1"], True),
        (STRANGER, ["4f1c-trace:1"], False),
        (PROXY, ["a" * 65], False),
        (PROXY, ["one two"], False),
        (PROXY, ["one", "two"], False),
        (PROXY, [], False),
    ],
)
async def test_request_id_of_a_trusted_proxy_is_taken_up(
    mirror: str, peer: str, given: list[str], taken_up: bool
) -> None:
    headers = [("X-Forwarded-For", CALLER), *(("X-Request-Id", each) for each in given)]
    async with coming(peer) as caller:
        answer = await caller.get(f"http://{mirror}/", headers=headers)
    (told,) = answer.headers.get_list("x-request-id")
    assert told == answer.json()["id"]
    assert (told in given) == taken_up
    assert taken_up or re.fullmatch(r"\d{14}[0-9A-F]{20}", told)


async def test_forwarded_headers_of_a_stranger_change_nothing(mirror: str) -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "Forwarded": f"for={CALLER};proto=https"}
    assert await taken(mirror, STRANGER, CALLER, **said, **{"X-Real-IP": CALLER}) == (STRANGER, "http")


async def test_forwarded_headers_of_a_trusted_proxy_are_believed(mirror: str) -> None:
    assert await taken(mirror, PROXY, CALLER, **{"X-Forwarded-Proto": "https"}) == (CALLER, "https")
    assert await taken(mirror, PROXY, f"{CALLER}:4711") == (CALLER, "http")
    assert await taken(mirror, PROXY, "[2001:db8::7]:4711") == ("2001:db8::7", "http")
    assert await taken(mirror, PROXY, "2001:db8::7") == ("2001:db8::7", "http")


@pytest.mark.parametrize(
    ("forwarded", "caller"),
    [
        ([f"{CALLER}, 127.0.0.3, 10.1.2.3"], CALLER),
        ([CALLER, "127.0.0.3", "10.1.2.3"], CALLER),
        ([f"203.0.113.66, {CALLER}"], CALLER),
        (["203.0.113.66", CALLER, "127.0.0.3"], CALLER),
        ([f"127.0.0.3, {CALLER}, 10.1.2.3"], CALLER),
        (["10.1.2.3, 127.0.0.3"], "10.1.2.3"),
    ],
)
async def test_last_untrusted_hop_is_the_caller(mirror: str, forwarded: list[str], caller: str) -> None:
    """A stranger can write the addresses before that one."""
    assert await taken(mirror, PROXY, *forwarded) == (caller, "http")


@pytest.mark.parametrize("forwarded", ["", ", ,"])
async def test_proxy_without_forwarded_headers_is_the_caller(mirror: str, forwarded: str) -> None:
    assert await taken(mirror, PROXY, forwarded) == (PROXY, "http")
    assert await taken(mirror, PROXY, CALLER, **{"X-Forwarded-Proto": "gopher"}) == (CALLER, "http")


async def test_untrusted_proxy_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    made, port = Mirror(), free_port()
    made.go_on.set()
    async with serving(made, port, lifespan="off"):
        for peer, said in [("127.0.0.1", {}), (STRANGER, {"X-Forwarded-For": CALLER})]:
            async with coming(peer, **said) as caller:
                await caller.get(f"http://127.0.0.1:{port}/")
        assert "trusted_proxies" not in caplog.text
        for _ in range(3):
            async with coming("127.0.0.1", **{"X-Forwarded-For": CALLER}) as caller:
                assert (await caller.get(f"http://127.0.0.1:{port}/")).json()["client"] == "127.0.0.1"
    assert caplog.text.count('set trusted_proxies = "127.0.0.1"') == 1
    assert CALLER not in caplog.text


async def refused_after(server: Running, peer: str, forwarded: Callable[[int], str]) -> int:
    """Count how many launches the server grants to `peer` before it refuses, 1000 at most."""
    async with coming(peer, Origin=server.url) as caller:
        for times in range(1000):
            said, ticket = {"X-Forwarded-For": forwarded(times)}, {"Ticket": secrets.token_hex(11)}
            answer = await caller.post(f"{server.url}/client/PeekTicket", json=ticket, headers=said)
            if answer.status_code == 429:
                return times
    return 1000


async def test_limits_count_the_peer_or_the_address_from_a_trusted_proxy(behind: Running) -> None:
    limit = await refused_after(behind, STRANGER, lambda times: f"198.51.100.{times % 250}")
    assert 1 < limit < 1000, "a stranger with a new header each time is one caller"
    assert await refused_after(behind, PROXY, lambda times: CALLER) == limit
    assert await refused_after(behind, PROXY, lambda times: f"203.0.113.{times}, {CALLER}") == 0, "the same caller"
    assert await refused_after(behind, "127.0.0.3", lambda times: "198.51.100.8") == limit, "another caller"
    assert await refused_after(behind, STRANGER, lambda times: "198.51.100.9") == 0


async def test_no_header_changes_the_origin_of_links_and_pages(behind: Running) -> None:
    evil = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/evil"}
    async with coming(PROXY, **evil, Origin=behind.url) as caller:
        page = await caller.get(f"{behind.url}/enter")
        assert "location" not in page.headers
        assert "evil" not in page.text + str(page.headers)
        other = await caller.get(f"{behind.url}/enter", headers={"Host": "evil.example"})
        assert other.headers["location"] == f"{behind.url}/moved/enter"
        show = await behind.show()
        path = await behind.watch_path(show)
        await live(show)
        given = await caller.post(f"{behind.url}{path}/call/WatchShow", json={})
        assert "secure" not in given.headers["set-cookie"].lower(), "public_url is http, whatever a proxy sends"


async def test_audience_addresses_come_from_trusted_proxies_too(behind: Running) -> None:
    show = await behind.show()
    told, path = Told(await client(behind, show), show.id), await behind.watch_path(show)
    await live(show)

    @asynccontextmanager
    async def watching(peer: str) -> AsyncIterator[None]:
        here: dict[str, Any] = {"local_addr": (peer, 0), "proxy": None, "compression": None, "open_timeout": None}
        http = behind.client()
        token = (await post(http, f"{path}/call/WatchShow", {})).json()["Result"]["Token"]
        cookies = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
        said = {"Cookie": cookies, "X-Forwarded-For": f"203.0.113.66, {CALLER}"}
        url = f"{behind.url.replace('http', 'ws', 1)}{path}/rtc?access_token={token}&protocol=16"
        async with websockets.connect(url, additional_headers=said, **here) as socket:
            await asyncio.wait_for(socket.recv(), PATIENCE)
            yield

    async with watching(PROXY), watching(STRANGER):
        await until(told.watching, 2)
        people = await asyncio.to_thread(told.people)
    assert sorted(msg.ip for msg in people.user_msgs if msg.ip) == sorted([STRANGER, CALLER])


@pytest.mark.parametrize("wrong", ["*", "nginx", "127.0.0.1, proxy.local", "10.0.0.1/8", "127.0.0.256"])
def test_proxy_names_and_wildcards_are_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="give addresses or networks"):
        Settings(trusted_proxies=wrong)


@pytest.mark.parametrize("right", ["", "127.0.0.1", OURS, "::1, fd00::/8"])
def test_proxy_addresses_and_networks_are_accepted(right: str) -> None:
    assert Settings(trusted_proxies=right).trusted_proxies == right
