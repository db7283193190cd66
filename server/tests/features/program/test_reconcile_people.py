"""The reconciler removes people who may not be in a room, and keeps the places of the others."""

import pytest

from tests.features.program.looks import SHORT_GRACE_MS, Stage, beside
from tests.show import TAB, public
from tests.waiting import eventually

pytestmark = pytest.mark.anyio


async def test_displaced_studio_is_removed_each_time_it_returns(stage: Stage) -> None:
    first = await stage.on_air()
    stage.engine.put(stage.stage, f"host-{public(first)}-1")
    second = await stage.show.host()
    await stage.show.take_over(second)
    await stage.look()
    for _ in range(3):
        assert stage.engine.inside == {stage.stage: {}, stage.program: {}}
        stage.engine.put(stage.program, f"program-{public(first)}-1")
        stage.engine.put(stage.stage, f"host-{public(first)}-1")
        await stage.look()
    assert not (await stage.seen()).publishing


async def test_participant_who_joins_during_the_look_stays(stage: Stage) -> None:
    await stage.on_air()
    second = await stage.show.host()

    async def takeover() -> None:
        await stage.show.take_over(second)
        stage.engine.put(stage.program, f"program-{public(second)}-2")
        stage.engine.put(stage.stage, f"host-{public(second)}-2")

    stage.engine.meanwhile = takeover
    await stage.look()
    assert set(stage.engine.inside[stage.program]) == {f"program-{public(second)}-2"}
    assert set(stage.engine.inside[stage.stage]) == {f"host-{public(second)}-2"}


async def test_removed_guest_is_removed_from_livekit(stage: Stage) -> None:
    host, guest = await stage.show.host(), await stage.show.guest()
    await stage.call(guest, "JoinStage")
    stage.engine.put(stage.stage, f"guest-{public(guest)}")
    await stage.look()
    assert [one.connected for one in (await stage.show.call(host, "GetSession")).guests] == [True]
    await stage.show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    await stage.look()
    assert stage.engine.inside[stage.stage] == {}


async def test_guest_who_closed_the_page_loses_the_place_in_the_end(stage: Stage) -> None:
    guest = await stage.show.guest()
    await stage.call(guest, "JoinStage")
    await stage.show.connect(guest, False)
    await stage.look()
    assert (await stage.show.session(guest)).joined_at
    async with beside(stage, SHORT_GRACE_MS).running():
        await eventually(lambda: gone(stage, guest))


async def test_guest_with_picture_keeps_the_place_and_one_without_media_does_not(stage: Stage) -> None:
    """A page alone is not enough: a guest whose media never arrive would hold one of 25 places for ever."""
    here, seen = await stage.show.guest(), await stage.show.guest()
    for guest in (here, seen):
        await stage.call(guest, "JoinStage")
    await stage.show.connect(seen, False)
    stage.engine.put(stage.stage, f"guest-{public(seen)}")
    for _ in range(2):
        await stage.look()
        stage.pass_time()
    await stage.look()
    assert (await stage.show.session(here)).joined_at is None
    assert (await stage.show.call(here, "GetSession")).session.place_lost
    assert (await stage.show.session(seen)).joined_at
    await stage.call(here, "JoinStage")
    back = (await stage.show.call(here, "GetSession")).session
    assert (back.place, back.place_lost) == ("backstage", False)


async def test_page_that_came_back_has_the_whole_grace_time(stage: Stage) -> None:
    guest = await stage.show.guest()
    await stage.call(guest, "JoinStage")
    await stage.show.connect(guest, False)
    await stage.look()
    stage.pass_time()
    await stage.show.connect(guest)
    await stage.look()
    assert (await stage.show.session(guest)).joined_at


async def test_muted_guest_loses_the_right_in_the_engine_and_again_after_a_return(stage: Stage) -> None:
    host, guest = await stage.show.host(), await stage.show.guest()
    await stage.call(guest, "JoinStage")
    name = f"guest-{public(guest)}"
    all_sources = frozenset({"camera", "microphone", "screen_share", "screen_share_audio"})
    for _ in range(2):
        stage.engine.put(stage.stage, name)
        there = stage.engine.inside[stage.stage]
        there[name] = there[name]._replace(permitted=all_sources, sources=frozenset({"microphone", "camera"}))
        await stage.show.call(host, "SetGuestMicrophone", tab=TAB, session_id=guest, allowed=False)
        await stage.look()
        assert there[name].permitted == frozenset({"camera", "screen_share"})
        assert there[name].sources == {"camera"}
    await stage.show.call(host, "AskGuestToUnmute", tab=TAB, session_id=guest)
    await stage.look()
    assert there[name].permitted == all_sources


async def gone(stage: Stage, guest: str) -> bool:
    return (await stage.show.session(guest)).joined_at is None
