"""The program's part of the snapshots of the studio and of the watch page."""

from kaibo.activity.picture import program_size
from kaibo.activity.status import Status
from kaibo.gateway.action import Wire
from kaibo.session import allowed_rooms
from kaibo.session.call import SessionCall
from kaibo.session.viewer import Reading


class ProgramView(Wire):
    """The size and rate of the program."""

    width: int
    height: int
    fps: int


class Part(Wire):
    """The program's part of a session's snapshot."""

    viewers: int
    """How many viewers watch."""
    program: ProgramView
    media: bool
    """Whether the media engine answers."""


class WatchPart(Wire):
    """The program's part of a viewer's snapshot."""

    name: str
    status: int
    starting: bool
    """The host went live, and the picture is not there yet. Pages connect."""
    away: bool
    """The show is live, and the host is absent."""
    live_time: int
    """The planned start, in unix seconds. Without a plan it is when the show was made."""
    planned: bool
    """A person planned the start."""
    end_time: int
    """The planned end, in unix seconds. 0: not planned."""
    cover_image: str
    publisher: str
    """The one identity whose picture and sound are the program."""
    viewers: int
    """How many viewers watch."""
    waiting: int
    """How many pages wait for the show. 0 while it is on air."""


def part(call: SessionCall) -> Part:
    """Read the program's state for a session's page."""
    width, height = program_size(call.db, call.activity.id, call.limits)
    return Part(
        viewers=call.observed.of(call.db, call.activity.id).viewers,
        program=ProgramView(width=width, height=height, fps=call.limits.program[2]),
        media=call.observed.up,
    )


def watch_part(reading: Reading) -> WatchPart:
    """Read the program's state for viewers' pages."""
    show = reading.activity
    status = Status.PREVIEW if show.status == Status.LIVE and show.lock_preview else show.status
    return WatchPart(
        name=show.name,
        status=status,
        starting=show.starting,
        away=show.shown and not reading.room.publishing,
        live_time=show.live_time // 1000,
        planned=show.planned,
        end_time=show.end_time // 1000,
        cover_image=show.cover_image,
        publisher="" if show.lock_preview else allowed_rooms.publisher(reading.db, show, reading.now),
        viewers=reading.room.viewers,
        waiting=reading.waiting,
    )
