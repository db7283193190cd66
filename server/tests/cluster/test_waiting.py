"""The pages that wait for a show, at each of several servers."""

from collections.abc import Iterator

import pytest
from kaibo import clock
from kaibo.cluster import members
from kaibo.cluster.members import Members
from kaibo.cluster.waiting import Waiting, waiting
from kaibo.store import Store
from sqlalchemy import func, select, update

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def machine_clock() -> Iterator[None]:
    yield
    clock.forget()


async def of(store: Store, counted: Waiting, activity: int = 1) -> int:
    return await store.read(lambda db: counted.of(db, activity))


async def rows(store: Store) -> int:
    return await store.read(lambda db: db.scalar(select(func.count()).select_from(waiting)) or 0)


async def test_open_pages_count_until_they_close(store: Store) -> None:
    own = Members(store, "one")
    await own.renew()
    counted = Waiting(store, own)
    with counted.held(1), counted.held(1), counted.held(2):
        assert [await of(store, counted), await of(store, counted, 2)] == [2, 1]
        await counted.share()
        assert await rows(store) == 0
    assert await of(store, counted) == 0


async def test_servers_add_their_pages_up(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    for server in (one, two, one):
        await server.renew()
    here, there = Waiting(store, one), Waiting(store, two)
    with here.held(1):
        with there.held(1), there.held(1), there.held(2):
            await here.share()
            await there.share()
            assert [await of(store, here), await of(store, there)] == [3, 3]
            assert [await of(store, here, 2), await of(store, there, 2)] == [1, 1]
        await there.share()
        assert [await of(store, here), await of(store, here, 2), await rows(store)] == [1, 0, 1]


async def test_pages_of_a_dead_server_do_not_count(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    for server in (one, two, one):
        await server.renew()
    here, there = Waiting(store, one), Waiting(store, two)
    with here.held(1), there.held(1):
        await there.share()
        assert await of(store, here) == 2
        end = update(members.server).where(members.server.c.id == "two").values(lease_until=0)
        await store.write(lambda db: db.execute(end))
        await one.renew()
        assert await of(store, here) == 1
        await here.share()
        assert await rows(store) == 0
        await two.renew()  # it was only slow
        await one.renew()
        await there.share()
        assert await of(store, here) == 2


async def test_restarted_server_forgets_its_pages(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    for server in (one, two, one):
        await server.renew()
    with Waiting(store, one).held(1):
        before = Waiting(store, one)
        with before.held(1):
            await before.share()
    await Waiting(store, one).share()
    assert await rows(store) == 0
