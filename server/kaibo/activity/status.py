"""What a show's status turns into. Pure: what LiveKit shows and how long are arguments."""

from enum import IntEnum
from typing import NamedTuple


class Status(IntEnum):
    """The vendor's numbers (docs/wire.md, "Status")."""

    LIVE = 1
    PREVIEW = 2
    REPLAY = 3
    OVER = 4


class Step(NamedTuple):
    status: Status
    wanted: bool


def is_over(auto_end: bool, end_time: int, began: int, now: int) -> bool:
    """Whether a planned end ends the show: one that went on air before it. All in unix ms. A host who goes live again
    after the planned end means it."""
    return auto_end and began < end_time <= now


def step(status: Status, wanted: bool, publishing: bool, absent_ms: int, grace_ms: int) -> Step:
    """The next status, and whether the host's wish to be on air still stands.

    `publishing` is whether the program's named publisher is in LiveKit with a track; `absent_ms` how long
    it has not been. A show that is wanted and publishing is live; one that is not wanted is over; a
    publisher who stays away for the grace period takes the wish along.
    """
    if not wanted:
        return Step(Status.OVER if status is Status.LIVE else status, False)
    if publishing:
        return Step(Status.LIVE, True)
    if absent_ms < grace_ms:
        return Step(status, True)
    return Step(Status.OVER if status is Status.LIVE else status, False)
