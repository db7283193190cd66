"""A drained LiveKit node gets no new room. Its rooms move to another node, with one reconnect of each person."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import websockets
from kaibo.clock import now_ms
from kaibo.features.program import drain
from kaibo.features.program.drain import Mover
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.memory import MemoryEngine
from kaibo.media.nodes import Nodes
from kaibo.media.placement import Placement
from kaibo.media.relay import Relay, Rtc
from kaibo.media.token import Grant, TokenClaims, mint
from kaibo.store import Store
from livekit.protocol.rtc import LeaveRequest, SignalResponse
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection

from tests.command import kaibo, refused
from tests.livekits import LiveKits, livekits
from tests.media.proxied import serving

pytestmark = pytest.mark.anyio
PATIENCE = 30


async def test_drain_of_a_node_can_be_changed_and_undone(store: Store) -> None:
    await store.write(lambda db: drain.begin(db, "ND_one", 1))
    await store.write(lambda db: drain.begin(db, "ND_one", 2))
    assert await store.read(drain.nodes) == {"ND_one": 2}
    assert await store.write(lambda db: drain.end(db, "ND_one"))
    assert not await store.write(lambda db: drain.end(db, "ND_one"))
    assert await store.read(drain.nodes) == {}


async def test_server_without_livekits_redis_leaves_rooms_to_livekit(store: Store) -> None:
    engine = MemoryEngine()
    placement = Placement(engine, None)
    await store.write(lambda db: drain.begin(db, "ND_one", 0))
    await Mover(store, placement, {"kaibo-1-stage-1": 1}).work()
    await placement.place("kaibo-1-stage-1")
    assert engine.remade == set()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveKits]:
    with livekits(tmp_path_factory.mktemp("livekits")) as made:
        yield made


@dataclass
class Place:
    """One server's parts that have to do with LiveKit's nodes, and the relay that its pages use."""

    cluster: LiveKits
    store: Store
    engine: LiveKitEngine
    nodes: Nodes
    placement: Placement
    address: str

    @asynccontextmanager
    async def page(self, room: str, name: str, *sources: str) -> AsyncIterator[ClientConnection]:
        """Join a room through the relay."""
        grant = Grant(room, name, "", sources or None, True)
        token = mint(grant, self.cluster.key, self.cluster.secret, now_ms())
        query = f"access_token={token}&protocol=16&sdk=1"
        async with websockets.connect(f"{self.address}?{query}", proxy=None, open_timeout=PATIENCE) as page:
            await page.recv()
            yield page

    async def drains(self, number: int, rooms: dict[str, int], *, due: bool = True) -> None:
        """Drain a node, and do once what a server does every two seconds."""
        until = 0 if due else now_ms() + 3_600_000
        node = self.cluster.nodes[number].id
        await self.store.write(lambda db: drain.begin(db, node, until))
        await Mover(self.store, self.placement, rooms).work()

    async def at(self, room: str) -> int:
        """Return the number of the room's node."""
        node = await self.nodes.of(room)
        return [each.id for each in self.cluster.nodes].index(node)


@pytest.fixture
async def place(cluster: LiveKits, store: Store) -> AsyncIterator[Place]:
    async def admit(_: HTTPConnection, __: TokenClaims) -> bool:
        return True

    engine, nodes = LiveKitEngine(cluster.url, cluster.key, cluster.secret), Nodes(cluster.redis_url)
    placement = Placement(engine, nodes)
    rtc = Rtc(cluster.url, cluster.key, cluster.secret)
    relay = Relay(rtc, "http://localhost", admit, placement=placement)
    async with serving(Starlette(routes=[WebSocketRoute("/rtc{rest:path}", relay.socket)])) as server:
        yield Place(cluster, store, engine, nodes, placement, f"ws://127.0.0.1:{server.config.port}/rtc")
    await engine.close()
    await placement.close()


@pytest.mark.parts
@pytest.mark.parametrize("drained", [0, 1])
async def test_new_room_avoids_a_drained_node(place: Place, drained: int) -> None:
    await place.drains(drained, {}, due=False)
    for number in range(6):
        room = f"kaibo-{number}-stage-{drained}"
        async with place.page(room, "guest-1"):
            assert await place.at(room) == 1 - drained


@pytest.mark.parts
async def test_running_show_moves_at_the_deadline_with_one_reconnect_each(place: Place) -> None:
    room, rooms = "kaibo-1-program-1", {"kaibo-1-program-1": 1}
    people = {"program-a-1": ("camera",), "viewer-a-1": (), "viewer-b-1": ()}
    await place.engine.make(room, place.cluster.nodes[0].id)
    async with AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(place.page(room, name, *may)) for name, may in people.items()]
        here = await place.at(room)  # LiveKit itself moves the room of a node that was slow
        await place.drains(here, rooms, due=False)
        assert await place.at(room) == here, "a running show stays until the deadline"
        await place.drains(here, rooms)
        assert await place.at(room) == 1 - here
        assert [await words(page) for page in pages] == [[LeaveRequest.RECONNECT]] * 3
        for name, may in people.items():
            await stack.enter_async_context(place.page(room, name, *may))
        await place.drains(here, rooms)
        assert {each.identity for each in await place.engine.participants(room)} == people.keys(), "it moves once"
        assert await place.at(room) == 1 - here


async def words(page: ClientConnection) -> list[int]:
    """Read until LiveKit closes. Return what each of its words to leave asks for."""
    asked: list[int] = []
    async with asyncio.timeout(PATIENCE):
        async for data in page:
            assert isinstance(data, bytes)
            if (said := SignalResponse.FromString(data)).HasField("leave"):
                asked.append(said.leave.action)
    return asked


@pytest.mark.parts
async def test_rooms_stay_when_no_other_node_takes_them(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    room = "kaibo-2-program-1"
    await place.engine.make(room, place.cluster.nodes[0].id)
    await place.drains(1, {}, due=False)
    for _ in range(2):
        await place.drains(0, {room: 2})
    assert await place.at(room) == 0
    assert "no other node takes rooms" in caplog.text


def test_drain_without_redis_url_says_what_it_needs(tmp_path: Path) -> None:
    assert "drain needs redis_url" in refused(kaibo(tmp_path, "drain", "--list"))


def test_drain_does_not_migrate_the_store(tmp_path: Path) -> None:
    (tmp_path / "kaibo.toml").write_text('redis_url = "redis://127.0.0.1:9"')
    assert "Run kaibo migrate" in refused(kaibo(tmp_path, "drain", "--list"))


@pytest.mark.parts
def test_drain_command_lists_begins_and_ends(cluster: LiveKits, tmp_path: Path) -> None:
    (tmp_path / "kaibo.toml").write_text(f'redis_url = "{cluster.redis_url}"')
    kaibo(tmp_path, "migrate")
    first, second = (node.id for node in cluster.nodes)

    def drained() -> int:
        return sum('"DrainUntil": 0' not in line for line in kaibo(tmp_path, "drain", "--list").stdout.splitlines())

    assert len(kaibo(tmp_path, "drain", "--list").stdout.splitlines()) == 2
    assert "LiveKit has no node ND_none" in refused(kaibo(tmp_path, "drain", "ND_none"))
    assert kaibo(tmp_path, "drain", first, "--minutes", "5").returncode == 0
    assert drained() == 1
    assert "no other node takes shows" in refused(kaibo(tmp_path, "drain", second))
    assert kaibo(tmp_path, "drain", first, "--undo").returncode == 0
    assert drained() == 0
    assert "is drained" in refused(kaibo(tmp_path, "drain", first, "--undo"))
