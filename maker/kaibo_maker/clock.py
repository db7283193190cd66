"""The clock of the output: frame n belongs to `begun` + n/fps. Pure.

The encoder gets a frame for each moment, with or without a host. So files and players never notice that one is gone.
"""

FRESH = 1.2
"""Seconds for which the newest frame stands for the program. Then the cover comes."""
LONGEST_STALL = 2.0
"""Seconds that the clock makes up for, frame by frame. A longer time is a gap."""
LONGEST_GAP = 120.0
"""Seconds of a gap that the cover fills. The clock skips a longer one."""


class Clock:
    """Counts frames. All times are seconds of a monotonic clock."""

    def __init__(self, fps: int, begun: float) -> None:
        self.fps = fps
        self.begun = begun
        """The moment of the first frame. It moves on by a gap that was skipped."""
        self.next = 0
        """The number of the next frame."""

    def gap(self, now: float, least: float = LONGEST_STALL) -> range:
        """Return the frames of a time in which nobody made any, and count them as done.

        A time of at most `least` seconds is no gap.
        """
        behind = now - self.begun - self.next / self.fps
        if behind > LONGEST_GAP:
            self.begun += behind
        if not least < behind <= LONGEST_GAP:
            return range(0)
        first, self.next = self.next, self.next + int(behind * self.fps)
        return range(first, self.next)

    def due(self, now: float) -> range:
        """Return the frames whose moment has come, and count them as done."""
        first, self.next = self.next, max(self.next, int((now - self.begun) * self.fps + 1e-6) + 1)
        return range(first, self.next)

    def wait(self, now: float) -> float:
        """Return the seconds until the next frame, at least 0."""
        return max(0.0, self.begun + self.next / self.fps - now)


def fresh(came: float | None, now: float) -> bool:
    """Tell whether a frame that came at `came` still stands for the program."""
    return came is not None and now - came < FRESH
