"""Nudges about the number of viewers, few enough for a crowd.

A nudge wakes every page of a show. When a crowd comes, the number changes with each viewer. With a nudge for each
of those, the server would work by the square of the crowd.
"""

import asyncio
from collections.abc import Callable

APART = 1.0
"""Seconds between two nudges about one activity's viewers."""


class CountNudges:
    """Nudges at once, and then at most once in `APART` seconds. The last change always gets its nudge."""

    def __init__(self, nudge: Callable[[int], None]) -> None:
        self._nudge = nudge
        self._lately: dict[int, bool] = {}
        """The activities that were nudged within `APART` seconds, and whether their viewers changed since."""

    def changed(self, activity_id: int) -> None:
        """Note that the viewers of an activity changed. Call from the event loop only."""
        if activity_id in self._lately:
            self._lately[activity_id] = True
            return
        self._lately[activity_id] = False
        asyncio.get_running_loop().call_later(APART, self._over, activity_id)
        self._nudge(activity_id)

    def _over(self, activity_id: int) -> None:
        if self._lately.pop(activity_id):
            self.changed(activity_id)
