"""The answer of a maker to a machine that cannot keep up. Pure: it looks at how much waits for the encoder.

It gives up picture before sound. It first encodes with less care, then every second frame. It goes back after a calm
time.
"""

from typing import NamedTuple

FULL = 1.0
"""Seconds of waiting frames from which new ones are dropped."""
BUSY = 0.5
"""Seconds of waiting frames that ask for a cheaper level."""
CALM = 0.1
"""Seconds of waiting frames that count as none."""
PATIENCE = 3.0
"""Seconds between two changes to a cheaper level."""
FIRST_WAIT, LONGEST_WAIT = 20.0, 320.0
"""Seconds of calm before a dearer level. They double each time that it was too dear."""
TOLD = 20.0
"""Seconds for which a maker tells of a dropped frame. Shorter would make the host's page flicker."""


class Level(NamedTuple):
    quick: bool
    """Whether the encoder takes its quicker preset."""
    every: int
    """Every how many frames one is encoded."""


LEVELS = (Level(False, 1), Level(True, 1), Level(True, 2))


class Overload:
    """The level of one maker. Times are seconds of a monotonic clock."""

    def __init__(self, now: float) -> None:
        self.dropped = 0
        """Frames that a full queue refused."""
        self._dropped_at = -TOLD
        self._level = 0
        self._changed = now
        self._calm = now
        self._dearer = -LONGEST_WAIT
        self._wait = FIRST_WAIT

    @property
    def level(self) -> Level:
        return LEVELS[self._level]

    def loses(self, now: float) -> bool:
        """Tell whether pictures are missing: every second one is left out, or the queue just refused one."""
        return self.level.every > 1 or now - self._dropped_at < TOLD

    def takes(self, number: int, waiting: float, now: float) -> bool:
        """Decide whether to encode this frame. `waiting`: seconds of frames that wait for the encoder."""
        self._look(waiting, now)
        if waiting >= FULL:
            self.dropped += 1
            self._dropped_at = now
            return False
        return number % self.level.every == 0

    def _look(self, waiting: float, now: float) -> None:
        if waiting > CALM:
            self._calm = now
        if waiting >= BUSY and now - self._changed >= PATIENCE and self._level < len(LEVELS) - 1:
            too_dear = now - self._dearer < self._wait
            self._wait = min(2 * self._wait, LONGEST_WAIT) if too_dear else FIRST_WAIT
            self._level, self._changed = self._level + 1, now
        elif self._level and now - max(self._calm, self._changed) >= self._wait:
            self._level, self._changed, self._dearer = self._level - 1, now, now
