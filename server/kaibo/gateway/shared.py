"""One reading for all who look at the same thing: a change wakes every page of a show, and every tab of a session, at
once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

FRESH = 1.0
"""How long a reading serves without a word that it is stale, in seconds."""
APART = 0.1
"""Seconds between the beginnings of two readings of one thing: changes that come closer are read together."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(eq=False)
class _Reading(Generic[V]):
    """`begun` in the loop's time, 0 until it reads. `stale`: something changed after it had begun."""

    task: "asyncio.Task[V]" = field(init=False)
    begun: float = 0.0
    stale: bool = False


class Shared(Generic[K, V]):
    """Readings of things that belong to activities. Each is forgotten when it is too old to serve."""

    def __init__(self, read: Callable[[int, K], Awaitable[V]], *, apart: float = APART, fresh: float = FRESH) -> None:
        self._read = read
        self._apart = apart
        self._fresh = fresh
        self._kept: dict[int, dict[K, _Reading[V]]] = {}

    async def of(self, activity_id: int, key: K) -> V:
        """Give the latest reading, which holds every change until now. Raises what reading raises."""
        kept = self._kept.setdefault(activity_id, {})
        last = kept.get(key)
        if last is None or last.stale:
            begin_at = last.begun + self._apart if last else 0.0
            last = kept[key] = _Reading()
            last.task = asyncio.create_task(self._run(activity_id, key, last, begin_at))
            last.task.add_done_callback(_noticed)
        return await asyncio.shield(last.task)

    def stale(self, activity_id: int) -> None:
        """Note that the activity is not what it was. A reading that has not begun will hold the change."""
        for reading in self._kept.get(activity_id, {}).values():
            reading.stale = reading.begun > 0

    async def _run(self, activity_id: int, key: K, reading: _Reading[V], begin_at: float) -> V:
        loop = asyncio.get_running_loop()
        if (pause := begin_at - loop.time()) > 0:
            await asyncio.sleep(pause)
        reading.begun = loop.time()
        loop.call_later(max(self._fresh, self._apart), self._forget, activity_id, key, reading)
        try:
            return await self._read(activity_id, key)
        except BaseException:
            reading.stale = True  # the next look reads again
            raise

    def _forget(self, activity_id: int, key: K, reading: _Reading[V]) -> None:
        kept = self._kept.get(activity_id, {})
        if kept.get(key) is reading:
            del kept[key]
        if not kept:
            self._kept.pop(activity_id, None)


def _noticed(task: "asyncio.Task[V]") -> None:
    """A failure is for those who wait. If all of them are gone, nobody asks for it, and asyncio would complain."""
    if not task.cancelled():
        task.exception()
