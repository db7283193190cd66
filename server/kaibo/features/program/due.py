"""The activities that wait for a look of the reconciler."""

import time
from collections.abc import Iterable

from prometheus_client import Histogram


class Due:
    """Keeps each activity once, with the moment since which it waits."""

    def __init__(self, lag_seconds: Histogram) -> None:
        """Take the metric of how long activities waited."""
        self._lag_seconds = lag_seconds
        self._since: dict[int, float] = {}

    def add(self, activities: Iterable[int]) -> None:
        """Note that these activities are due. One that waits already has waited since before."""
        now = time.monotonic()
        for each in activities:
            self._since.setdefault(each, now)

    def take(self) -> list[int]:
        """Return the activities that are due, and forget them."""
        due, self._since = self._since, {}
        now = time.monotonic()
        for since in due.values():
            self._lag_seconds.observe(now - since)
        return list(due)
