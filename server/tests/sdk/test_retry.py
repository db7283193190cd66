"""Writes whose first answer is lost on the way. The SDK repeats them by itself, and the server does them once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as brands

from tests.sdk.client import Sdk, calls

pytestmark = pytest.mark.anyio
LOST = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass
class Way:
    """A proxy that passes requests on, byte by byte.

    It answers `instead` in place of the first answer. If `instead` is empty, it hangs up."""

    host: str
    port: int
    instead: bytes
    requests: list[bytes] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            while request := await message(reader):
                self.requests.append(request)
                there, back = await asyncio.open_connection(self.host, self.port)
                with closing(back):
                    back.write(request)
                    self.answers.append(await message(there))
                if len(self.answers) == 1:
                    writer.write(self.instead)
                    await writer.drain()
                    return
                writer.write(self.answers[-1])
                await writer.drain()

    def named(self, name: bytes) -> Iterator[bytes]:
        """Yield this header of each request."""
        for request in self.requests:
            for line in request.split(b"\r\n"):
                if line.lower().startswith(name + b":"):
                    yield line.partition(b":")[2].strip()


async def message(reader: asyncio.StreamReader) -> bytes:
    """Read the next message whole. Return an empty one at the end."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head + await reader.readexactly(int(lengths[0].partition(b":")[2]) if lengths else 0)


@asynccontextmanager
async def lossy(sdk: Sdk, instead: bytes) -> AsyncIterator[tuple[Sdk, Way]]:
    """Run such a proxy. Yield the account's SDK behind it."""
    host, _, port = sdk.address.partition(":")
    way = Way(host, int(port), instead)
    async with await asyncio.start_server(way.pass_on, "127.0.0.1", 0) as listening:
        here = listening.sockets[0].getsockname()[1]
        yield sdk.by(sdk.key, f"127.0.0.1:{here}"), way


def check(way: Way) -> None:
    """Check that the SDK sent the same write twice, with two signatures, and that both were answered."""
    assert len(way.requests) == 2
    assert len(set(way.named(b"x-sdk-invocation-id"))) == 1
    assert [given.partition(b";")[0] for given in way.named(b"x-sdk-request")] == [b"attempt=1", b"attempt=2"]
    assert [answer.split(b" ", 2)[1] for answer in way.answers] == [b"200", b"200"]


@pytest.mark.parametrize("instead", [LOST, b""], ids=["503", "hung up"])
@calls("CreateActivityAPIV2")
async def test_repeated_creation_is_done_once(sdk: Sdk, instead: bytes) -> None:
    async with lossy(sdk, instead) as (by, way):
        activity = await by.call(rooms.CreateActivityAPIV2Request(name="一次", view_url_path="once"))
    check(way)
    first = way.answers[0].partition(b"\r\n\r\n")[2]
    assert str(activity.activity_id).encode() in first
    assert activity.view_url.encode() in first
    listed = await sdk.call(rooms.ListActivityAPIRequest())
    assert [activity.id for activity in listed.activities] == [activity.activity_id]


@calls("CreateAccessKey")
async def test_repeated_answer_has_the_keys_secret(sdk: Sdk) -> None:
    async with lossy(sdk, LOST) as (by, way):
        created_key = await by.universal("CreateAccessKey", Name="一次")
    check(way)
    assert created_key["SecretAccessKey"].encode() in way.answers[0]
    assert (await sdk.universal("ListAccessKeys"))["TotalCount"] == 2


@calls("DeleteActivityAPI", "UpdateHostAccount")
async def test_repeated_deletion_is_no_error(sdk: Sdk) -> None:
    show = await sdk.create()
    async with lossy(sdk, LOST) as (by, way):
        gone = await by.call(rooms.DeleteActivityAPIRequest(activity_id=show))
    check(way)
    assert (gone.activity_id, gone.status) == (show, 2)
    named = brands.HostAccountForUpdateHostAccountInput(name="开播")
    async with lossy(sdk, LOST) as (by, way):
        made = await by.call(brands.UpdateHostAccountRequest(host_account=named))
    check(way)
    listed = await sdk.call(brands.ListHostAccountsRequest())
    assert [account.id for account in listed.host_accounts] == [made.host_account_id]
