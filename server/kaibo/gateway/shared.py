"""Shared readings. A change wakes every page of a show and every tab of a session at once; one reading serves all."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

FRESH = 1.0
"""Seconds that a reading serves when nothing marks it stale."""
APART = 0.1
"""Seconds between the starts of two readings of one thing. One reading takes all changes in between."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(eq=False)
class _Reading(Generic[V]):
    task: "asyncio.Task[V]" = field(init=False)
    begun: float = 0.0
    """When the reading started, in the loop's time. 0 until then."""
    stale: bool = False
    """Something changed after the reading started."""


class Shared(Generic[K, V]):
    """Shares readings of things that belong to activities. It forgets a reading that is too old to serve."""

    def __init__(self, read: Callable[[int, K], Awaitable[V]], *, apart: float = APART, fresh: float = FRESH) -> None:
        self._read = read
        self._apart = apart
        self._fresh = fresh
        self._readings: dict[int, dict[K, _Reading[V]]] = {}

    async def of(self, activity_id: int, key: K) -> V:
        """Give the latest reading. It holds every change until now. Raises what the read function raises."""
        readings = self._readings.setdefault(activity_id, {})
        last = readings.get(key)
        if last is None or last.stale:
            begin_at = last.begun + self._apart if last else 0.0
            last = readings[key] = _Reading()
            last.task = asyncio.create_task(self._run(activity_id, key, last, begin_at))
            last.task.add_done_callback(_retrieve_error)
        return await asyncio.shield(last.task)

    def stale(self, activity_id: int) -> None:
        """Note that the activity changed. A reading that has not started yet will hold the change."""
        for reading in self._readings.get(activity_id, {}).values():
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
            reading.stale = True  # the next caller reads again
            raise

    def _forget(self, activity_id: int, key: K, reading: _Reading[V]) -> None:
        readings = self._readings.get(activity_id, {})
        if readings.get(key) is reading:
            del readings[key]
        if not readings:
            self._readings.pop(activity_id, None)


def _retrieve_error(task: "asyncio.Task[V]") -> None:
    """Retrieve the error of a failed reading. Otherwise asyncio complains when no caller waits for it any more."""
    if not task.cancelled():
        task.exception()
