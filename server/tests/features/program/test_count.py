"""The nudges about the number of viewers."""

import asyncio

import pytest
from kaibo.features.program import count
from kaibo.features.program.count import CountNudges

pytestmark = pytest.mark.anyio
CROWD = 500


async def test_crowd_that_comes_wakes_the_pages_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(count, "APART", 0.01)
    nudged: list[int] = []
    last = asyncio.Event()

    def nudge(activity: int) -> None:
        nudged.append(activity)
        if len(nudged) == 2:
            last.set()

    nudges = CountNudges(nudge)
    for _ in range(CROWD):
        nudges.changed(1)
    assert nudged == [1]
    await last.wait()
    assert nudged == [1, 1]


async def test_other_show_is_not_held_back() -> None:
    nudged: list[int] = []
    nudges = CountNudges(nudged.append)
    for activity in (1, 2, 1, 2):
        nudges.changed(activity)
    assert nudged == [1, 2]
