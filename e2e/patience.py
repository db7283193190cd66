"""How long tests wait on this machine, measured once at the start of a run."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256

NAME = "TEST_PATIENCE"
"""The environment variable that carries the figure to the processes of the same run."""
WORK = bytes(32 << 20)
QUIET_SECONDS = 0.03
"""One hash of WORK takes so long on a quiet core of 2022."""
ROUNDS = 4
LEAST, MOST = 3.0, 6.0


@cache
def patience() -> float:
    """Return how many times its time a wait may take. A longer wait costs only a test that fails.

    Both measures count: how slow the cores are now, and how many programs have waited for them lately."""
    if NAME not in os.environ:
        queue = os.getloadavg()[0] / (os.cpu_count() or 1)
        os.environ[NAME] = f"{min(MOST, max(LEAST, _slowness() * (1 + queue))):.1f}"
    return float(os.environ[NAME])


def _slowness() -> float:
    """Compare all cores at work with one quiet core of 2022."""
    cores = os.cpu_count() or 1
    began = time.monotonic()
    with ThreadPoolExecutor(cores) as pool:  # hashlib lets go of the interpreter's lock
        list(pool.map(lambda _: sha256(WORK).digest(), range(cores * ROUNDS)))
    return (time.monotonic() - began) / (ROUNDS * QUIET_SECONDS)
