"""How people and rooms are called in the media engine. Pure. Whoever is in a room, and every viewer, reads these names:
sessions stand in them by their public names, never by their ids."""

from typing import NamedTuple

STAGE, PROGRAM = "stage", "program"
PREFIX = "kaibo-"
VIEWER = "viewer-"


class Room(NamedTuple):
    activity: int
    kind: str
    epoch: int


def room(activity_id: int, kind: str, room_epoch: int) -> str:
    """A new room epoch makes every old token worthless."""
    return f"{PREFIX}{activity_id}-{kind}-{room_epoch}"


def read_room(name: str) -> Room | None:
    """None for a room that is not one of ours."""
    parts = name.removeprefix(PREFIX).split("-")
    if not name.startswith(PREFIX) or len(parts) != 3 or parts[1] not in (STAGE, PROGRAM):
        return None
    if not (parts[0].isdecimal() and parts[2].isdecimal()):
        return None
    return Room(int(parts[0]), parts[1], int(parts[2]))


def host(public: str, seat_epoch: int) -> str:
    """The holder of the seat, on the stage."""
    return f"host-{public}-{seat_epoch}"


def guest(public: str) -> str:
    return f"guest-{public}"


def publisher(public: str, seat_epoch: int) -> str:
    """Who publishes the program."""
    return f"program-{public}-{seat_epoch}"


def viewer(viewer_id: str, connection: str) -> str:
    """One connection of a viewer: two tabs share a pass, and must not put each other out. Neither part holds
    a dash."""
    return f"{VIEWER}{viewer_id}-{connection}"


def read_viewer(name: str) -> str:
    """The viewer's id, "" for somebody else."""
    parts = name.split("-")
    return parts[1] if name.startswith(VIEWER) and len(parts) == 3 else ""
