"""Work that a process repeats beside its calls."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger("kaibo.periodic")


async def every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Run the work until cancelled, first after `seconds`. A failed run is logged and the next one comes."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:
            log.exception("periodic work failed")
