"""The signalling proxy: signals that pass, signals that it stops, and joins that wait."""

import asyncio
import ssl
from contextlib import suppress

import httpx2
import pytest
import websockets
from kaibo.authorities import trusted
from kaibo.host.livekit import config
from kaibo.media import passing, relay
from kaibo.media.pace import Pace
from kaibo.media.relay import Relay, Rtc
from kaibo.media.signals import ALL_MAY_SUBSCRIBE
from kaibo.media.token import TokenClaims
from livekit.protocol.models import DisconnectReason
from livekit.protocol.rtc import LeaveRequest, SignalRequest, SignalResponse
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection

from tests.media.proxied import KEY, LEAVE, PING, SECRET, Engine, Way, ended, heard, serving
from tests.media.test_query import HONEST, SENT, packed
from tests.media.test_signals import CAMERA, sdp
from tests.plain import NO_TLS
from tests.running import PATIENCE

pytestmark = pytest.mark.anyio


async def test_signals_pass_unchanged_and_in_order(way: Way) -> None:
    offer = SignalRequest(offer={"type": "offer", "sdp": sdp("video sendonly"), "id": 7})
    sent = [one.SerializeToString() for one in (SignalRequest(add_track=CAMERA), offer)]
    sent += [ALL_MAY_SUBSCRIBE, PING, LEAVE]
    async with way.page("camera") as page:
        for one in sent:
            await page.send(one)
        assert await heard(way, len(sent)) == sent


async def test_livekits_answers_reach_the_page(way: Way) -> None:
    said = [b"", b"x", bytes(1 << 20)]

    async def speak(socket: ServerConnection) -> None:
        for one in said:
            await socket.send(one)
        await socket.close()

    way.engine.speak = speak
    async with way.page() as page:
        assert [await page.recv() for _ in said] == said
        assert await ended(page) == 1001


async def test_page_of_a_stopping_server_is_told_to_connect_again(way: Way) -> None:
    async with way.page() as page:
        await page.send(PING)
        assert await heard(way, 1) == [PING]
        await way.closing.close_all(0.0)
        assert await ended(page) == 1012


async def test_only_known_names_reach_livekit(way: Way) -> None:
    names = {**SENT, "publish": "x", "metadata": "m", "attributes": "e30=", "x": "y"}
    del names["access_token"]
    async with way.page(query=names):
        pass
    given = dict(httpx2.QueryParams(way.engine.paths[0].partition("?")[2]))
    assert given.pop("access_token").count(".") == 2
    assert given == {name: value for name, value in SENT.items() if name != "access_token"}


async def test_join_request_reaches_livekit(way: Way) -> None:
    async with way.page(path="/rtc/v1", query={"join_request": packed(HONEST), "publish": "x"}):
        pass
    path, _, query = way.engine.paths[0].partition("?")
    assert path == "/rtc/v1"
    assert httpx2.QueryParams(query).keys() == {"access_token", "join_request"}


async def test_unreadable_join_request_is_400(way: Way) -> None:
    with pytest.raises(websockets.InvalidStatus) as refused:
        await way.page(path="/rtc/v1", query={"join_request": "x"})
    assert refused.value.response.status_code == 400
    async with httpx2.AsyncClient(trust_env=False, verify=NO_TLS) as client:
        assert (await client.get(way.address("/rtc/v1/validate", None))).status_code == 400
    assert way.engine.paths == []


async def test_long_headers_are_cut(way: Way) -> None:
    async with way.page(headers={"User-Agent": "a" * 5000, "X-Forwarded-For": "1" * 5000}):
        pass
    (headers,) = way.engine.headers
    assert headers["user-agent"] == "a" * relay.AGENT_CHARACTERS
    assert headers["x-forwarded-for"] == config.LOOPBACK


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("{}", 1008),
        (b"12345678", 1008),
        (SignalRequest(simulate={"speaker_update": 1}).SerializeToString(), 1008),
        (SignalRequest(update_metadata={"metadata": "m"}).SerializeToString(), 1008),
        (SignalRequest(add_track=CAMERA).SerializeToString(), 1008),
        (SignalRequest(offer={"sdp": sdp("video sendonly")}).SerializeToString(), 1008),
        (SignalRequest(offer={"sdp": "v" * 100_000}).SerializeToString(), 1009),
    ],
)
async def test_forbidden_signal_of_a_viewer_ends_the_connection(
    way: Way, data: bytes | str, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with way.page() as page:
        for one in (PING, data, LEAVE):
            await page.send(one)
        assert await ended(page) == code
        assert await heard(way, 1) == [PING]
    assert way.engine.heard.empty()
    (line,) = [record.getMessage() for record in caplog.records if record.name == "kaibo.relay"]
    assert "guest-1" in line


async def test_second_camera_ends_the_connection(way: Way) -> None:
    tracks = [SignalRequest(add_track={"cid": one, "type": "VIDEO", "source": "CAMERA"}) for one in "ab"]
    offers = [SignalRequest(offer={"sdp": sdp(*["video sendonly"] * count)}) for count in (1, 2)]
    async with way.page("camera", "microphone") as page:
        for one in (*tracks, *offers):
            await page.send(one.SerializeToString())
        assert await ended(page) == 1008
        assert await heard(way, 3) == [one.SerializeToString() for one in (*tracks, offers[0])]
    assert way.engine.heard.empty()


async def test_flood_ends_the_connection(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "_pace", lambda _: Pace(burst=10, rate=0.0001, late=0))
    async with way.page() as page:
        with suppress(websockets.ConnectionClosed):
            for _ in range(20):
                await page.send(PING)
        assert await ended(page) == 1008
    assert way.engine.heard.qsize() == 10


async def test_fast_page_is_held_back_and_heard(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "_pace", lambda _: Pace(burst=1, rate=50, late=9))
    async with way.page() as page:
        for _ in range(10):
            await page.send(PING)
        assert await heard(way, 10) == [PING] * 10


async def test_oversized_message_of_livekit_ends_the_connection(way: Way) -> None:
    async def speak(socket: ServerConnection) -> None:
        with suppress(websockets.ConnectionClosed):
            await socket.send(bytes(relay.DOWN_BYTES + 1))

    way.engine.speak = speak
    async with way.page() as page:
        assert await ended(page) == 1012


async def test_page_that_does_not_read_is_dropped(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "UNREAD", 0.2)
    gone = asyncio.Event()

    async def speak(socket: ServerConnection) -> None:
        try:
            while True:
                await socket.send(bytes(1 << 20))
        except websockets.ConnectionClosed:
            gone.set()

    way.engine.speak = speak
    async with way.page() as page, asyncio.timeout(PATIENCE):
        await gone.wait()
        page.transport.abort()


async def test_page_that_never_reads_again_keeps_no_connection(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "UNREAD", 0.2)
    monkeypatch.setattr("kaibo.host.lingering.PATIENCE", 0.0)

    async def speak(socket: ServerConnection) -> None:
        with suppress(websockets.ConnectionClosed):
            while True:
                await socket.send(bytes(1 << 20))

    way.engine.speak = speak
    page = await way.page()
    page.transport.pause_reading()
    async with asyncio.timeout(PATIENCE):
        while way.server.server_state.connections:  # noqa: ASYNC110  (uvicorn sends no event)
            await asyncio.sleep(0.02)
    page.transport.abort()


async def left(way: Way, admitted: bool) -> LeaveRequest:
    """Delete the room of a page, which may or may not come back. Return what the page hears."""

    async def speak(socket: ServerConnection) -> None:
        leave = LeaveRequest(reason="ROOM_DELETED", action="DISCONNECT")
        await socket.send(SignalResponse(leave=leave).SerializeToString())
        await socket.close()

    way.engine.speak = speak
    way.turned_away = not admitted
    async with way.page() as page:
        said = SignalResponse.FromString(await page.recv(decode=False)).leave
        assert await ended(page) == 1001
    return said


async def test_page_of_a_deleted_room_connects_again_when_it_may(way: Way) -> None:
    assert (await left(way, admitted=True)).action == LeaveRequest.RECONNECT


async def test_page_that_may_not_come_back_hears_that_the_room_is_gone(way: Way) -> None:
    said = await left(way, admitted=False)
    assert (said.action, said.reason) == (LeaveRequest.DISCONNECT, DisconnectReason.ROOM_DELETED)


async def test_other_words_to_leave_pass_unchanged(way: Way) -> None:
    said = SignalResponse(leave=LeaveRequest(reason="DUPLICATE_IDENTITY", action="DISCONNECT")).SerializeToString()

    async def speak(socket: ServerConnection) -> None:
        await socket.send(said)

    way.engine.speak = speak
    async with way.page() as page:
        assert await page.recv() == said


async def test_livekits_answer_to_validate_is_not_read(way: Way) -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            writer.write(b"HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                writer.write(b"10000\r\n" + bytes(0x10000) + b"\r\n")
                await writer.drain()

    async def admit(_: HTTPConnection, __: TokenClaims) -> bool:
        return True

    async with await asyncio.start_server(endless, config.LOOPBACK, 0) as livekit:
        made = Relay(Rtc(f"http://{config.LOOPBACK}:{livekit.sockets[0].getsockname()[1]}", KEY, SECRET), "", admit)
        async with (
            serving(Starlette(routes=[Route("/rtc{rest:path}", made.fetch)])) as server,
            httpx2.AsyncClient(trust_env=False, verify=NO_TLS, timeout=PATIENCE) as client,
        ):
            answer = await client.get(Way(server, way.engine).address("/rtc/validate", None))
    assert (answer.status_code, answer.text) == (401, "refused")


async def test_question_to_livekit_reads_no_authorities_again(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """To read them takes 50 ms, in which this server serves nobody."""

    def read_again(*_: object, **__: object) -> None:
        pytest.fail("the server read the authorities again")

    trusted()
    async with httpx2.AsyncClient(trust_env=False, verify=NO_TLS, timeout=PATIENCE) as client:
        monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", read_again)
        assert (await client.get(way.address("/rtc/validate", None))).text in ("ok", "refused")


async def test_joins_of_a_crowd_wait_for_their_turn(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    """LiveKit opens a WebSocket when it has taken the join. Here it takes none until the test says so."""
    coming, take = asyncio.Semaphore(0), asyncio.Event()
    at_once, most = 0, 0

    async def joins(_: ServerConnection, __: object) -> None:
        nonlocal at_once, most
        at_once, most = at_once + 1, max(most, at_once + 1)
        coming.release()
        await take.wait()
        at_once -= 1

    async def admit(_: HTTPConnection, __: TokenClaims) -> bool:
        return True

    monkeypatch.setattr(relay, "JOINS", 3)
    engine = Engine()
    async with websockets.serve(engine.serve, config.LOOPBACK, 0, process_request=joins) as livekit:
        made = Relay(Rtc(f"http://{config.LOOPBACK}:{livekit.sockets[0].getsockname()[1]}", KEY, SECRET), "", admit)
        async with serving(Starlette(routes=[WebSocketRoute("/rtc{rest:path}", made.socket)])) as server:
            crowd = [asyncio.ensure_future(_open(Way(server, engine))) for _ in range(10)]
            async with asyncio.timeout(PATIENCE):
                for _ in range(3):
                    await coming.acquire()
                take.set()
                for page in await asyncio.gather(*crowd):
                    await page.close()
    assert most == 3


async def _open(way: Way) -> ClientConnection:
    return await way.page()


async def test_join_that_livekit_never_takes_is_refused(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "JOIN_PATIENCE", 0.01)
    never = asyncio.Event()

    async def joins(_: ServerConnection, __: object) -> None:
        await never.wait()

    async def admit(_: HTTPConnection, __: TokenClaims) -> bool:
        return True

    engine = Engine()
    async with websockets.serve(engine.serve, config.LOOPBACK, 0, process_request=joins) as livekit:
        made = Relay(Rtc(f"http://{config.LOOPBACK}:{livekit.sockets[0].getsockname()[1]}", KEY, SECRET), "", admit)
        async with serving(Starlette(routes=[WebSocketRoute("/rtc{rest:path}", made.socket)])) as server:
            with pytest.raises(websockets.InvalidStatus) as caught:
                await _open(Way(server, engine))
        never.set()
    refused = caught.value.response
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
