"""How a test waits for what the server does later."""

import time
from collections.abc import Callable

PATIENCE = 30.0
LOOK = 0.1


def until(holds: Callable[[], object], what: str) -> None:
    """Wait until this holds. Fail with `what` after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(LOOK)
