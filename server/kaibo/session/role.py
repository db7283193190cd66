"""The roles, and what each may publish. Each call says which roles may make it. Pure."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal


class Role(IntEnum):
    """The vendor's LoginType (docs/wire.md, "Launch links"). Viewers have no session, so they have no role."""

    HOST = 0
    GUEST = 1
    ASSISTANT = 2
    """Ours: the vendor gives no number to its assistants."""


class Entry(IntEnum):
    """Whether a guest who joins the stage waits to be let in."""

    BY_MODE = 0
    """As the activity's mode says."""
    ADMITTED = 1
    """The crew let the guest in once."""
    HELD = 2
    """The crew sent the guest back to the waiting room."""


RoleName = Literal["host", "guest", "assistant"]
"""The roles as our own signed calls name them."""
ROLES: dict[RoleName, Role] = {"host": Role.HOST, "guest": Role.GUEST, "assistant": Role.ASSISTANT}
NAMES: dict[Role, RoleName] = {role: name for name, role in ROLES.items()}

HOST, GUEST, ASSISTANT = frozenset({Role.HOST}), frozenset({Role.GUEST}), frozenset({Role.ASSISTANT})
CREW = HOST | ASSISTANT
"""The people who mind the guests. A host needs the seat for it."""
ANY_ROLE = frozenset(Role)
"""The roles that may make a call: `@action(…, by=HOST)`."""


@dataclass(frozen=True, slots=True)
class Sources:
    """LiveKit's names of what a role may publish in each room. None: nothing."""

    stage: tuple[str, ...] | None
    program: tuple[str, ...] | None
    chooses: bool = False
    """Whether the role may choose who on the stage gets what it sends. A host talks so to one guest alone."""


SOURCES = {
    Role.HOST: Sources(
        stage=("camera", "microphone", "screen_share", "screen_share_audio"),
        program=("camera", "microphone"),
        chooses=True,
    ),
    Role.GUEST: Sources(stage=("camera", "microphone", "screen_share", "screen_share_audio"), program=None),
    Role.ASSISTANT: Sources(stage=None, program=None),
}
SOUND = frozenset({"microphone", "screen_share_audio"})
"""Sources that a muted guest loses. A shared tab's sound could carry a voice too."""


def left_to(sources: tuple[str, ...], *, muted: bool, camera_off: bool) -> tuple[str, ...]:
    """Return the sources that a guest still has when the crew took some."""
    taken = (SOUND if muted else frozenset()) | (frozenset({"camera"}) if camera_off else frozenset())
    return tuple(source for source in sources if source not in taken)
