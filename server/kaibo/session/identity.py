"""The names of people and rooms in the media engine. Pure.

Everyone in a room, and every viewer, can read these names. So they hold public names, never session ids.
"""

from typing import NamedTuple

STAGE, PROGRAM = "stage", "program"
PREFIX = "kaibo-"
VIEWER = "viewer-"


class Room(NamedTuple):
    """A room's name, in parts."""

    activity: int
    kind: str
    """`STAGE` or `PROGRAM`."""
    epoch: int
    """The room epoch."""


def room(activity_id: int, kind: str, room_epoch: int) -> str:
    """Name a room. A new room epoch makes every old join token worthless."""
    return f"{PREFIX}{activity_id}-{kind}-{room_epoch}"


def read_room(name: str) -> Room | None:
    """Read the parts of a room's name. Return None for a room that is not ours."""
    parts = name.removeprefix(PREFIX).split("-")
    if not name.startswith(PREFIX) or len(parts) != 3 or parts[1] not in (STAGE, PROGRAM):
        return None
    if not (parts[0].isdecimal() and parts[2].isdecimal()):
        return None
    return Room(int(parts[0]), parts[1], int(parts[2]))


def host(public: str, seat_epoch: int) -> str:
    """Name the holder of the host seat on the stage."""
    return f"host-{public}-{seat_epoch}"


def guest(public: str) -> str:
    """Name a guest on the stage."""
    return f"guest-{public}"


def publisher(public: str, seat_epoch: int) -> str:
    """Name the publisher of the program."""
    return f"program-{public}-{seat_epoch}"


def viewer(viewer_id: str, connection: str) -> str:
    """Name one connection of a viewer. Neither part holds a dash.

    Two tabs share a pass. With one name for both, LiveKit would disconnect the first.
    """
    return f"{VIEWER}{viewer_id}-{connection}"


def read_viewer(name: str) -> str:
    """Return the viewer's id; "" for a name that is not a viewer's."""
    parts = name.split("-")
    return parts[1] if name.startswith(VIEWER) and len(parts) == 3 else ""
