"""Status, places and rooms follow the observed participants, on both databases, with an engine that the test sets."""

import pytest
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from sqlalchemy import Connection

from tests.features.program.looks import GRACE_MS, HOUR_MS, Stage, beside
from tests.show import public

pytestmark = pytest.mark.anyio


async def test_show_is_live_only_when_the_publisher_is_seen(stage: Stage) -> None:
    stage = beside(stage, HOUR_MS)
    host = await stage.show.host()
    await stage.call(host, "GoLive")
    assert await stage.status() == (Status.PREVIEW, True)
    stage.engine.put(stage.program, f"program-{public(host)}-1", publishing=False)
    await stage.look()
    assert await stage.status() == (Status.PREVIEW, True)
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert [airing.end_time for airing in await stage.airings()] == [None]


async def test_ended_show_is_over_and_its_publisher_is_removed(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.call(host, "EndLive")
    assert await stage.status() == (Status.OVER, False)
    assert await stage.engine.participants(stage.program) == []
    assert all(airing.end_time for airing in await stage.airings())


async def test_automatic_end_ends_the_show_and_a_later_start_holds(stage: Stage) -> None:
    host = await stage.on_air()
    show = stage.show
    soon = now_ms() + GRACE_MS

    def plan_end(db: Connection) -> None:
        activities.change(db, show.id, end_time=soon, extra='{"IsAutoEndEnable": 1}')

    await show.store.write(plan_end)
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    stage.pass_time()
    await stage.look()
    assert await stage.status() == (Status.OVER, False)
    await stage.call(host, "GoLive")
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    for _ in range(2):
        await stage.look()
        assert await stage.status() == (Status.LIVE, True)


async def test_planned_end_without_automatic_end_ends_nothing(stage: Stage) -> None:
    await stage.on_air()
    await stage.show.store.write(lambda db: activities.change(db, stage.show.id, end_time=now_ms() - 1))
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)


async def test_second_start_is_another_airing(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.call(host, "EndLive")
    await stage.call(host, "GoLive")
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert [airing.order_number for airing in await stage.airings()] == [1, 2]


async def test_show_lives_exactly_through_the_grace_time(stage: Stage) -> None:
    await stage.on_air()
    stage.engine.inside.clear()
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert not (await stage.seen()).publishing
    stage.pass_time()
    await stage.look()
    assert await stage.status() == (Status.OVER, False)


async def test_host_back_in_time_has_the_whole_grace_time_again(stage: Stage) -> None:
    host = await stage.on_air()
    for _ in range(3):
        stage.engine.inside.clear()
        await stage.look()
        stage.pass_time(GRACE_MS * 4 // 10)
        stage.engine.put(stage.program, f"program-{public(host)}-1")
        await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert len(await stage.airings()) == 1


async def test_new_holder_has_the_whole_grace_time(stage: Stage) -> None:
    await stage.on_air()
    other = await stage.show.host()
    stage.engine.inside.clear()
    await stage.look()
    stage.pass_time()
    await stage.show.take_over(other)
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)


async def test_live_request_without_a_publisher_is_given_up(stage: Stage) -> None:
    host = await stage.show.host()
    await stage.call(host, "GoLive")
    stage.pass_time()
    await stage.look()
    assert await stage.status() == (Status.PREVIEW, False)


async def test_silent_engine_makes_nobody_absent(stage: Stage) -> None:
    host = await stage.on_air()
    stage.engine.down = True
    await stage.look()
    stage.pass_time()
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert (await stage.seen()).publishing
    assert not (await stage.show.call(host, "GetSession")).media
    await stage.call(host, "EndLive")
    assert await stage.status() == (Status.OVER, False)
