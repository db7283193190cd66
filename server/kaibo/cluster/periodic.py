"""Periodic work of a process."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger("kaibo.periodic")


async def every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Repeat the work until cancelled, with the first run after `seconds`. Log a failed run and go on."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:
            log.exception("periodic work failed")
