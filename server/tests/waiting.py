"""How a test waits for what the server does later."""

import asyncio
import inspect
import time
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0
"""Seconds. A slow machine needs many of them."""
LOOK = 0.1


def until(holds: Callable[[], object], what: str) -> None:
    """Wait until this holds. Fail with `what` after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(LOOK)


async def eventually(holds: Callable[[], Any], patience: float = PATIENCE, look: float = 0.05) -> Any:
    """Wait until this holds, in a test with an event loop. Return what it gave. `holds` may be a coroutine function.

    `patience` and `look` are in seconds. Raises TimeoutError when it never holds.
    """
    async with asyncio.timeout(patience):
        while True:
            found = holds()
            if inspect.isawaitable(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(look)
