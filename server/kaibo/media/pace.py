"""The rate limit of one page's signals. Pure: the caller gives the time."""

from dataclasses import dataclass, field

BYTES = 16 * 1024
"""A signal costs one token, and one more for each block of this size."""


class TooFast(ValueError):
    """The page sends more although the server holds its signals back."""


@dataclass
class Pace:
    """A token bucket for signals."""

    burst: float
    """Signals that may come at once."""
    rate: float
    """Signals for each second after that."""
    late: int
    """Signals in a row that the server holds back before it gives up."""
    _left: float = field(init=False)
    _at: float = field(init=False, default=0.0)
    _held: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._left = self.burst

    def wait(self, size: int, now: float) -> float:
        """Count a signal of `size` bytes at `now` (seconds, monotonic). Return the seconds to hold it back.

        The caller reads nothing meanwhile, so the network slows the page. Raises TooFast.
        """
        self._left = min(self.burst, self._left + max(0.0, now - self._at) * self.rate) - 1 - size // BYTES
        self._at = now
        if self._left >= 0:
            self._held = 0
            return 0.0
        self._held += 1
        if self._held > self.late:
            raise TooFast("too many signals")
        return -self._left / self.rate
