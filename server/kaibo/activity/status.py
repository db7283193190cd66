"""The next status of a show. Pure: LiveKit's state and the times are arguments."""

from enum import IntEnum
from typing import NamedTuple


class Status(IntEnum):
    """The vendor's numbers (docs/wire.md, "Status")."""

    LIVE = 1
    PREVIEW = 2
    REPLAY = 3
    OVER = 4


ENDED = (Status.REPLAY, Status.OVER)
"""The statuses of a show that is over, with a replay or without one."""


class Step(NamedTuple):
    status: Status
    live_requested: bool
    """The host still requests to be live."""


def is_over(auto_end: bool, end_time: int, began: int, now: int) -> bool:
    """Tell whether the planned end ends the show. All times are in unix ms.

    It ends only a show that `began` before it. A host who goes live after the planned end does so on purpose.
    """
    return auto_end and began < end_time <= now


def step(status: Status, live_requested: bool, publishing: bool, absent_ms: int, grace_ms: int) -> Step:
    """Compute the next status, and whether the host still requests to be live.

    `live_requested`: the host requests to be live. `publishing`: the program's publisher is in LiveKit with a track.
    `absent_ms` is how long it has been absent. A show that is requested live and published is live. A live show
    without the request is over. A publisher that stays away for the grace period ends the host's request.
    """
    if not live_requested:
        return Step(Status.OVER if status is Status.LIVE else status, False)
    if publishing:
        return Step(Status.LIVE, True)
    if absent_ms < grace_ms:
        return Step(status, True)
    return Step(Status.OVER if status is Status.LIVE else status, False)
