"""One reading for all who look at the same thing: a change wakes every viewer of a show at once."""

import asyncio
import time
from collections.abc import Awaitable, Callable

FRESH = 1.0
"""How long a reading serves without a word that it is stale, in seconds."""


class Shared:
    """Readings by activity."""

    def __init__(self, read: Callable[[int], Awaitable[str]]) -> None:
        self._read = read
        self._kept: dict[int, tuple[float, asyncio.Future[str]]] = {}

    async def of(self, activity_id: int) -> str:
        """The latest reading; raises what reading raises."""
        made, reading = self._kept.get(activity_id, (0.0, None))
        if reading is None or time.monotonic() - made > FRESH:
            reading = asyncio.ensure_future(self._read(activity_id))
            self._kept[activity_id] = time.monotonic(), reading
        return await asyncio.shield(reading)

    def stale(self, activity_id: int) -> None:
        """It is not what it was."""
        self._kept.pop(activity_id, None)
