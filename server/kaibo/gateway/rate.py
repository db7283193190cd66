"""How often a call may be made, counted by the `limits` package in memory or in a Redis that servers share."""

import asyncio
import logging
import time
from functools import lru_cache

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from kaibo.errors import RateLimited

PATIENCE = 0.25
PAUSE = 5.0
log = logging.getLogger("kaibo.rate")


class Rates:
    """Counts calls. When the shared storage does not answer within a quarter of a second, this process counts by
    itself and asks the storage again after five seconds: a Redis that is down makes the limits wider, by the number
    of servers at most, and takes nothing down."""

    def __init__(self, url: str) -> None:
        """Raises limits.errors.ConfigurationError for an unknown notation, ValueError for a blocking storage."""
        storage = storage_from_string(url)
        if not isinstance(storage, Storage):
            raise ValueError("rate_limit_url begins with async+")
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._shared = None if isinstance(storage, MemoryStorage) else MovingWindowRateLimiter(storage)
        self._again = 0.0

    async def hit(self, rate: str, *whose: str) -> None:
        """One more call of `whose` (an account or an address, and what is limited). `rate` is written as in `limits`.

        Raises RateLimited with the seconds until one is free again.
        """
        item = _item(rate)
        limiter = await self._limiter(item, whose)
        if limiter is None:
            return
        if not await limiter.hit(item, *whose):
            stats = await limiter.get_window_stats(item, *whose)
            raise RateLimited(retry_after=max(1, round(stats.reset_time - time.time() + 0.5)))

    async def _limiter(self, item: RateLimitItem, whose: tuple[str, ...]) -> MovingWindowRateLimiter | None:
        """Who counts this one; None when the shared storage did, and granted it."""
        if self._shared is None or time.monotonic() < self._again:
            return self._own
        try:
            async with asyncio.timeout(PATIENCE):
                if await self._shared.hit(item, *whose):
                    return None
        except Exception as error:
            log.warning("limits are counted by this process alone, the storage does not answer: %r", error)
            self._again = time.monotonic() + PAUSE
            return self._own
        raise RateLimited


@lru_cache(maxsize=256)
def _item(rate: str) -> RateLimitItem:
    return parse(rate)
