"""Leases of servers, and the owner of an activity."""

import time
from collections import Counter
from collections.abc import Iterator

import pytest
from kaibo import clock
from kaibo.cluster import members
from kaibo.cluster.members import Members, owner
from kaibo.store import Store
from sqlalchemy import insert, select, update

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def machine_clock() -> Iterator[None]:
    yield
    clock.forget()


async def expire(store: Store, server: str) -> None:
    """End the lease of a server, as after its death."""
    end = update(members.server).where(members.server.c.id == server).values(lease_until=0)
    await store.write(lambda db: db.execute(end))


async def test_servers_see_each_other(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    await one.renew()
    assert one.alone
    await two.renew()
    await one.renew()
    assert [one.living, two.living] == [("one", "two")] * 2
    assert not one.alone


async def test_server_whose_lease_ended_is_gone(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    await two.renew()
    await one.renew()
    await expire(store, "two")
    await one.renew()
    assert one.alone
    assert await store.read(lambda db: list(db.scalars(select(members.server.c.id)))) == ["one"]


async def test_server_that_could_not_renew_takes_no_other_for_dead(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    for server in (one, two, one):
        await server.renew()
    for name in ("one", "two"):
        await expire(store, name)
    await one.renew()
    assert one.living == ("one", "two")
    await expire(store, "two")
    await one.renew()
    assert one.alone


async def test_server_that_left_is_gone_at_once(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    await two.renew()
    await two.leave()
    await one.renew()
    assert one.alone


async def test_new_rooms_have_the_old_names_while_a_server_of_the_release_before_lives(store: Store) -> None:
    one, old = Members(store, "one"), {"id": "old", "lease_until": clock.now_ms() + 3_600_000}
    assert one.room_names == "", "before the first renewal the server does not know"
    await store.write(lambda db: db.execute(insert(members.server).values(old)))
    await one.renew()
    assert one.room_names == await store.read(members.room_names) == ""
    assert not one.alone
    await expire(store, "old")
    await one.renew()
    assert one.room_names == await store.read(members.room_names) == one.installation
    assert len(one.installation) == 8


async def test_each_activity_has_one_owner(store: Store) -> None:
    one, two = Members(store, "one"), Members(store, "two")
    for server in (one, two, one):
        await server.renew()
    assert all(one.owns(activity) != two.owns(activity) for activity in range(100))


async def test_server_without_a_lease_owns_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = Members(store, "alone")
    assert not alone.owns(1)
    await alone.renew()
    assert alone.owns(1)
    late = time.monotonic() + members.LEASE_MS / 1000
    monkeypatch.setattr(time, "monotonic", lambda: late)
    assert not alone.owns(1)


async def test_server_that_was_taken_for_dead_hears_so(store: Store) -> None:
    one, two, returns = Members(store, "one"), Members(store, "two"), []
    two.on_return(lambda: returns.append("two"))
    for server in (two, two):
        await server.renew()
    assert returns == []
    await expire(store, "two")
    await one.renew()
    await two.renew()
    assert returns == ["two"]


def test_a_new_server_takes_its_share_alone() -> None:
    before, after = ("a", "b", "c"), ("a", "b", "c", "d")
    moved = Counter((owner(show, before), owner(show, after)) for show in range(4000))
    assert {new for (old, new) in moved if old != new} == {"d"}
    assert all(abs(moved[old, "d"] - 333) < 120 for old in before)


async def test_servers_decide_by_the_clock_of_the_database(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is eight seconds ahead decides as the others do. SQLite has no clock but the machine's."""
    true, began = clock.machine_ms(), time.monotonic()
    shared = await store.read(lambda db: clock.database_ms(db) is not None)
    monkeypatch.setattr(clock, "machine_ms", lambda: true + 8000 + int((time.monotonic() - began) * 1000))
    await Members(store, "ahead").renew()
    elapsed = int((time.monotonic() - began) * 1000)
    wrong = 0 if shared else 8000
    assert abs(clock.now_ms() - true - wrong - elapsed) < 4000
    assert (abs(clock.ahead_ms() - 8000) < 4000) == shared
