"""Requests that are too large, at every door of a running server.

The server reads a part of each. It answers other callers while the large one is neither finished nor closed."""

import asyncio
import json
import re

import httpx2
import pytest
from kaibo.gateway.headers import ESCAPES, LONGEST_PATH, PARAMETERS
from kaibo.host.head_limits import HEAD_BYTES, HEADERS, PIPELINED

from tests.plain import NO_TLS
from tests.strangers import MEGABYTE, PATIENCE, Door, House, Mirror, healthy, stranger

pytestmark = pytest.mark.anyio


async def test_no_door_is_left_out(house: House) -> None:
    paths = {door.path for door in house.doors}
    assert {"/", "/health", "/hooks/livekit", "/l/x", "/client/x", "/launch/x/events", "/enter", "/ca.crt"} <= paths
    assert {
        "/s/x/call/x",
        "/s/x/events",
        "/w/x/call/x",
        "/w/x/events",
        "/assets/x",
        "/launch/x",
        "/launch/x/x",
    } <= paths
    assert {door.path for door in house.doors if door.upgrades} == {
        f"/{page}/x/{what}" for page in "sw" for what in ("events", "rtc")
    }


LARGE = {
    "one header": b"X-Large: " + b"x" * MEGABYTE,
    "a User-Agent": b"User-Agent: " + b"Mozilla/5.0 (" * (MEGABYTE // 13) + b"\r\n\r\n",
    "spaces": b"X-Large:" + b" " * MEGABYTE,
    "a name": b"x" * MEGABYTE,
    "many headers": b"".join(b"X-%d: y\r\n" % i for i in range(10_000)) + b"\r\n",
    "many headers of one name": b"a:\r\n" * (HEADERS + 1),
}


@pytest.mark.parametrize("large", LARGE.values(), ids=LARGE.keys())
async def test_large_head_is_refused_at_every_door_while_others_are_answered(house: House, large: bytes) -> None:
    for door in house.doors:
        async with stranger(house.port) as attacker:
            await attacker.say(door.head(large[: HEADERS * 2]))
            assert await healthy(house.port), "the answer must come before the whole head"
            await attacker.say(large[HEADERS * 2 :])
            assert await attacker.status() == 431, door
            assert await healthy(house.port), "others are answered while the attacker is connected"


async def test_large_head_is_refused_before_its_end(house: House) -> None:
    """So the server never keeps more than the limit."""
    for door in house.doors:
        async with stranger(house.port) as attacker:
            await attacker.say(door.head(b"X-Large: " + b"x" * HEAD_BYTES))
            assert await attacker.status() == 431, door
            assert b"connection: close" in await attacker.rest()


async def test_long_address_is_refused_as_such(house: House) -> None:
    for path in (b"/" + b"x" * MEGABYTE, b"/?" + b"a=&" * MEGABYTE):
        async with stranger(house.port) as attacker:
            await attacker.say(b"GET " + path)
            assert await attacker.status() == 414
            assert await healthy(house.port)


async def test_head_within_the_limits_is_answered(house: House) -> None:
    async with stranger(house.port) as caller:
        room = HEAD_BYTES - 2000
        lines = [b"X-%d: " % i + b"x" * (room // HEADERS - 10) for i in range(HEADERS - 1)]
        await caller.say(Door("GET", "/health").head(b"\r\n".join(lines) + b"\r\n\r\n"))
        assert await caller.status() == 200


async def test_two_requests_in_one_packet_are_two(house: House) -> None:
    """The body of the first request does not count for the head of the second."""
    body = b"x" * (HEAD_BYTES - 400)
    first = Door("POST", "/client/PeekTicket").head(b"Content-Length: %d\r\n\r\n" % len(body)) + body
    async with stranger(house.port) as caller:
        await caller.say(first + Door("GET", "/health").head(b"Connection: close\r\nX: " + b"y" * 900 + b"\r\n\r\n"))
        told = await caller.rest()
        assert re.findall(rb"HTTP/1.1 (\d+)", told) == [b"403", b"200"], told


@pytest.mark.parametrize(
    "framing",
    [b"1;" + b"x" * MEGABYTE, b"0\r\nX-Large: " + b"x" * MEGABYTE, b"0\r\n" + b"a: b\r\n" * (HEADERS + 1)],
    ids=["a chunk's extension", "a trailer", "many trailers"],
)
async def test_framing_of_a_body_is_limited(house: House, framing: bytes) -> None:
    for door in house.doors:
        if door.method != "POST" or "?" in door.path or "hooks" in door.path:
            continue
        async with stranger(house.port) as attacker:
            json_ = b"Content-Type: application/json\r\nOrigin: http://localhost:%d\r\n" % house.port
            await attacker.say(door.head(json_ + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"))
            assert await healthy(house.port)
            await attacker.say(framing)
            assert await attacker.status() in (431, 400, 401, 404), door
            rest = await attacker.rest()
            assert rest.count(b"HTTP/1.1") == 0, "the server must answer once and close the connection"
            assert await healthy(house.port)


async def test_webhook_with_a_large_trailer_is_refused(house: House) -> None:
    async with stranger(house.port) as attacker:
        await attacker.say(Door("POST", "/hooks/livekit").head(b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"))
        await attacker.say(b"0\r\nX-Large: " + b"x" * MEGABYTE)
        assert await attacker.status() == 431


async def test_body_in_chunks_of_one_byte_is_read(house: House) -> None:
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in b"{" + b" " * 30_000 + b"}") + b"0\r\n\r\n"
    kind = b"Content-Type: application/json\r\nOrigin: http://localhost:%d\r\n" % house.port
    async with stranger(house.port) as caller:
        await caller.say(Door("POST", "/client/PeekTicket").head(kind + b"Transfer-Encoding: chunked\r\n\r\n") + chunks)
        assert await caller.status() == 400
        assert b"MissingParameter" in await asyncio.wait_for(caller.reader.readuntil(b"}}}"), PATIENCE)


async def test_body_over_a_megabyte_is_refused_before_its_end(house: House) -> None:
    for path in ("/hooks/livekit", "/?Action=GetActivityAPI&Version=2020-06-01"):
        async with stranger(house.port) as attacker:
            await attacker.say(Door("POST", path).head(b"Content-Length: %d\r\n\r\n" % (64 * MEGABYTE)))
            await attacker.say(bytes(MEGABYTE + 1))
            assert await attacker.status() in (400, 401)
            assert await healthy(house.port)


async def test_line_ends_instead_of_a_request_are_limited(house: House) -> None:
    async with stranger(house.port) as attacker:
        await attacker.say(b"\r\n" * HEAD_BYTES)
        assert await attacker.status() == 431


async def test_too_long_paths_and_queries_are_refused_unread(house: House) -> None:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{house.port}", trust_env=False, verify=NO_TLS) as client:
        for start in ("/l/", "/w/", "/assets/", "/launch/", "/"):
            assert (await client.get(start + "a/" * LONGEST_PATH)).status_code == 404
        for query in ("&".join("a=" for _ in range(PARAMETERS)), "a=" + "%41" * (ESCAPES + 1)):
            answer = await client.get(f"/?Action=ListActivityAPI&Version=2020-06-01&{query}")
            code = answer.json()["ResponseMetadata"]["Error"]["Code"]
            assert (answer.status_code, code) == (400, "InvalidParameter.Query")
            assert (await client.get(f"/health?a=&{query}")).status_code == 404


async def test_quoted_cookie_is_not_decoded(house: House) -> None:
    """The standard library takes seconds to decode it."""
    spelled = b'Cookie: kaibo_session="' + b"\\" * (HEAD_BYTES - 1000) + b'"\r\n'
    origin = (
        b"Origin: http://localhost:%d\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" % house.port
    )
    async with stranger(house.port) as attacker:
        await attacker.say(Door("POST", "/s/x/call/GetSession").head(spelled + origin))
        assert await attacker.status() == 401


async def test_trailer_is_no_header(mirrored: tuple[Mirror, int]) -> None:
    """A proxy may pass on lines that a stranger wrote behind the body."""
    made, port = mirrored
    made.go_on.set()
    head = Door("POST", "/").head(b"X-Forwarded-For: 198.51.100.7\r\nTransfer-Encoding: chunked\r\n\r\n")
    async with stranger(port) as caller:
        await caller.say(head + b"2\r\n{}\r\n0\r\nX-Forwarded-For: 203.0.113.66\r\n\r\n")
        told = await caller.rest()
    assert json.loads(told[told.index(b"{") : told.rindex(b"}") + 1]) == {"client": "198.51.100.7", "headers": 3}


async def test_waiting_requests_of_a_connection_are_limited(mirrored: tuple[Mirror, int]) -> None:
    made, port = mirrored
    async with stranger(port) as attacker:
        await attacker.say(Door("GET", "/").head(b"\r\n") * (PIPELINED + 2))
        assert await attacker.status() == 0, "closed while the first request waits"
        assert made.asked == 1
