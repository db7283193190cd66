"""Outages of what several servers share (docs/scale.md): PostgreSQL, Redis, a LiveKit node."""

import asyncio
import contextlib
import sqlite3

import pytest
from kaibo.activity.status import Status
from livekit import api
from livekit.api.room_service import RoomService

from tests.cluster.air import Air, on_air
from tests.cluster.program import LIMIT, until
from tests.cluster.town import Town

pytestmark = [pytest.mark.anyio, pytest.mark.parts, pytest.mark.xdist_group("town"), pytest.mark.timeout(LIMIT)]


async def test_show_goes_on_without_redis(town: Town) -> None:
    air = await on_air(town, studio_at=town.b)
    await town.redis.kill()
    try:
        for server in town.servers:
            assert (await town.signed("GetActivityAPI", server.port, ActivityId=air.show.id)).status_code == 200
        await air.watching.moves()
    finally:
        await town.redis.start()
    guest = await town.enter(air.show.guest, town.a.port)

    async def tells() -> bool:
        await guest.call("JoinStage", town.a.port)
        return bool(air.studio.view["Guests"])

    await until(tells)
    second = await town.viewer(air.show).watch()
    await second.moves()
    await second.close()
    await air.goes_on()


async def test_show_goes_on_without_postgresql(town: Town) -> None:
    air = await on_air(town)
    await asyncio.to_thread(town.postgres.stop)
    try:
        answer = await town.signed("GetRealTimeOnlineNumberAPI", ActivityId=air.show.id)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        await air.watching.moves()
    finally:
        await asyncio.to_thread(town.postgres.start)

    async def answers() -> bool:
        return (await town.signed("GetRealTimeOnlineNumberAPI", ActivityId=air.show.id)).status_code == 200

    await until(answers)
    second = await town.viewer(air.show).watch()
    await second.moves()
    await second.close()
    await air.goes_on()


async def test_show_comes_back_on_the_other_node_whichever_dies(town: Town) -> None:
    air = await on_air(town)
    for _ in town.nodes:
        node = await town.node_of(air.show)
        await node.kill()
        try:
            await until(lambda: air.publisher.inside and air.watching.inside)
            await air.goes_on()
            assert await town.node_of(air.show) is not node
            second = await town.viewer(air.show).watch()
            await second.moves()
            await second.close()
        finally:
            await node.start()


async def test_show_whose_people_all_died_with_their_node_ends_and_leaves_nothing(town: Town) -> None:
    """Another show on the other node goes on, and a room that no node can delete stops nothing."""
    air = await on_air(town)
    node = await town.node_of(air.show)
    other = await on_the_other_node(town, air)
    before = {server: server.size() for server in town.servers}
    async with town.livekit(node) as rooms:
        stuck = (await town.rooms(air.show))[0].replace(str(air.show.id), "1700000000000000")
        await rooms.create_room(api.CreateRoomRequest(name=stuck, node_id=town.node_id(node)))
    await node.kill()
    try:
        await asyncio.gather(air.publisher.close(), air.watching.close())
        await town.grace_passes(air.show)
        await air.watch.until(lambda view: (view["Status"], view["Viewers"]) == (Status.OVER, 0))
        await air.counted(0)

        async def gone() -> bool:
            return not await town.rooms(air.show)

        await until(gone)
        second = await town.viewer(other.show).watch()
        await other.counted(2)
        await second.close()
        await other.goes_on()
    finally:
        await node.start()
    await air.counted(0)
    assert await town.rooms(air.show) == []
    for server, size in before.items():
        assert "the media engine" not in server.text(size)


async def on_the_other_node(town: Town, air: Air) -> Air:
    """Put another show on air, on another node than that one's."""
    made = await town.show()
    taken = await town.node_of(air.show)
    return await on_air(town, made, node=next(node for node in town.nodes if node is not taken))


async def test_another_installation_on_the_same_livekit_touches_no_room(town: Town) -> None:
    air = await on_air(town)
    before = await town.rooms(air.show)
    other = town.other_installation()
    await asyncio.to_thread(other.run, "migrate", "--data", "data")
    await other.start()
    try:
        with contextlib.closing(sqlite3.connect(other.folder / "data/kaibo.db")) as db:
            id = db.execute("SELECT id FROM installation").fetchone()[0]
        for _ in range(2):  # the second time it began its look at all rooms after its start
            async with town.livekit(town.nodes[0]) as rooms:
                theirs = f"kaibo-{id}-1700000000000000-program-1"
                await rooms.create_room(api.CreateRoomRequest(name=theirs))

                async def deleted(name: str = theirs, rooms: RoomService = rooms) -> bool:
                    return not (await rooms.list_rooms(api.ListRoomsRequest(names=[name]))).rooms

                await until(deleted)
        assert await town.rooms(air.show) == before
        await air.goes_on()
    finally:
        await other.stop()
