"""Periodic work of a process."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from kaibo.errors import DiskFull, Overloaded

log = logging.getLogger("kaibo.periodic")


async def every(seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Repeat the work until cancelled, with the first run after `seconds`. Log a failed run and go on.

    The store itself logs when it is away, or has no room. So these failures are no lines of their own.
    """
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except (Overloaded, DiskFull) as error:
            log.debug("periodic work waits for the store: %s", error)
        except Exception:
            log.exception("periodic work failed")
