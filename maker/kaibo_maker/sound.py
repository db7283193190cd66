"""Where each piece of sound belongs on the output's clock. Pure: it counts samples and holds none.

A piece belongs to the moment at which it came, not behind the piece before it. Else sound stays late after each stall.
A busy machine hands pieces on late and then many at once. So one late piece proves nothing: the earliest of the last
second counts.
"""

from collections import deque
from typing import NamedTuple

RATE = 48_000
FAR = RATE * 60 // 1000
"""Samples by which sound may be off its place before it jumps."""
NEAR = RATE * 8 // 1000
"""Samples by which it may be off before it is stretched."""
STRETCH = 3
"""Samples that one piece may become longer or shorter. Nobody hears three of 960."""
PIECES = 50
"""Pieces that count, of 20 ms each."""
QUIET = RATE * 200 // 1000
"""Samples without sound after which silence takes their place."""
SPARE = RATE * 100 // 1000
"""Samples that silence leaves for sound that is on its way."""


class Placed(NamedTuple):
    """The place of a piece of sound."""

    silence: int
    """Samples of silence before it."""
    length: int
    """Samples that the piece gets. 0: it is dropped."""


class Sound:
    """The sound of one output."""

    def __init__(self) -> None:
        self.placed = 0
        """Samples that are placed."""
        self._behind: deque[int] = deque(maxlen=PIECES)
        self._gap = True

    def arrive(self, at: float, count: int) -> Placed:
        """Place a piece of `count` samples that ended at `at`, in seconds of the output's clock."""
        behind = int(at * RATE) - count - self.placed
        self._behind.append(behind)
        silence = self._jump(behind)
        if behind < -FAR:
            self._behind.clear()
            return Placed(0, 0)
        length = count + self._stretch(silence)
        self.placed += silence + length
        return Placed(silence, length)

    def fill(self, now: float) -> int:
        """Return the samples of silence that are due at `now`, because no sound came."""
        due = int(now * RATE)
        if due - self.placed <= QUIET:
            return 0
        return self.rest((due - SPARE) / RATE)

    def rest(self, until: float) -> int:
        """Return the samples of silence up to a moment, in seconds of the output's clock."""
        count = max(0, int(until * RATE) - self.placed)
        self.placed += count
        self._gap = True
        self._behind.clear()
        return count

    def _jump(self, behind: int) -> int:
        """Return the silence that brings late sound to its place."""
        if self._gap:
            self._gap = False
            silence = max(0, behind)
        else:
            least = min(self._behind) if len(self._behind) == PIECES else 0
            silence = least if least > FAR else 0
        if silence:
            self._behind.clear()
        return silence

    def _stretch(self, silence: int) -> int:
        """Return by how much the piece becomes longer, or shorter when it is negative."""
        if silence or len(self._behind) < PIECES or abs(least := min(self._behind)) <= NEAR:
            return 0
        return STRETCH if least > 0 else -STRETCH
