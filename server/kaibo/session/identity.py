"""The names of people and rooms in the media engine. Pure.

Everyone in a room, and every viewer, can read these names. So they hold public names, never session ids.
"""

import re
import secrets
from typing import NamedTuple

from kaibo.access.decision import Pass
from kaibo.activity.table import Activity
from kaibo.session.role import Role

STAGE, PROGRAM = "stage", "program"
VIEWER = "viewer-"
MAKER = "maker-"
EPOCH_ENDS = "x"
HEX = re.compile("[0-9a-f]{1,8}")
NUMBER = "(0|[1-9][0-9]{0,17})"
NAME = re.compile(f"kaibo-(?:([a-z2-7]+)-)?{NUMBER}-({STAGE}|{PROGRAM})-{NUMBER}")


class Room(NamedTuple):
    """A room's name, in parts."""

    activity: int
    kind: str
    """`STAGE` or `PROGRAM`."""
    epoch: int
    """The room epoch."""
    installation: str
    """The id of the installation that the room belongs to. "" in the old form, which does not tell."""

    @property
    def name(self) -> str:
        """Return the whole name."""
        whose = f"{self.installation}-" if self.installation else ""
        return f"kaibo-{whose}{self.activity}-{self.kind}-{self.epoch}"

    def may_belong_to(self, installation: str) -> bool:
        """Tell whether the room may be this installation's. One of the old form may be any installation's."""
        return self.installation in {"", installation}


def room(show: Activity, kind: str) -> str:
    """Name a room of an activity. A new room epoch makes every old join token worthless."""
    return Room(show.id, kind, show.room_epoch, show.room_names).name


def read_room(name: str) -> Room | None:
    """Read the parts of a room's name. Return None for a room that is not Kaibo's."""
    parts = NAME.fullmatch(name)
    return Room(int(parts[2]), parts[3], int(parts[4]), parts[1] or "") if parts else None


def host(public: str, seat_epoch: int) -> str:
    """Name the holder of the host seat on the stage."""
    return f"host-{public}-{seat_epoch}"


def guest(public: str) -> str:
    """Name a guest on the stage."""
    return f"guest-{public}"


def assistant(public: str) -> str:
    """Name an assistant on the stage. The participant is hidden."""
    return f"assistant-{public}"


def preview(public: str) -> str:
    """Name the second view of a guest or an assistant in the program. It is hidden, and no viewer."""
    return f"preview-{public}"


def publisher(public: str, seat_epoch: int) -> str:
    """Name the publisher of the program."""
    return f"program-{public}-{seat_epoch}"


def maker(recording: str, run: int) -> str:
    """Name a maker in the program: the process that records it. It is hidden, and no viewer."""
    return f"{MAKER}{recording}-{run}"


def is_maker(name: str) -> bool:
    """Tell whether a participant is a maker. No page of ours gets a token with such a name."""
    return name.startswith(MAKER)


def viewer(viewer_id: str, connection: str) -> str:
    """Name one connection of a viewer. Neither part holds a dash.

    Two tabs share a pass. With one name for both, LiveKit would disconnect the first. The connection also tells the
    epoch of the password that the viewer proved. So the reconciler knows who must prove a new one.
    """
    return f"{VIEWER}{viewer_id}-{connection}"


def connection(epoch: int) -> str:
    """Make a new connection's part of a viewer's name."""
    return f"{epoch:x}{EPOCH_ENDS}{secrets.token_hex(4)}"


def read_pass(name: str) -> Pass:
    """Return what a viewer's name says of their pass."""
    epoch, ends, _ = name.rpartition("-")[2].partition(EPOCH_ENDS)
    return Pass(read_viewer(name), int(epoch, 16) if ends and HEX.fullmatch(epoch) else 0)


def role_of(name: str) -> Role | None:
    """Return the role of a participant who may publish, by the name; None for all others."""
    kind = name.partition("-")[0]
    return {"host": Role.HOST, "program": Role.HOST, "guest": Role.GUEST}.get(kind)


def read_viewer(name: str) -> str:
    """Return the viewer's id; "" for a name that is not a viewer's."""
    parts = name.split("-")
    return parts[1] if name.startswith(VIEWER) and len(parts) == 3 else ""
