"""How much longer LiveKit's client holds the sound back than the picture. Pure.

Its buffer for sound grows when packets come unsteadily. Its picture hardly waits. The client counts the seconds that
all samples or frames waited, and how many they were. W3C's "Identifiers for WebRTC's Statistics API" names the counts:
jitterBufferDelay and jitterBufferEmittedCount.
"""

FIRST = 0.05
"""Seconds that a new client is taken to hold back."""
STEP = 0.02
"""Seconds by which one look changes the value. A sudden change would cost sound."""
MOST = 0.5


class Skew:
    """The skew of one publisher."""

    def __init__(self) -> None:
        self.seconds = FIRST
        self._before: dict[str, tuple[float, int]] = {}
        self._means: dict[bool, float] = {}

    def look(self, track: str, sound: bool, waited: float, count: int) -> None:
        """Take the counts of one track: the seconds that its samples or frames waited, and their number."""
        before = self._before.get(track, (0.0, 0))
        self._before[track] = (waited, count)
        if count > before[1]:
            self._means[sound] = (waited - before[0]) / (count - before[1])
        if True in self._means:
            measured = self._means[True] - self._means.get(False, 0.0)
            step = min(max(measured - self.seconds, -STEP), STEP)
            self.seconds = min(max(self.seconds + step, 0.0), MOST)
