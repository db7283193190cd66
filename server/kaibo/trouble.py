"""A trouble that lasts, such as a database that is away. The log has one line when it begins, and one when it ends."""

import logging
import time
from threading import Lock


class Trouble:
    """Knows whether a trouble is there. Threads share it."""

    def __init__(self, log: logging.Logger, begun: str, over: str, steady_seconds: float = 0.0) -> None:
        """Take the lines for the log. The reason follows the first one.

        `steady_seconds`: for so long after its last sign the trouble cannot be over.
        """
        self.there = False
        self._log, self._begun, self._over = log, begun, over
        self._steady, self._last = steady_seconds, 0.0
        self._changing = Lock()

    def begins(self, reason: object) -> None:
        """Note that the trouble is there."""
        with self._changing:
            self._last = time.monotonic()
            if not self.there:
                self.there = True
                self._log.warning("%s: %s", self._begun, _first_line(reason))

    def ends(self) -> None:
        """Note that the trouble is over."""
        with self._changing:
            if self.there and time.monotonic() - self._last >= self._steady:
                self.there = False
                self._log.warning("%s", self._over)


def _first_line(reason: object) -> str:
    """Shorten an error of a database. Its further lines hold the statement and the parameters, which may be secrets."""
    return str(reason).strip().partition("\n")[0][:400]
