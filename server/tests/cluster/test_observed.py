"""The observed state of rooms: in memory at the owner, in the store for the other servers."""

import pytest
from kaibo.cluster import observed
from kaibo.cluster.members import Owners
from kaibo.cluster.observed import UNKNOWN, Observed, RoomState, share, with_people
from kaibo.store import Store

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


async def read(store: Store, of: Observed, activity: int) -> RoomState:
    return await store.read(lambda db: of.of(db, activity))


async def flush(store: Store, of: Observed) -> set[int]:
    """Write what a server has for the others. Return of which activities."""
    states = of.unshared()
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
    assert owner.unshared() == {}
    owner.note(1, RoomState())
    assert await flush(store, owner) == {1}
    assert await store.read(with_people) == set()


async def test_change_during_the_write_is_written_too(store: Store) -> None:
    owner = Observed(Of(1))
    owner.note(1, RoomState(publishing=False))
    states = owner.unshared()
    owner.note(1, SEEN)
    owner.shared(states)
    assert owner.unshared() == {1: SEEN}


async def test_server_alone_writes_nothing_until_another_one_is_there(store: Store) -> None:
    owners = Of(1, 2)
    owners.alone = True
    kept = Observed(owners)
    kept.note(1, SEEN)
    assert kept.unshared() == {}
    owners.alone = False
    assert kept.unshared().keys() == {1}


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
    assert one.unshared() == {}


async def test_deleted_activity_has_no_state(store: Store) -> None:
    owner, other = Observed(Of(1)), Observed(Of())
    owner.note(1, SEEN)
    await flush(store, owner)
    owner.forget(1)
    await flush(store, owner)
    assert await read(store, other, 1) == UNKNOWN
