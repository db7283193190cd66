"""One server decides about a recording at a time, and another one takes over when it is gone."""

from typing import Any

import pytest
from kaibo.features.recording import table
from kaibo.features.recording.need import Do, Need, Program, decide
from kaibo.features.recording.recorder import BACK_OFF, STEADY, Trials
from kaibo.features.recording.table import FULL, LEASE_MS, Recording, State
from kaibo.store import Store

from tests.show import make_show

NOW = 1_000_000
PROGRAM = Program("room", "program-x-1", 1280, 720, 30, "A show")
HELD = Recording("rc_1", "ac", 1, 1, State.LIVE, "", NOW, 0, "me", 3, NOW + 1, 0, 0, False, False, True)
OTHERS = HELD._replace(holder="other")
EXPIRED = OTHERS._replace(lease_until=NOW)
CROWD = HELD._replace(holder="", trouble=FULL, run=0)


@pytest.mark.parametrize(
    ("held", "record", "over", "owns", "alive", "wanted"),
    [
        (None, True, False, True, False, Do.START),
        (None, True, False, False, False, Do.NOTHING),
        (HELD, True, False, False, True, Do.KEEP),
        (HELD, True, False, False, False, Do.START),
        (HELD, False, True, False, True, Do.STOP),
        (HELD, False, True, False, False, Do.FINISH),
        (HELD, False, False, True, True, Do.STOP),
        (HELD, False, False, True, False, Do.RELEASE),
        (OTHERS, True, False, True, False, Do.NOTHING),
        (OTHERS, False, True, True, False, Do.NOTHING),
        (EXPIRED, True, False, True, False, Do.START),
        (EXPIRED, True, False, False, False, Do.NOTHING),
        (EXPIRED, False, True, True, False, Do.TAKE_AND_FINISH),
        (CROWD, True, False, False, False, Do.START),
        (CROWD, False, True, True, False, Do.TAKE_AND_FINISH),
    ],
)
def test_next_step(held: Any, record: bool, over: bool, owns: bool, alive: bool, wanted: Do) -> None:
    need = Need(1, "ac", 1, NOW, held, PROGRAM if record else None, over)
    assert decide(need, "me", owns, alive, NOW) is wanted


@pytest.mark.parametrize(
    ("held", "alive", "wanted"), [(HELD, True, Do.STOP), (HELD, False, Do.CROWDED), (None, False, Do.CROWDED)]
)
def test_account_without_room_is_not_recorded(held: Any, alive: bool, wanted: Do) -> None:
    need = Need(1, "ac", 1, NOW, held, PROGRAM, over=False, crowded=True)
    assert decide(need, "me", True, alive, NOW) is wanted


def test_maker_that_keeps_ending_waits_longer() -> None:
    trials, now, waits = Trials(), 100.0, []
    for _ in range(6):
        wait = next(each / 10 for each in range(200) if trials.may_start(now + each / 10))
        now += wait
        waits.append(wait)
        trials.start(now)
    assert waits == [0, BACK_OFF[1], BACK_OFF[2], BACK_OFF[3], BACK_OFF[4], BACK_OFF[4]]
    assert trials.may_start(now + STEADY + 1)


@pytest.mark.anyio
async def test_of_two_servers_one_gets_the_lease(store: Store) -> None:
    show = await make_show(store)
    new = await store.write(lambda db: table.create(db, show.account, show.id, 1, NOW))
    first = await store.write(lambda db: table.take(db, new, "one", NOW))
    assert first
    assert (first.holder, first.run) == ("one", 1)
    assert await store.write(lambda db: table.take(db, new, "two", NOW)) is None, "it saw an older run"
    assert await store.write(lambda db: table.take(db, first, "two", NOW)) is None, "the lease is held"
    assert await store.write(lambda db: table.renew(db, first, NOW + LEASE_MS - 1))
    late = NOW + 2 * LEASE_MS
    second = await store.write(lambda db: table.take(db, first, "two", late))
    assert second
    assert (second.holder, second.run) == ("two", 2)
    assert not await store.write(lambda db: table.renew(db, first, late)), "the first server lost it"
    assert (await store.read(table.live))[0] == second
