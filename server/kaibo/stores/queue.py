"""The calls that wait for a thread of the store, and those that a thread works on."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Lock
from typing import TypeVar

from kaibo.store import Queued

T = TypeVar("T")


class Queue:
    """Counts calls. All threads may use it at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._all = 0
        self._held = 0

    def now(self) -> Queued:
        """Return the numbers of this moment."""
        with self._lock:
            return Queued(max(0, self._all - self._held), self._held)

    def submit(self, threads: Executor, calls: int, work: Callable[[], T]) -> "Future[T]":
        """Give work to a thread, and count it as so many calls until it ends or is cancelled."""

        def held() -> T:
            self._add(held=calls)
            try:
                return work()
            finally:
                self._add(held=-calls)

        self._add(all=calls)
        future = threads.submit(held)
        future.add_done_callback(lambda _: self._add(all=-calls))
        return future

    def _add(self, all: int = 0, held: int = 0) -> None:
        with self._lock:
            self._all += all
            self._held += held
