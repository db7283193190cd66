"""The roles and what each may publish. Which calls a role may make stands at each call. Pure."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """The vendor's LoginType (docs/wire.md, "Launch links"). Viewers have no session and so no role here."""

    HOST = 0
    GUEST = 1


HOST, GUEST = frozenset({Role.HOST}), frozenset({Role.GUEST})
ANY_ROLE = frozenset(Role)
"""Who may make a call: `@action(…, by=HOST)`."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a role may publish in the stage and in the program (LiveKit's names). None: it is not let in."""

    stage: tuple[str, ...] | None
    program: tuple[str, ...] | None


SOURCES = {
    Role.HOST: Sources(
        stage=("camera", "microphone", "screen_share", "screen_share_audio"),
        program=("camera", "microphone"),
    ),
    Role.GUEST: Sources(stage=("camera", "microphone"), program=None),
}
