"""Watches this machine's clock, where several servers decide by the database's."""

import logging

from kaibo import clock

MOST_MS = 1000
"""How far a machine's clock may be off the database's."""
log = logging.getLogger("kaibo.clock")


class Skew:
    """Logs once that the clock is off, and once that it is right again."""

    def __init__(self) -> None:
        self._is_off = False

    async def look(self) -> None:
        """Compare the clocks. Call it after each reading of the database's clock."""
        skew = clock.skew_ms()
        if (abs(skew) > MOST_MS) == self._is_off:
            return
        self._is_off = not self._is_off
        if self._is_off:
            way = "ahead of" if skew > 0 else "behind"
            log.warning(
                "this machine's clock is %.1f s %s the database's; keep both right by NTP", abs(skew) / 1000, way
            )
        else:
            log.warning("this machine's clock agrees with the database's again")
