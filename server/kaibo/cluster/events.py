"""Nudges: tell listeners that an activity changed. A nudge carries no data, so a listener reads the store again."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Events:
    """Wakes the listeners of an activity, in this process. Call from the event loop only."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._hearing: list[Callable[[int], None]] = []
        self._looking: list[Callable[[int], None]] = []

    def on_any(self, hear: Callable[[int], None]) -> None:
        """Run `hear(activity_id)` at every nudge."""
        self._hearing.append(hear)

    def on_look(self, look: Callable[[int], None]) -> None:
        """Run `look(activity_id)` whenever the media engine reports something about that activity's rooms."""
        self._looking.append(look)

    def look(self, activity_id: int) -> None:
        """Ask reconcilers to read this activity's rooms again. Pages get a nudge only if something changed."""
        for look in self._looking:
            look(activity_id)

    def nudge(self, activity_id: int) -> None:
        """Report that this activity changed in the store or in the media engine."""
        for waiting in self._waiting.get(activity_id, ()):
            waiting.set()
        for hear in self._hearing:
            hear(activity_id)

    def nudge_all(self) -> None:
        """Report a change that every activity shows."""
        for activity_id in list(self._waiting):
            self.nudge(activity_id)

    @contextmanager
    def listen(self, activity_id: int) -> Iterator[asyncio.Event]:
        """Give an event that each nudge sets. The listener clears it."""
        mine = asyncio.Event()
        self._waiting[activity_id].add(mine)
        try:
            yield mine
        finally:
            self._waiting[activity_id].discard(mine)
            if not self._waiting[activity_id]:
                del self._waiting[activity_id]
