"""Participants of a LiveKit node that died leave the show, and people of a slow node stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import websockets
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.features.program import ghosts
from kaibo.features.program.ghosts import Ghosts
from kaibo.media.errors import RoomFailed
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.token import Grant, mint
from kaibo.metrics import Metrics
from livekit import api

from tests.features.program.looks import SHORT_GRACE_MS, Stage, beside
from tests.livekits import LiveKits, livekits
from tests.waiting import eventually

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ghosts, "CONFIRM_SECONDS", 0.0)


def healer(stage: Stage, metrics: Metrics | None = None) -> Ghosts:
    return Ghosts(stage.engine, stage.reconciler.own_rooms, stage.reconciler.look_soon, metrics or Metrics())


async def heal(stage: Stage) -> None:
    await stage.reconciler.find_all()
    await healer(stage).heal()
    await stage.reconciler.round()


async def test_show_of_a_dead_node_ends_when_nobody_comes_back(stage: Stage) -> None:
    await stage.on_air()
    for viewer in ("viewer-a-1", "viewer-b-1"):
        stage.engine.put(stage.program, viewer, publishing=False)
    stage.engine.ghosts = {(stage.program, name) for name in stage.engine.inside[stage.program]}
    await stage.look()
    assert (await stage.seen()).viewers == 2, "LiveKit still lists them"
    await heal(stage)
    assert (await stage.seen()).viewers == 0
    assert await stage.status() == (Status.LIVE, True), "the host has the grace time to come back"
    async with beside(stage, SHORT_GRACE_MS).running():
        await eventually(lambda: is_over(stage))


async def test_ended_show_loses_its_ghosts(stage: Stage) -> None:
    host = await stage.on_air()
    stage.engine.put(stage.program, "viewer-a-1", publishing=False)
    stage.engine.ghosts = {(stage.program, name) for name in stage.engine.inside[stage.program]}
    await stage.call(host, "EndLive")
    await stage.look()
    assert (await stage.status(), (await stage.seen()).viewers) == ((Status.OVER, False), 1)
    await heal(stage)
    assert (await stage.seen()).viewers == 0


async def test_host_who_comes_back_in_time_goes_on(stage: Stage) -> None:
    await stage.on_air()
    (host,) = stage.engine.inside[stage.program]
    stage.engine.ghosts = {(stage.program, host)}
    await heal(stage)
    stage.engine.put(stage.program, host)
    await stage.look()
    assert (await stage.seen()).publishing
    await heal(stage)
    assert host in stage.engine.inside[stage.program]
    assert await stage.status() == (Status.LIVE, True)


async def test_ghost_beside_a_living_viewer_is_found(stage: Stage) -> None:
    await stage.on_air()
    stage.engine.ghosts = {(stage.program, name) for name in stage.engine.inside[stage.program]}
    stage.engine.put(stage.program, "viewer-a-1", publishing=False)
    await heal(stage)
    assert not (await stage.seen()).publishing


async def test_slow_node_keeps_its_rooms(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The node is silent twice, and answers when LiveKit makes the room again."""
    await stage.on_air()
    stage.engine.ghosts = {(stage.program, name) for name in stage.engine.inside[stage.program]}

    async def wakes(_: str) -> None:
        stage.engine.ghosts.clear()

    monkeypatch.setattr(stage.engine, "make", wakes)
    before = dict(stage.engine.inside[stage.program])
    await heal(stage)
    assert stage.engine.inside[stage.program] == before


async def test_room_that_livekit_does_not_move_stays(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    await stage.on_air()
    stage.engine.ghosts = {(stage.program, name) for name in stage.engine.inside[stage.program]}
    await stage.reconciler.find_all()
    stage.engine.stuck = {stage.program}
    await healer(stage).heal()
    assert stage.program in stage.engine.inside


async def test_dead_room_is_counted_until_it_is_gone(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.on_air()
    stage.engine.ghosts = {(stage.program, name) for name in stage.engine.inside[stage.program]}
    await stage.reconciler.find_all()
    metrics = Metrics()
    with monkeypatch.context() as failing:
        failing.setattr(stage.engine, "make", fail)
        await healer(stage, metrics).heal()
    assert metrics.registry.get_sample_value("kaibo_ghost_rooms") == 1
    await healer(stage, metrics).heal()
    assert metrics.registry.get_sample_value("kaibo_ghost_rooms") == 0


async def test_dead_room_of_a_deleted_show_is_deleted(stage: Stage) -> None:
    await stage.on_air()
    stage.engine.ghosts = {(stage.program, name) for name in stage.engine.inside[stage.program]}
    await stage.show.delete()
    await stage.reconciler.find_all()
    assert stage.engine.inside == {}


async def fail(room: str) -> None:
    raise RoomFailed(room)


async def is_over(stage: Stage) -> bool:
    return await stage.status() == (Status.OVER, False)


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.soak)], ids=["lists", "asks"])
def cluster(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveKits]:
    """Run two nodes. They list the people from their Redis, or ask the node of the room for them."""
    with livekits(tmp_path, api={"enable_psrpc_for_get_list_participants": request.param}) as made:
        yield made


@pytest.mark.parts
async def test_room_of_a_killed_livekit_node_is_emptied(cluster: LiveKits, request: pytest.FixtureRequest) -> None:
    """A join without media is enough to be listed. LiveKit takes some seconds to find that a node is dead."""
    room, dead = "kaibo-1-program-1", cluster.nodes[0]
    engine = LiveKitEngine(cluster.url, cluster.key, cluster.secret)
    there = api.LiveKitAPI(dead.url, cluster.key, cluster.secret)
    await there.room.create_room(api.CreateRoomRequest(name=room, node_id=dead.id))
    await there.aclose()
    token = mint(Grant(room, "viewer-a-1", "", None, True), cluster.key, cluster.secret, now_ms())
    address = f"{dead.url.replace('http', 'ws')}/rtc?access_token={token}&protocol=16&sdk=1"
    async with websockets.connect(address, proxy=None, open_timeout=None) as page:
        await page.recv()
        told: list[int] = []
        healing = Ghosts(engine, {room: 1}, told.append, Metrics())
        await healing.heal()
        assert len(await engine.participants(room)) == 1, "a living room stays"
        dead.kill()
    if not request.node.callspec.params["cluster"]:
        assert len(await engine.participants(room)) == 1, "LiveKit still lists its people"
    assert await engine.participants("kaibo-9-stage-1") == [], "a room that does not exist is not a dead one"
    while not told:
        await healing.heal()
    assert await engine.participants(room) == []
    await engine.close()
