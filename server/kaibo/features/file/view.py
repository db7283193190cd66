"""The files' part of the snapshot that a studio page shows."""

from kaibo.files import table
from kaibo.gateway.action import Wire
from kaibo.session.call import SessionCall
from kaibo.session.role import Role


class FilesView(Wire):
    """Which files the show has. A page that has heard of other ones lists them again."""

    revision: str
    """Another text after each file that was announced, came whole, stalled or was deleted."""


class Part(Wire):
    """The files' part of the snapshot."""

    files: FilesView | None
    """None for guests."""


def part(call: SessionCall) -> Part:
    """Read which files the show has now."""
    if call.session.role is not Role.HOST:
        return Part(files=None)
    return Part(files=FilesView(revision=table.revision(call.db, call.activity.id, call.now)))
