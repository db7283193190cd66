"""WebSockets that send too much, or read nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from kaibo.host.frame_limits import MESSAGE_BYTES

from tests.strangers import MEGABYTE, PATIENCE, Door, House, Mirror, Stranger, healthy, stranger

pytestmark = pytest.mark.anyio
MASKED_MEGABYTE = b"\x82\xff" + MEGABYTE.to_bytes(8) + bytes(4) + bytes(MEGABYTE)


@asynccontextmanager
async def socket(port: int) -> AsyncIterator[Stranger]:
    """Open a WebSocket that the server admits."""
    async with stranger(port) as made:
        await made.say(Door("GET", "/", upgrades=True).head(b"\r\n"))
        assert await made.status() == 101
        await asyncio.wait_for(made.reader.readuntil(b"\r\n\r\n"), PATIENCE)
        yield made


def frame(opcode: int, data: bytes, *, last: bool = True) -> bytes:
    size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xff" + len(data).to_bytes(8)
    return bytes([opcode | 0x80 * last]) + size + bytes(4) + data


TEXT, BINARY, MORE, PING = 1, 2, 0, 9
FLOODS = {
    "a frame of a megabyte": (MASKED_MEGABYTE, 1009),
    "the head of a frame of an exabyte": (b"\x82\xff" + (1 << 60).to_bytes(8) + bytes(4), 1009),
    "a message in frames": (frame(BINARY, b"", last=False) + frame(MORE, bytes(1000), last=False) * 300, 1009),
    "a message of empty frames": (frame(BINARY, b"", last=False) + frame(MORE, b"", last=False) * 1000, 1008),
    "messages at once": (frame(BINARY, b"") * 1000, 1008),
}


@pytest.mark.parametrize(("flood", "code"), FLOODS.values(), ids=FLOODS.keys())
async def test_socket_that_floods_is_closed_with_a_reason(
    mirrored: tuple[Mirror, int], flood: bytes, code: int
) -> None:
    made, port = mirrored
    async with socket(port) as attacker:
        await attacker.say(flood)
        told = await asyncio.wait_for(attacker.reader.readexactly(4), PATIENCE)
        assert (told[0], int.from_bytes(told[2:4])) == (0x88, code)
        made.go_on.set()
        await attacker.rest()
    while (said := await asyncio.wait_for(made.heard.get(), PATIENCE))["type"] != "websocket.disconnect":
        pass
    assert said["code"] == code


async def test_message_within_the_limits_arrives(mirrored: tuple[Mirror, int]) -> None:
    made, port = mirrored
    made.go_on.set()
    async with socket(port) as caller:
        await caller.say(frame(BINARY, bytes(MESSAGE_BYTES)) + frame(TEXT, b"and one more"))
        first, second = [await asyncio.wait_for(made.heard.get(), PATIENCE) for _ in range(2)]
    assert (len(first["bytes"]), second["text"]) == (MESSAGE_BYTES, "and one more")


async def test_socket_that_pings_and_does_not_read_is_closed(mirrored: tuple[Mirror, int]) -> None:
    made, port = mirrored
    async with socket(port) as attacker:
        attacker.writer.transport.pause_reading()  # type: ignore[attr-defined]
        pings = frame(PING, bytes(125)) * 1000
        while not attacker.writer.transport.is_closing():
            attacker.writer.write(pings)
            try:
                await asyncio.wait_for(attacker.writer.drain(), PATIENCE)
            except ConnectionError:
                break


@pytest.mark.parametrize(
    "head",
    [b"X: " + b"x" * 9000 + b"\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n", b"Content-Length: 5\r\n\r\nhello"],
    ids=["a long line", "a body in chunks", "a body"],
)
async def test_upgrade_that_the_library_cannot_read_is_answered(house: House, head: bytes) -> None:
    for door in house.doors:
        if door.upgrades:
            async with stranger(house.port) as attacker:
                await attacker.say(door.head(head))
                assert await attacker.status() in (400, 431), door
                await attacker.rest()


async def test_large_frame_before_the_handshake_is_refused(house: House) -> None:
    for door in house.doors:
        if door.upgrades:
            async with stranger(house.port) as attacker:
                await attacker.say(door.head(b"\r\n"))
                await attacker.say(MASKED_MEGABYTE)
                assert await healthy(house.port)
                assert await attacker.status() in (0, 403, 500, 503), door
