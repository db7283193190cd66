"""Telling whoever waits that an activity is not what it was. Nothing is carried: who is told reads again."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Events:
    """Wakes the listeners of an activity, in this process. Call from the event loop only."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._hearing: list[Callable[[int], None]] = []

    def on_any(self, hear: Callable[[int], None]) -> None:
        """`hear(activity_id)` runs at every nudge."""
        self._hearing.append(hear)

    def nudge(self, activity_id: int) -> None:
        """Something about this activity changed in the store or in the media engine."""
        for waiting in self._waiting.get(activity_id, ()):
            waiting.set()
        for hear in self._hearing:
            hear(activity_id)

    def nudge_all(self) -> None:
        """Something changed that every activity shows."""
        for activity_id in list(self._waiting):
            self.nudge(activity_id)

    @contextmanager
    def listen(self, activity_id: int) -> Iterator[asyncio.Event]:
        """An event that each nudge sets; the listener clears it."""
        mine = asyncio.Event()
        self._waiting[activity_id].add(mine)
        try:
            yield mine
        finally:
            self._waiting[activity_id].discard(mine)
            if not self._waiting[activity_id]:
                del self._waiting[activity_id]
