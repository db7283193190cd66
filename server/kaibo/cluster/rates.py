"""Rate limits. The `limits` package counts calls in memory, or in a Redis that servers share."""

import asyncio
import logging
import time
from collections import deque
from functools import lru_cache
from typing import Any

from cachetools import LRUCache
from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from kaibo.cluster.members import OneServer, Owners
from kaibo.errors import RateLimited

PATIENCE = 0.25
"""Seconds that the server waits for the shared storage."""
MOST = 100_000
"""Counters kept in memory. A further one drives out the one that was unused for longest."""
PAUSE = 5.0
"""Seconds until the server asks a failed shared storage again."""
log = logging.getLogger("kaibo.rate")


class Memory(MemoryStorage):
    """Counts a moving window in memory as `limits` does, but without a look through all keys at every hit.

    With a thousand accounts that look takes more time than their calls.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hits: LRUCache[str, deque[float]] = LRUCache(MOST)

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        return self.take(key, limit, expiry, amount)

    def take(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` more hits unless the limit is reached. Return whether it counted them. `expiry` in seconds."""
        now = time.monotonic()
        hits = self._hits.get(key)
        if hits is None:
            hits = self._hits[key] = deque(maxlen=limit)
        if len(hits) + amount > limit and (amount > limit or hits[amount - 1] > now - expiry):
            return False
        hits.extend([now] * amount)
        return True

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        now = time.monotonic()
        within = [at for at in self._hits.get(key, ()) if at > now - expiry]
        return time.time() - (now - within[0] if within else 0), len(within)


class Rates:
    """Counts calls, and refuses those over their rate.

    When the shared storage does not answer within a quarter of a second, this process counts alone. It asks the storage
    again after five seconds. So a Redis that is down stops no server. It makes the limits wider, at most by the number
    of servers.
    """

    def __init__(self, url: str, owners: Owners | None = None) -> None:
        """Open the storage at this URL, in the notation of `limits`. `owners` knows whose servers count together.

        Raises limits.errors.ConfigurationError for an unknown notation, and ValueError for a blocking storage.
        """
        storage = storage_from_string(url, implementation="redispy")
        if not isinstance(storage, Storage):
            raise ValueError("rate_limit_url begins with async+")
        self._owners: Owners = owners or OneServer()
        self._memory = Memory()
        self._own = MovingWindowRateLimiter(self._memory)
        self._shared = None if isinstance(storage, MemoryStorage) else MovingWindowRateLimiter(storage)
        self._ask_again_at = 0.0

    async def hit(self, rate: str, *whose: str) -> None:
        """Count one more call. `whose` is an account or an address, and the name of the limit.

        `rate` is in the notation of `limits`. Raises RateLimited with the seconds until the next call may come.
        """
        item = _item(rate)
        if self._shared is not None and time.monotonic() >= self._ask_again_at:
            try:
                async with asyncio.timeout(PATIENCE):
                    await _hit(self._shared, item, (self._owners.installation, *whose))
            except RateLimited:
                raise
            except Exception as error:
                log.warning("the storage of limits does not answer, this process counts alone: %r", error)
                self._ask_again_at = time.monotonic() + PAUSE
            else:
                return
        if not self._memory.take(item.key_for(*whose), item.amount, item.get_expiry()):
            raise await _refused(self._own, item, whose)

    async def close(self) -> None:
        """Close the connections to the shared storage."""
        if self._shared is not None and isinstance(self._shared.storage, RedisStorage):
            bridge: Any = self._shared.storage.bridge
            await bridge.storage.aclose()


async def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, whose: tuple[str, ...]) -> None:
    if not await limiter.hit(item, *whose):
        raise await _refused(limiter, item, whose)


async def _refused(limiter: MovingWindowRateLimiter, item: RateLimitItem, whose: tuple[str, ...]) -> RateLimited:
    stats = await limiter.get_window_stats(item, *whose)
    return RateLimited(retry_after=max(1, round(stats.reset_time - time.time() + 0.5)))


@lru_cache(maxsize=256)
def _item(rate: str) -> RateLimitItem:
    return parse(rate)
