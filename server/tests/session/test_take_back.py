"""Silence is no consent. A host who lost the seat without an answer takes it back at once, and no leaked link ends
them."""

import pytest
from kaibo.session import seat as seats, table as sessions
from kaibo.session.errors import SeatTaken, SessionEnded
from kaibo.store import Store

from tests.session.test_takeover import asks, sees
from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def takes_by_silence(show: Show, session: str) -> None:
    await asks(show, session)
    show.late_ms += show.limits.takeover_seconds * 1000
    assert (await asks(show, session)).seat.mine


async def reason(show: Show, session: str) -> str:
    return (await show.session(session)).end_reason


async def test_displaced_host_takes_the_seat_back_at_once(show: Show) -> None:
    host, intruder = await show.host(), await show.host()
    await show.call(host, "GoLive", tab=TAB)
    await takes_by_silence(show, intruder)
    assert 50 < (await sees(show, host)).take_back_seconds <= 60
    seat = (await asks(show, host)).seat
    assert (seat.mine, seat.aired, seat.epoch, seat.take_back_seconds) == (True, True, 3, 0)
    assert (await sees(show, intruder)).take_back_seconds == 0, "the intruder must not have that right"
    assert not (await asks(show, intruder)).seat.mine


async def test_absent_host_takes_the_seat_back_at_once(show: Show) -> None:
    host, intruder = await show.host(), await show.host()
    await show.lose(host)
    assert (await asks(show, intruder)).seat.mine
    await show.connect(host)
    assert (await asks(show, host)).seat.mine


async def test_right_to_take_back_ends_after_a_minute(show: Show) -> None:
    host, second = await show.host(), await show.host()
    await takes_by_silence(show, second)
    show.late_ms += seats.TAKE_BACK_MS
    assert (await sees(show, host)).take_back_seconds == 0
    assert not (await asks(show, host)).seat.mine


async def test_seat_that_was_handed_over_must_be_requested(show: Show) -> None:
    host, second = await show.host(), await show.host()
    await takes_by_silence(show, second)
    assert (await asks(show, host)).seat.mine
    await show.take_over(second)
    assert (await sees(show, host)).take_back_seconds == 0
    assert not (await asks(show, host)).seat.mine


async def test_only_the_displaced_host_takes_back(show: Show) -> None:
    await show.host()
    second, third = await show.host(), await show.host()
    await takes_by_silence(show, second)
    assert (await sees(show, third)).take_back_seconds == 0
    assert not (await asks(show, third)).seat.mine


async def test_renewal_by_an_intruder_keeps_the_displaced_host(show: Show) -> None:
    host, intruder, waits = await show.host(), await show.host(), await show.host()
    await takes_by_silence(show, intruder)
    await show.call(intruder, "RenewLink", tab=TAB)
    assert [await reason(show, one) for one in (host, intruder, waits)] == ["", "", "revoked"]
    kept, renewer = await show.session(host), await show.session(intruder)
    assert kept.link == renewer.link != "ln_HOST"
    assert (await asks(show, host)).seat.mine
    await show.call(host, "RenewLink", tab=TAB)
    assert [await reason(show, one) for one in (host, intruder)] == ["", "revoked"]
    with pytest.raises(SessionEnded):
        await asks(show, intruder)


async def test_renewal_keeps_earlier_holders_and_ends_later_ones(show: Show) -> None:
    hosts = [await show.host()]
    for _ in range(2):
        hosts.append(await show.host())
        show.late_ms += 1_000
        await show.take_over(hosts[-1])
    first, second, third = hosts
    await show.take_over(second)
    await show.call(second, "RenewLink", tab=TAB)
    assert [await reason(show, one) for one in (first, second, third)] == ["", "", "revoked"]
    with pytest.raises(SeatTaken):
        await show.call(first, "RenewLink", tab=TAB)


async def test_handed_off_host_keeps_the_age_of_the_first_session(show: Show) -> None:
    host, intruder = await show.host(), await show.host()
    show.late_ms += 1_000
    await takes_by_silence(show, intruder)
    beside = await show.join()
    first = host
    await show.store.write(lambda db: sessions.change(db, beside, handed_off_from=first, link="ln_HOST"))
    await show.call(beside, "EnterSession", tab=TAB)
    await show.take_over(beside)
    await show.call(beside, "RenewLink", tab=TAB)
    assert [await reason(show, one) for one in (host, beside, intruder)] == ["", "", "revoked"]
