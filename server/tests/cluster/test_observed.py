"""The observed state of rooms: in memory at the owner, in the store for the other servers."""

from typing import Any

import pytest
from kaibo.cluster import observed
from kaibo.cluster.members import Owners
from kaibo.cluster.observed import NOTHING, UNKNOWN, Observed, RoomState, share, with_people
from kaibo.store import Store
from sqlalchemy import Connection

pytestmark = pytest.mark.anyio
SEEN = RoomState(watching=frozenset({"a", "b"}), stage=frozenset({"host-x-1"}), publishing=True)


class Of(Owners):
    """One of two servers, which owns what a test says."""

    def __init__(self, *owned: int) -> None:
        self.alone, self.installation = False, ""
        self.living = ("one", "two")
        self.owned = set(owned)

    def owns(self, activity_id: int) -> bool:
        return activity_id in self.owned

    def alone_in(self, db: Connection) -> bool:
        return self.alone


async def read(store: Store, of: Observed, activity: int) -> RoomState:
    return await store.read(lambda db: of.of(db, activity))


async def flush(store: Store, of: Observed, now: float = 0) -> set[int]:
    """Write what a server has for the others. Return of which activities."""
    states = of.unshared(now)
    await store.write(lambda db: share(db, states))
    of.shared(states)
    return set(states)


async def test_oldest_state_is_forgotten_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observed, "MOST", 3)
    kept, state = Observed(), RoomState(watching=frozenset({"a"}))
    for activity in (1, 2, 3, 1, 4, 5):
        kept.note(activity, state)
    assert kept.owned().keys() == {1, 4, 5}
    assert await read(store, kept, 2) == UNKNOWN


async def test_other_server_shows_what_the_owner_saw(store: Store) -> None:
    owner, other = Observed(Of(1)), Observed(Of())
    assert await read(store, other, 1) == UNKNOWN
    owner.note(1, SEEN)
    assert await flush(store, owner) == {1}
    there = await read(store, other, 1)
    assert (there.viewers, there.stage, there.publishing) == (2, SEEN.stage, True)
    assert await store.read(with_people) == {1}


async def test_state_is_written_once_and_again_after_a_change(store: Store) -> None:
    owner = Observed(Of(1))
    owner.note(1, SEEN)
    await flush(store, owner)
    owner.note(1, SEEN)
    assert owner.unshared(0) == {}
    owner.note(1, RoomState())
    assert await flush(store, owner) == {1}
    assert await store.read(with_people) == set()


async def test_change_during_the_write_is_written_too(store: Store) -> None:
    owner = Observed(Of(1))
    owner.note(1, RoomState(publishing=False))
    states = owner.unshared(0)
    owner.note(1, SEEN)
    owner.shared(states)
    assert owner.unshared(0) == {1: SEEN}


async def test_number_of_viewers_is_written_once_a_second_at_most(store: Store) -> None:
    owner, other = Observed(Of(1)), Observed(Of())
    owner.note(1, SEEN)
    await flush(store, owner, 10)
    shared = []
    for tick in range(13):  # four times a second, with another viewer each time
        watching = frozenset(map(str, range(tick)))
        owner.note(1, SEEN._replace(watching=watching))
        if await flush(store, owner, 10 + tick * 0.25):
            shared.append((await read(store, other, 1)).viewers)
    assert shared == [0, 4, 8, 12]


@pytest.mark.parametrize("more", [{"publishing": False}, {"stage": frozenset[str]()}])
async def test_people_who_come_and_go_are_written_at_once(store: Store, more: dict[str, Any]) -> None:
    owner, other = Observed(Of(1)), Observed(Of())
    owner.note(1, SEEN)
    await flush(store, owner)
    for changed in (SEEN._replace(watching=NOTHING.watching), SEEN._replace(watching=frozenset({"c"}))):
        owner.note(1, changed)
        await flush(store, owner)
    assert (await read(store, other, 1)).viewers == 0, "the number waits"
    owner.note(1, SEEN._replace(watching=frozenset({"c"}), **more))
    assert await flush(store, owner) == {1}
    assert await read(store, other, 1) == SEEN._replace(**{"watching": frozenset(), "counted": 1, **more})


async def test_other_viewers_of_the_same_number_are_not_written(store: Store) -> None:
    owner = Observed(Of(1))
    owner.note(1, SEEN)
    await flush(store, owner)
    owner.note(1, SEEN._replace(watching=frozenset({"c", "d"})))
    assert owner.unshared(100) == {}


async def test_number_that_changed_during_the_write_waits_for_its_turn() -> None:
    owner = Observed(Of(1))
    owner.note(1, SEEN)
    states = owner.unshared(0)
    owner.note(1, SEEN._replace(watching=frozenset({"c"})))
    owner.shared(states)
    assert owner.unshared(0).keys() == {1}, "no number was shared before"
    states = owner.unshared(0)
    owner.note(1, SEEN)
    owner.shared(states)
    assert owner.unshared(0.5) == {}
    assert owner.unshared(1) == {1: SEEN}


async def test_new_owner_writes_even_what_no_row_means(store: Store) -> None:
    """The row of the owner before may say something else."""
    before, after, other = Observed(Of(1)), Observed(Of(1)), Observed(Of())
    before.note(1, SEEN)
    await flush(store, before)
    after.note(1, UNKNOWN)
    await flush(store, after)
    assert await read(store, other, 1) == UNKNOWN


async def test_server_alone_writes_nothing_until_another_one_is_there(store: Store) -> None:
    owners = Of(1, 2)
    owners.alone = True
    kept = Observed(owners)
    kept.note(1, SEEN)
    assert kept.unshared(0) == {}
    owners.alone = False
    assert kept.unshared(0).keys() == {1}


async def test_new_owner_shows_what_the_last_one_saw_until_it_looked(store: Store) -> None:
    before, after = Of(1), Of()
    one, two = Observed(before), Observed(after)
    one.note(1, SEEN)
    await flush(store, one)
    before.owned, after.owned = set(), {1}
    assert (await read(store, two, 1)).viewers == 2
    two.note(1, RoomState())
    assert (await read(store, two, 1)).viewers == 0
    await flush(store, two)
    assert (await read(store, one, 1)).viewers == 0, "the server that lost the activity forgets what it saw"
    assert one.unshared(0) == {}


async def test_deleted_activity_has_no_state(store: Store) -> None:
    owner, other = Observed(Of(1)), Observed(Of())
    owner.note(1, SEEN)
    await flush(store, owner)
    owner.forget(1)
    await flush(store, owner)
    assert await read(store, other, 1) == UNKNOWN
