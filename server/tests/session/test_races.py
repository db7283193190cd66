"""A hundred calls at once come out right, on both databases."""

import asyncio

import pytest
from kaibo.call import Limits
from kaibo.session.errors import StageFull
from kaibo.session.role import Role
from kaibo.store import Store

from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
MANY = 100


async def test_hundred_takeovers_have_a_hundred_epochs(store: Store) -> None:
    show = await make_show(store, Limits(gone_seconds=0))
    hosts = [await show.join() for _ in range(MANY)]
    seen = await asyncio.gather(*(show.call(host, "TakeOver", tab=TAB) for host in hosts))
    assert sorted(view.seat.epoch for view in seen) == list(range(1, MANY + 1))
    assert all(view.seat.mine for view in seen)
    last = max(range(MANY), key=lambda i: seen[i].seat.epoch)
    now = [await show.call(host, "GetSession") for host in hosts]
    assert [view.seat.mine for view in now] == [i == last for i in range(MANY)]


async def test_hundred_guests_share_25_places(store: Store) -> None:
    show = await make_show(store, Limits(stage_cap=25))
    guests = [await show.join(Role.GUEST, f"g{i}", f"ln_{i}") for i in range(MANY)]
    for guest in guests:
        await show.call(guest, "EnterSession", tab=TAB)
    told = await asyncio.gather(*(show.call(guest, "JoinStage", tab=TAB) for guest in guests), return_exceptions=True)
    refused = [error for error in told if isinstance(error, BaseException)]
    assert [type(error) for error in refused] == [StageFull] * (MANY - 25)
    view = await show.call(guests[0], "GetSession")
    assert len(view.guests) == 25


async def test_guest_who_joins_many_times_at_once_has_one_place(store: Store) -> None:
    show = await make_show(store, Limits(stage_cap=1))
    guest = await show.guest()
    await asyncio.gather(*(show.call(guest, "JoinStage", tab=TAB) for _ in range(20)))
    assert len((await show.call(guest, "GetSession")).guests) == 1


async def test_hundred_knocks_and_admits_at_once_fill_25_places(store: Store) -> None:
    show = await make_show(store, Limits(stage_cap=25, guests_mode="ask"))
    host = await show.host()
    guests = [await show.join(Role.GUEST, f"g{i}", f"ln_{i}") for i in range(MANY)]
    for guest in guests:
        await show.call(guest, "EnterSession", tab=TAB)
        await show.connect(guest)
    await asyncio.gather(*(show.call(guest, "JoinStage", tab=TAB) for guest in guests))
    assert len((await show.call(host, "GetSession")).waiting) == MANY
    admits = [show.call(host, "AdmitGuest", tab=TAB, session_id=guest) for guest in guests]
    told = await asyncio.gather(*admits, show.call(host, "AdmitAllGuests", tab=TAB), return_exceptions=True)
    view = await show.call(host, "GetSession")
    assert (len(view.guests), len(view.waiting)) == (25, MANY - 25)
    assert {type(error) for error in told if isinstance(error, BaseException)} == {StageFull}
