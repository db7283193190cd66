"""The roles, and what each may publish. Each call says which roles may make it. Pure."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal


class Role(IntEnum):
    """The vendor's LoginType (docs/wire.md, "Launch links"). Viewers have no session, so they have no role."""

    HOST = 0
    GUEST = 1


RoleName = Literal["host", "guest"]
"""The roles as our own signed calls name them."""
ROLES: dict[RoleName, Role] = {"host": Role.HOST, "guest": Role.GUEST}
NAMES: dict[Role, RoleName] = {role: name for name, role in ROLES.items()}

HOST, GUEST = frozenset({Role.HOST}), frozenset({Role.GUEST})
ANY_ROLE = frozenset(Role)
"""The roles that may make a call: `@action(…, by=HOST)`."""


@dataclass(frozen=True, slots=True)
class Sources:
    """LiveKit's names of what a role may publish in each room. None: the role may not enter the room."""

    stage: tuple[str, ...] | None
    program: tuple[str, ...] | None


SOURCES = {
    Role.HOST: Sources(
        stage=("camera", "microphone", "screen_share", "screen_share_audio"),
        program=("camera", "microphone"),
    ),
    Role.GUEST: Sources(stage=("camera", "microphone"), program=None),
}
