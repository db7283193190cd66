"""How fast one page may signal. Pure: the caller gives the time."""

from dataclasses import dataclass, field

BYTES = 16 * 1024
"""A signal costs one, and one more for each of these."""


class TooFast(ValueError):
    """The page goes on although its signals are held back."""


@dataclass
class Pace:
    """A token bucket: `burst` signals at once, then `rate` a second. `late` signals in a row may be held back."""

    burst: float
    rate: float
    late: int
    _left: float = field(init=False)
    _at: float = field(init=False, default=0.0)
    _held: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._left = self.burst

    def wait(self, size: int, now: float) -> float:
        """Count a signal of `size` bytes at `now` (s, monotonic); return for how many seconds it is held back.

        The caller reads nothing meanwhile, so the network slows the page. Raises TooFast."""
        self._left = min(self.burst, self._left + max(0.0, now - self._at) * self.rate) - 1 - size // BYTES
        self._at = now
        if self._left >= 0:
            self._held = 0
            return 0.0
        self._held += 1
        if self._held > self.late:
            raise TooFast("too many signals")
        return -self._left / self.rate
