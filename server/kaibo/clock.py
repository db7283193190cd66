"""The server's clock."""

import time


def now_ms() -> int:
    """Return the present moment in unix milliseconds, UTC."""
    return time.time_ns() // 1_000_000
