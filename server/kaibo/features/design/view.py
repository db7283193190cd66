"""The design's part of the snapshot that a studio page shows."""

from kaibo.features.design import table
from kaibo.gateway.action import Wire
from kaibo.session.call import SessionCall
from kaibo.session.role import Role


class DesignView(Wire):
    """Which design the store has. A page that has another one reads it again."""

    revision: int
    """0: no call wrote a design yet."""


class Part(Wire):
    """The design's part of the snapshot."""

    design: DesignView | None
    """None for guests."""


def part(call: SessionCall) -> Part:
    """Read which design the show has now."""
    if call.session.role is not Role.HOST:
        return Part(design=None)
    return Part(design=DesignView(revision=table.revision(call.db, call.activity.id)))
