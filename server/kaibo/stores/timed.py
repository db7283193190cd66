"""A store whose transactions are timed."""

import time
from collections.abc import Callable
from typing import TypeVar

from kaibo.errors import StoreAway
from kaibo.metrics import Metrics
from kaibo.store import Queued, Store, Work

T = TypeVar("T")


class TimedStore:
    """Passes work on to a store. Counts how long it took, and notes whether the database answered."""

    def __init__(self, store: Store, metrics: Metrics) -> None:
        self.full = store.full
        self.on_retry: Callable[[], None] = metrics.store_retries.inc
        store.on_retry = self.on_retry
        self._store = store
        self._seconds = metrics.store_seconds
        self._up = metrics.store_up
        self._up.set(1)

    def start(self) -> None:
        """Open the store."""
        self._store.start()

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    def queue(self) -> Queued:
        """Count the calls that are not done."""
        return self._store.queue()

    async def read(self, work: Work[T]) -> T:
        """Run a short read."""
        begun = time.perf_counter()
        try:
            return await self._store.read(work)
        except StoreAway:
            self._up.set(0)
            raise
        finally:
            self._seconds["read"].observe(time.perf_counter() - begun)

    async def scan(self, work: Work[T]) -> T:
        """Run a read that may take long."""
        begun = time.perf_counter()
        try:
            return await self._store.scan(work)
        finally:
            self._seconds["scan"].observe(time.perf_counter() - begun)

    async def write(self, work: Work[T]) -> T:
        """Run a write."""
        begun = time.perf_counter()
        try:
            return await self._store.write(work)
        except StoreAway:
            self._up.set(0)
            raise
        finally:
            self._seconds["write"].observe(time.perf_counter() - begun)
