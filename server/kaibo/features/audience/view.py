"""The audience's part of the snapshot that a studio page shows."""

from kaibo.activity.status import ENDED
from kaibo.features.audience import numbers
from kaibo.gateway.action import Wire
from kaibo.session.call import SessionCall
from kaibo.session.role import Role


class NumbersView(Wire):
    """The numbers of the last time on air."""

    seconds: int
    """How long the show was on air."""
    watched: int
    """How many viewers watched."""
    most: int
    """The most viewers at once."""


class Part(Wire):
    """The audience's part of the snapshot."""

    numbers: NumbersView | None
    """For hosts, while the show is over; else None."""


def part(call: SessionCall) -> Part:
    """Read the numbers for this session's page."""
    over = call.session.role is Role.HOST and call.activity.status in ENDED
    last = numbers.of_last_airing(call.db, call.activity.id) if over else None
    return Part(numbers=NumbersView(**last._asdict()) if last else None)
