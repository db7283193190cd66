"""A takeover must be requested: the holder has ten seconds to refuse, and requests are limited."""

import asyncio
from typing import Any

import pytest
from kaibo.errors import AccessDenied
from kaibo.session import table as sessions
from kaibo.session.errors import MovedToAnotherTab, SeatContested, SeatTaken
from kaibo.store import Store

from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def asks(show: Show, session: str) -> Any:
    """Ask for the seat. The holder's page is told at once. Return what the asker's page shows then."""
    await show.call(session, "TakeOver", tab=TAB)
    await show.tell()
    return await show.call(session, "GetSession")


async def sees(show: Show, session: str) -> Any:
    return (await show.call(session, "GetSession")).seat


async def test_holder_sees_who_asks_and_the_seconds_left(show: Show) -> None:
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


async def test_only_holder_and_asker_see_the_request(show: Show) -> None:
    await show.host()
    second, third, guest = await show.host(), await show.host(), await show.guest()
    await asks(show, second)
    for other in (third, guest):
        assert (await sees(show, other)).asked is None


async def test_seat_is_taken_after_exactly_ten_seconds(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    show.late_ms += show.limits.takeover_seconds * 1000 - 500
    assert not (await asks(show, second)).seat.mine
    assert (await sees(show, first)).mine
    show.late_ms += 500
    seat = (await asks(show, second)).seat
    assert (seat.mine, seat.epoch, seat.asked) == (True, 2, None)
    assert not (await sees(show, first)).mine


async def test_holder_who_is_told_late_has_the_full_ten_seconds(show: Show) -> None:
    first, second = await show.host(), await show.host()
    seat = (await show.call(second, "TakeOver", tab=TAB)).seat
    assert not seat.asked.told
    show.late_ms += 12_000
    seat = await sees(show, first)
    assert 6 < seat.asked.seconds_left <= 10, "this view tells the holder"
    await show.tell()
    show.late_ms += 9_500
    assert not (await asks(show, second)).seat.mine
    assert (await sees(show, second)).asked.told
    show.late_ms += 500
    assert (await asks(show, second)).seat.mine


async def test_holder_who_is_told_again_has_no_more_time(show: Show) -> None:
    await show.host()
    second = await show.host()
    await asks(show, second)
    show.late_ms += show.limits.takeover_seconds * 1000
    await show.tell()
    assert (await asks(show, second)).seat.mine


async def test_holder_who_is_never_told_keeps_the_seat_for_25_seconds(show: Show) -> None:
    """Their page is frozen, or their network is gone, and the server does not know it."""
    await show.host()
    second = await show.host()
    await show.call(second, "TakeOver", tab=TAB)
    show.late_ms += 24_500
    seat = (await show.call(second, "TakeOver", tab=TAB)).seat
    assert not seat.mine
    assert seat.asked.seconds_left <= 0.5
    show.late_ms += 500
    assert (await show.call(second, "TakeOver", tab=TAB)).seat.mine


async def test_seat_is_not_taken_without_the_asker(show: Show) -> None:
    """An absent asker takes nothing, and the request lapses after a minute."""
    first, second = await show.host(), await show.host()
    await asks(show, second)
    show.late_ms += (show.limits.takeover_seconds + show.limits.takeover_lapses_seconds) * 1000
    seat = await sees(show, first)
    assert (seat.mine, seat.asked) == (True, None)
    assert (await asks(show, second)).seat.asked.seconds_left > 6, "this is a new request"


async def test_holder_can_refuse(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    seat = (await show.call(first, "RefuseTakeOver", tab=TAB)).seat
    assert (seat.mine, seat.asked) == (True, None)
    seat = await sees(show, second)
    assert (seat.refused, seat.asked) == (True, None)
    show.late_ms += show.limits.takeover_seconds * 1000
    assert not (await asks(show, second)).seat.mine, "that was a new request, and took nothing"
    assert not (await sees(show, second)).refused


async def test_holder_can_hand_over_at_once(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    assert not (await show.call(first, "HandOver", tab=TAB)).seat.mine
    seat = await sees(show, second)
    assert (seat.mine, seat.epoch, seat.wait_seconds) == (True, 2, 0)


async def test_handover_continues_the_show_on_air(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await show.call(first, "GoLive", tab=TAB)
    await asks(show, second)
    await show.call(first, "HandOver", tab=TAB)
    assert (await sees(show, second)).aired


async def test_answer_without_a_request_changes_nothing(show: Show) -> None:
    first = await show.host()
    for name in ("RefuseTakeOver", "HandOver"):
        seat = (await show.call(first, name, tab=TAB)).seat
        assert (seat.mine, seat.epoch) == (True, 1)


async def test_only_the_holders_newest_tab_answers(show: Show) -> None:
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


async def test_absent_holder_is_replaced_at_once_also_during_a_request(show: Show) -> None:
    first, second, third = await show.host(), await show.host(), await show.host()
    await asks(show, second)
    await show.lose(first)
    assert (await asks(show, third)).seat.mine
    seat = (await asks(show, second)).seat
    assert not seat.mine, "a request to another holder gives no right over this one"
    assert seat.asked.seconds_left > 6


async def test_asker_gets_the_seat_five_seconds_after_the_holder_left(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await show.call(first, "GoLive", tab=TAB)
    await asks(show, second)
    show.late_ms += 1_000
    await show.connect(first, False)
    assert 1 < (await sees(show, second)).asked.seconds_left <= 5, "and not nine"
    show.late_ms += show.limits.gone_seconds * 1000 - 1_000
    assert not (await asks(show, second)).seat.mine
    show.late_ms += 1_000
    seat = (await asks(show, second)).seat
    assert (seat.mine, seat.aired) == (True, True)


async def test_request_right_after_the_holder_left_waits_five_seconds(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await show.connect(first, False)
    assert 1 < (await asks(show, second)).seat.asked.seconds_left <= 5
    await show.connect(first)
    assert 6 < (await sees(show, second)).asked.seconds_left <= 10, "the holder is back and has the ten seconds"


async def test_request_of_an_ended_session_is_ignored(show: Show) -> None:
    first, second, third = await show.host(), await show.host(), await show.host()
    await asks(show, second)
    assert (await sees(show, first)).asked
    await show.store.write(lambda db: sessions.end(db, second, "removed", 1))
    assert (await sees(show, first)).asked is None
    for name in ("HandOver", "RefuseTakeOver"):
        seat = (await show.call(first, name, tab=TAB)).seat
        assert (seat.mine, seat.epoch) == (True, 1)
    assert (await asks(show, third)).seat.asked.mine, "another host may ask"
    await show.store.write(lambda db: sessions.change(db, third, expires_at=1))
    assert (await sees(show, first)).asked is None


async def test_concurrent_requests_leave_one_asker(show: Show) -> None:
    await show.host()
    others = [await show.host() for _ in range(5)]
    told = await asyncio.gather(*(asks(show, other) for other in others), return_exceptions=True)
    contested = [one for one in told if isinstance(one, SeatContested)]
    assert len(contested) == 4
    assert all(20 <= one.retry_after <= 40 for one in contested), "the holder may not be told yet"


async def test_concurrent_refusal_and_takeover_have_one_outcome(show: Show) -> None:
    for _ in range(5):
        fresh = await make_show(show.store)
        first, second = await fresh.host(), await fresh.host()
        await asks(fresh, second)
        fresh.late_ms += fresh.limits.takeover_seconds * 1000
        await asyncio.gather(fresh.call(first, "RefuseTakeOver", tab=TAB), asks(fresh, second), return_exceptions=True)
        one, other = await sees(fresh, first), await sees(fresh, second)
        assert one.mine != other.mine
        assert one.epoch == other.epoch == (2 if other.mine else 1)


async def test_third_takeover_in_a_minute_has_to_wait(show: Show) -> None:
    first, second = await show.host(), await show.host()
    for _ in range(2):
        await asks(show, second)
        show.late_ms += show.limits.takeover_seconds * 1000
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


async def test_repeated_requests_are_refused(show: Show) -> None:
    first, second = await show.host(), await show.host()
    for _ in range(2):
        await asks(show, second)
        await show.call(first, "RefuseTakeOver", tab=TAB)
    with pytest.raises(SeatContested):
        await asks(show, second)


async def test_repeated_handovers_are_allowed(show: Show) -> None:
    hosts = [await show.host(), await show.host()]
    for turn in range(6):
        seat = (await show.take_over(hosts[(turn + 1) % 2])).seat
        assert (seat.mine, seat.epoch) == (True, turn + 2)


async def test_clock_that_goes_back_shortens_no_wait(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await asks(show, second)
    show.late_ms -= 3600_000
    assert not (await asks(show, second)).seat.mine
    assert (await sees(show, first)).mine
