"""Work that is done again and again beside the calls."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger("kaibo.chores")


async def every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Until cancelled, first after `seconds`. What fails once is tried again."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:
            log.exception("a chore failed")
