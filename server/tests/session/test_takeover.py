"""A seat that somebody sits on is asked for: ten seconds to refuse, and no fights."""

import asyncio
from typing import Any

import pytest
from kaibo.errors import AccessDenied, MovedToAnotherTab, SeatContested, SeatTaken
from kaibo.session import seat as seats, table as sessions, takeover
from kaibo.store import Store

from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def asks(show: Show, session: str) -> Any:
    return await show.call(session, "TakeOver", tab=TAB)


async def sees(show: Show, session: str) -> Any:
    return (await show.call(session, "GetSession")).seat


async def test_who_sits_there_is_told_who_asks_and_how_long_they_have(show: Show) -> None:
    first, second = await show.host(), await show.host()
    seat = (await asks(show, second)).seat
    assert not seat.mine
    assert seat.asked
    assert seat.asked.mine
    assert 6 < seat.asked.seconds_left <= 10
    seat = await sees(show, first)
    assert seat.mine
    assert seat.asked
    assert (seat.asked.mine, seat.asked.browser, seat.asked.system) == (False, "Chrome", "Linux")
    assert 6 < seat.asked.seconds_left <= 10


async def test_nobody_else_is_told(show: Show) -> None:
    await show.host()
    second, third, guest = await show.host(), await show.host(), await show.guest()
    await asks(show, second)
    for other in (third, guest):
        assert (await sees(show, other)).asked is None


async def test_it_is_taken_when_the_ten_seconds_are_over_and_not_before(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    show.late_ms += takeover.ANSWER_MS - 500
    assert not (await asks(show, second)).seat.mine
    assert (await sees(show, first)).mine
    show.late_ms += 500
    seat = (await asks(show, second)).seat
    assert (seat.mine, seat.epoch, seat.asked) == (True, 2, None)
    assert not (await sees(show, first)).mine


async def test_nothing_is_taken_by_itself(show: Show) -> None:
    """An asker who went away takes nothing, and does not come back to it a minute later."""
    first, second = await show.host(), await show.host()
    await asks(show, second)
    show.late_ms += takeover.ANSWER_MS + takeover.LAPSES_MS
    seat = await sees(show, first)
    assert (seat.mine, seat.asked) == (True, None)
    assert (await asks(show, second)).seat.asked.seconds_left > 6, "it is asked for anew"


async def test_who_sits_there_refuses(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    seat = (await show.call(first, "RefuseTakeOver", tab=TAB)).seat
    assert (seat.mine, seat.asked) == (True, None)
    seat = await sees(show, second)
    assert (seat.refused, seat.asked) == (True, None)
    show.late_ms += takeover.ANSWER_MS
    assert not (await asks(show, second)).seat.mine, "that was asked for anew, and did not take"
    assert not (await sees(show, second)).refused


async def test_who_sits_there_hands_over_at_once(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    assert not (await show.call(first, "HandOver", tab=TAB)).seat.mine
    seat = await sees(show, second)
    assert (seat.mine, seat.epoch, seat.wait_seconds) == (True, 2, 0)


async def test_a_show_on_air_goes_on_with_who_it_was_handed_to(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await show.call(first, "GoLive", tab=TAB)
    await asks(show, second)
    await show.call(first, "HandOver", tab=TAB)
    assert (await sees(show, second)).aired


async def test_with_nobody_asking_an_answer_changes_nothing(show: Show) -> None:
    first = await show.host()
    for name in ("RefuseTakeOver", "HandOver"):
        seat = (await show.call(first, name, tab=TAB)).seat
        assert (seat.mine, seat.epoch) == (True, 1)


async def test_only_who_sits_there_answers_and_only_from_the_tab_that_acts(show: Show) -> None:
    first, second = await show.host(), await show.host()
    guest = await show.guest()
    await asks(show, second)
    for name in ("RefuseTakeOver", "HandOver"):
        with pytest.raises(SeatTaken):
            await show.call(second, name, tab=TAB)
        with pytest.raises(AccessDenied):
            await show.call(guest, name, tab=TAB)
        with pytest.raises(MovedToAnotherTab):
            await show.call(first, name, tab="an-older-tab")
    assert (await sees(show, first)).asked


async def test_a_holder_who_is_gone_is_replaced_at_once_also_while_asked(show: Show) -> None:
    first, second, third = await show.host(), await show.host(), await show.host()
    await asks(show, second)
    await show.lose(first)
    assert (await asks(show, third)).seat.mine
    seat = (await asks(show, second)).seat
    assert not seat.mine, "what was asked of another holder gives no right over this one"
    assert seat.asked.seconds_left > 6


async def test_who_asked_goes_on_as_soon_as_the_holder_is_gone(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await show.call(first, "GoLive", tab=TAB)
    await asks(show, second)
    show.late_ms += 1_000
    await show.connect(first, False)
    assert 1 < (await sees(show, second)).asked.seconds_left <= 5, "and not nine"
    show.late_ms += seats.GONE_MS - 1_000
    assert not (await asks(show, second)).seat.mine
    show.late_ms += 1_000
    seat = (await asks(show, second)).seat
    assert (seat.mine, seat.aired) == (True, True)


async def test_who_asks_when_the_holder_has_just_left_waits_for_five_seconds(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await show.connect(first, False)
    assert 1 < (await asks(show, second)).seat.asked.seconds_left <= 5
    await show.connect(first)
    assert 6 < (await sees(show, second)).asked.seconds_left <= 10, "the holder is back and has the ten seconds"


async def test_an_asker_whose_session_is_over_asks_no_more(show: Show) -> None:
    first, second, third = await show.host(), await show.host(), await show.host()
    await asks(show, second)
    assert (await sees(show, first)).asked
    await show.store.write(lambda db: sessions.end(db, second, "removed", 1))
    assert (await sees(show, first)).asked is None
    for name in ("HandOver", "RefuseTakeOver"):
        seat = (await show.call(first, name, tab=TAB)).seat
        assert (seat.mine, seat.epoch) == (True, 1)
    assert (await asks(show, third)).seat.asked.mine, "another may ask"
    await show.store.write(lambda db: sessions.change(db, third, expires_at=1))
    assert (await sees(show, first)).asked is None


async def test_two_who_ask_at_once_are_one_who_asks_and_one_who_waits(show: Show) -> None:
    await show.host()
    others = [await show.host() for _ in range(5)]
    told = await asyncio.gather(*(asks(show, one) for one in others), return_exceptions=True)
    contested = [one for one in told if isinstance(one, SeatContested)]
    assert len(contested) == 4
    assert all(20 <= one.retry_after <= 25 for one in contested)


async def test_refusing_and_taking_at_the_same_moment_have_one_outcome(show: Show) -> None:
    for _ in range(5):
        fresh = await make_show(show.store)
        first, second = await fresh.host(), await fresh.host()
        await asks(fresh, second)
        fresh.late_ms += takeover.ANSWER_MS
        await asyncio.gather(fresh.call(first, "RefuseTakeOver", tab=TAB), asks(fresh, second), return_exceptions=True)
        one, other = await sees(fresh, first), await sees(fresh, second)
        assert one.mine != other.mine
        assert one.epoch == other.epoch == (2 if other.mine else 1)


async def test_a_third_within_a_minute_waits_for_a_minute(show: Show) -> None:
    first, second = await show.host(), await show.host()
    for _ in range(2):
        await asks(show, second)
        show.late_ms += takeover.ANSWER_MS
        assert (await asks(show, second)).seat.mine
        assert (await asks(show, first)).seat.mine, "the true host is back at once, each time"
    seat = await sees(show, second)
    assert 40 < seat.wait_seconds <= 50
    with pytest.raises(SeatContested) as waits:
        await asks(show, second)
    assert waits.value.retry_after == 50
    show.late_ms += 49_000
    with pytest.raises(SeatContested):
        await asks(show, second)
    show.late_ms += 1_000
    assert (await asks(show, second)).seat.asked


async def test_asking_again_and_again_is_no_way_to_wear_somebody_down(show: Show) -> None:
    first, second = await show.host(), await show.host()
    for _ in range(2):
        await asks(show, second)
        await show.call(first, "RefuseTakeOver", tab=TAB)
    with pytest.raises(SeatContested):
        await asks(show, second)


async def test_handing_over_to_and_fro_is_no_fight(show: Show) -> None:
    hosts = [await show.host(), await show.host()]
    for turn in range(6):
        seat = (await show.take_over(hosts[(turn + 1) % 2])).seat
        assert (seat.mine, seat.epoch) == (True, turn + 2)


async def test_a_clock_that_goes_back_lets_nobody_in_sooner(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    show.late_ms -= 3600_000
    assert not (await asks(show, second)).seat.mine
    assert (await sees(show, first)).mine
