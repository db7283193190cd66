"""The numbers that a host sees after the show."""

import pytest
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.observed import Observed, RoomState
from kaibo.features.audience.keeper import Keeper
from kaibo.store import Store
from sqlalchemy import Connection

from tests.show import Show, make_show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def air(show: Show, at: int) -> None:
    def work(db: Connection) -> None:
        activities.change(db, show.id, live_requested=True, status=int(Status.LIVE))
        airings.begin(db, show.id, at)

    await show.store.write(work)


async def end(show: Show, at: int) -> None:
    def work(db: Connection) -> None:
        activities.change(db, show.id, live_requested=False, status=int(Status.OVER))
        airings.end(db, show.id, at)

    await show.store.write(work)


def see(observed: Observed, show: Show, *viewers: str) -> None:
    observed.note(show.id, RoomState(frozenset(viewers)))


async def test_host_reads_the_numbers_of_the_last_time_on_air(show: Show) -> None:
    host, guest = await show.host(), await show.guest()
    seen = Observed()
    keeper = Keeper(show.store, seen, Arrivals())
    began = now_ms()
    assert (await show.call(host, "GetSession")).numbers is None
    await air(show, began)
    for viewers in (("a", "b"), ("b", "c", "d"), ("d",), ()):
        see(seen, show, *viewers)
        await keeper.write()
    assert (await show.call(host, "GetSession")).numbers is None
    await end(show, began + 58_000)
    numbers = (await show.call(host, "GetSession")).numbers
    assert (numbers.seconds, numbers.watched, numbers.most) == (58, 4, 3)
    assert (await show.call(guest, "GetSession")).numbers is None

    again = now_ms() + 60_000
    await air(show, again)
    await end(show, again + 1000)
    numbers = (await show.call(host, "GetSession")).numbers
    assert (numbers.seconds, numbers.watched, numbers.most) == (1, 0, 0)


async def test_viewers_who_came_before_the_show_was_on_air_count(show: Show) -> None:
    host, seen = await show.host(), Observed()
    keeper = Keeper(show.store, seen, Arrivals())
    see(seen, show, "a", "b")
    began = now_ms()
    await keeper.write()
    await keeper.write()
    await air(show, began)
    await keeper.write()
    await end(show, began + 1000)
    assert (await show.call(host, "GetSession")).numbers.most == 2


async def test_another_server_goes_on_with_the_most_at_once(show: Show) -> None:
    host, began = await show.host(), now_ms()
    await air(show, began)
    for viewers in (("a", "b", "c"), ("d", "e")):
        seen = Observed()
        keeper = Keeper(show.store, seen, Arrivals())
        await keeper.start()
        see(seen, show, *viewers)
        await keeper.write()
    await end(show, began + 1000)
    assert (await show.call(host, "GetSession")).numbers.most == 3
