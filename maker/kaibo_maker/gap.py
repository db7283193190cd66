"""The gap that the run before left, as its files tell. A run that was killed leaves the seconds until the next one.

The next run fills them with the cover, so a recording is as long as its airing.
"""

from kaibo_maker import index
from kaibo_maker.order import Order

LEAST = 0.7
"""Seconds that are no gap yet: a run writes a part each half second."""
WANTED = ("stopped", "disk")
"""The ends of a run after which nobody wanted a recording, or none had room."""


def before(order: Order, now: float, longest: float) -> float:
    """Return the seconds from the end of the run before until `now` (unix seconds).

    0: there is none, it ended as wanted, its last segments passed, or it is longer ago than `longest`.
    """
    runs = [run for run in index.runs(order.folder) if run.number < order.run and run.parts]
    if not runs or runs[-1].end in WANTED or runs[-1].parts[-1].passing:
        return 0.0
    ends = [part.at / 1000 + part.seconds for run in index.kept(runs) for part in run.parts]
    gap = now - max(ends, default=0.0)
    return gap if LEAST <= gap <= longest else 0.0
