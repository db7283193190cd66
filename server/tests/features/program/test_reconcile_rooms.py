"""The reconciler deletes stale rooms, tells the pages what changed, and goes on after what fails."""

import asyncio

import pytest
from kaibo.activity.status import Status
from kaibo.cluster.observed import UNKNOWN
from kaibo.session.identity import Room

from tests.features.program.looks import SOON, Stage, beside
from tests.show import TAB, public
from tests.waiting import eventually

pytestmark = pytest.mark.anyio


async def test_stale_rooms_are_deleted_and_foreign_rooms_stay(stage: Stage) -> None:
    await stage.on_air()
    for room in (stage.show.room("program", 0), Room(1, "stage", 1, stage.show.installation).name, "somebody-elses"):
        stage.engine.put(room, "someone")
    async with stage.running():
        await eventually(lambda: rooms_are(stage, {stage.program, "somebody-elses"}))


async def rooms_are(stage: Stage, names: set[str]) -> bool:
    return set(stage.engine.inside) == names


async def test_deleted_show_keeps_no_room_when_a_client_returns(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.show.delete()
    await stage.look()
    assert stage.engine.inside == {}
    assert (await stage.seen()) == UNKNOWN
    async with stage.running():
        stage.engine.put(stage.program, f"program-{public(host)}-1")
        await eventually(lambda: rooms_are(stage, set()))
    assert all(airing.end_time for airing in await stage.airings())


async def test_restart_takes_no_running_show_for_away(stage: Stage) -> None:
    host = await stage.on_air()
    again = beside(stage)
    assert (await again.seen()).publishing
    async with again.running():
        await eventually(lambda: seen_again(again))
    assert await again.status() == (Status.LIVE, True)
    assert (await again.show.activity()).live_requested
    assert again.engine.inside[again.program].keys() == {f"program-{public(host)}-1"}


async def seen_again(stage: Stage) -> bool:
    return (await stage.seen()) is not UNKNOWN


async def test_only_a_change_nudges_the_pages(stage: Stage) -> None:
    await stage.on_air()
    with stage.events.listen(stage.show.id) as nudged:
        await stage.look()
        assert not nudged.is_set()
        stage.engine.put(stage.program, "viewer-a-1")
        await stage.look()
        assert nudged.is_set()
    assert (await stage.seen()).viewers == 1


async def test_vanished_room_off_air_has_no_viewers(stage: Stage) -> None:
    stage.engine.put(stage.program, "viewer-a-1")
    await stage.look()
    assert stage.show.observed.owned() == {stage.show.id: {"a"}}
    stage.engine.inside.clear()
    async with stage.running():
        await eventually(lambda: nobody_watches(stage))


async def nobody_watches(stage: Stage) -> bool:
    return not any(stage.show.observed.owned().values())


async def test_pages_hear_when_the_engine_goes_and_returns(stage: Stage) -> None:
    await stage.on_air()
    with stage.events.listen(stage.show.id) as nudged:
        async with stage.running():
            for down in (True, False):
                nudged.clear()
                stage.engine.down = down
                stage.reconciler.look_soon(stage.show.id)
                await asyncio.wait_for(nudged.wait(), SOON)
                assert stage.show.observed.up is not down


async def test_room_that_cannot_be_deleted_stops_nothing_else(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    host = await stage.on_air()
    stuck = Room(1, "stage", 1, stage.show.installation).name
    for room in (stage.show.room("program", 0), stuck):
        stage.engine.inside = {room: {}, **stage.engine.inside}
        stage.engine.put(room, "someone")
    stage.engine.stuck = {stuck}
    with stage.events.listen(stage.show.id) as nudged:
        for _ in range(3):
            await stage.reconciler.find_all()
        assert not nudged.is_set(), "the pages hear nothing of it"
    assert stage.engine.inside.keys() == {stuck, stage.program}
    assert (await stage.show.call(host, "GetSession")).media
    assert [record.message.partition(" (")[0] for record in caplog.records] == [
        f"LiveKit cannot delete the room {stuck}"
    ]


async def test_room_that_cannot_be_read_is_not_the_engine_that_is_down(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    host = await stage.on_air()
    stage.engine.stuck = {stage.program}
    for _ in range(3):
        await stage.look()
    assert (await stage.show.call(host, "GetSession")).media
    assert (await stage.seen()).publishing, "its people do not count as absent"
    stage.engine.stuck.clear()
    await stage.look()
    stage.engine.stuck = {stage.program}
    await stage.look()
    assert len(caplog.records) == 2, "one line for each time that it begins"


async def test_person_who_cannot_be_removed_stops_no_other_removal(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.on_air()
    stage.engine.put(stage.stage, "stranger")
    stage.engine.put(stage.program, "stranger")
    stage.engine.ghosts = {(stage.stage, "stranger")}
    for _ in range(3):
        await stage.look()
    assert "stranger" not in stage.engine.inside[stage.program]
    assert await stage.status() == (Status.LIVE, True)
    assert len(caplog.records) == 1


@pytest.mark.filterwarnings("ignore")
async def test_failed_look_stops_no_later_look(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    host = await stage.on_air()

    async def fails() -> None:
        raise RuntimeError("once")

    stage.engine.meanwhile = fails
    async with stage.running():
        await eventually(lambda: said(caplog))
        await stage.show.call(host, "EndLive", tab=TAB)
        stage.events.nudge(stage.show.id)
        await eventually(lambda: is_over(stage))


async def said(caplog: pytest.LogCaptureFixture) -> bool:
    return "the reconciler failed" in caplog.text


async def is_over(stage: Stage) -> bool:
    return await stage.status() == (Status.OVER, False)
