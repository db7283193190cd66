"""Calls and joins go on while one of two LiveKit nodes is dead or does not answer."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
import websockets
from kaibo.clock import now_ms
from kaibo.media import addresses, relay
from kaibo.media.errors import MediaDown
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.relay import Relay, Rtc
from kaibo.media.token import Grant, TokenClaims, mint
from livekit import api
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute

from tests.livekits import LiveKits, livekits
from tests.media.proxied import serving

pytestmark = [pytest.mark.anyio, pytest.mark.parts]
ROOM = "kaibo-1-stage-1"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveKits]:
    with livekits(tmp_path_factory.mktemp("livekits")) as made:
        yield made


@pytest.fixture
def cluster(both: LiveKits) -> Iterator[LiveKits]:
    """Give two nodes that run. Start those again that the test killed."""
    yield both
    for node in both.nodes:
        if node.process is None:
            node.start()


@pytest.fixture
async def engine(cluster: LiveKits) -> AsyncIterator[LiveKitEngine]:
    made = LiveKitEngine(cluster.url, cluster.key, cluster.secret)
    yield made
    await made.close()


async def on_node(cluster: LiveKits, number: int) -> None:
    """Make the room on this node."""
    made = api.LiveKitAPI(cluster.nodes[number].url, cluster.key, cluster.secret)
    await made.room.create_room(api.CreateRoomRequest(name=ROOM, node_id=cluster.nodes[number].id))
    await made.aclose()


async def test_calls_go_on_while_a_node_is_dead(
    cluster: LiveKits, engine: LiveKitEngine, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "AGAIN_SECONDS", 0.0)
    cluster.nodes[0].kill()
    for _ in range(2):
        assert await engine.rooms() == []
        assert await engine.participants(ROOM) == []
        await engine.remove(ROOM, "guest-1")
        await engine.delete(ROOM)
    cluster.nodes[0].start()
    while "answers again" not in caplog.text:
        await engine.rooms()
        await asyncio.sleep(0.02)
    assert [record.message.partition(";")[0] for record in caplog.records if record.name == "kaibo.media"] == [
        f"LiveKit at {cluster.nodes[0].url} does not answer",
        f"LiveKit at {cluster.nodes[0].url} answers again",
    ]


async def test_engine_is_down_when_no_node_answers(cluster: LiveKits, engine: LiveKitEngine) -> None:
    for node in cluster.nodes:
        node.kill()
    with pytest.raises(MediaDown):
        await engine.rooms()
    with pytest.raises(MediaDown):
        await engine.participants(ROOM)


@pytest.mark.parametrize("way", ["dead", "frozen"])
async def test_joins_go_on_while_a_node_does_not_answer(
    cluster: LiveKits, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def admit(_: HTTPConnection, __: TokenClaims) -> bool:
        return True

    monkeypatch.setattr(relay, "PATIENCE", 1.0)
    rtc = Rtc(cluster.url, cluster.key, cluster.secret)
    made = Relay(rtc, "http://localhost", admit)
    token = mint(Grant(ROOM, "guest-1", "", ("camera",), True), rtc.key, rtc.secret, now_ms())
    query = httpx2.QueryParams({"access_token": token, "protocol": "16", "sdk": "1"})
    routes = [Route("/rtc{rest:path}", made.fetch), WebSocketRoute("/rtc{rest:path}", made.socket)]
    gone = cluster.nodes[0]
    async with serving(Starlette(routes=routes)) as server:
        here = f"127.0.0.1:{server.config.port}"
        await on_node(cluster, 1)
        (gone.kill if way == "dead" else gone.freeze)()
        try:
            while rtc.addresses.order()[0] == gone.url:  # until a join met the node
                async with websockets.connect(f"ws://{here}/rtc?{query}", proxy=None, open_timeout=None) as page:
                    assert await page.recv()
            rtc.addresses.answered(gone.url)
            while rtc.addresses.order()[0] == gone.url:
                async with httpx2.AsyncClient(trust_env=False, timeout=None) as client:
                    assert (await client.get(f"http://{here}/rtc/validate?{query}")).text == "ok"
        finally:
            if way == "frozen":
                gone.thaw()
