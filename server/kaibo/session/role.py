"""What each role may do: one table, so that no right hides in a condition. Pure."""

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """The vendor's LoginType (spec: actions §1). Viewers have no session and so no role here."""

    HOST = 0
    GUEST = 1


@dataclass(frozen=True, slots=True)
class Rights:
    """`calls` at the session's door; `stage`, `program`: what may be published there (None: not let in)."""

    calls: frozenset[str]
    stage: tuple[str, ...] | None
    program: tuple[str, ...] | None


EVERYBODY = frozenset({"EnterSession", "GetSession", "ConnectStage", "ResumeTicket", "ContinueInBrowser"})
HOST = {
    "TakeOver",
    "RefuseTakeOver",
    "HandOver",
    "GoLive",
    "EndLive",
    "ConnectProgram",
    "SetGuestOnAir",
    "RemoveGuest",
    "RestoreGuest",
    "RenewLink",
    "GrantLink",
    "DeclineLink",
}
GUEST = {"JoinStage", "LeaveStage"}

RIGHTS = {
    Role.HOST: Rights(
        calls=EVERYBODY | HOST,
        stage=("camera", "microphone", "screen_share", "screen_share_audio"),
        program=("camera", "microphone"),
    ),
    Role.GUEST: Rights(calls=EVERYBODY | GUEST, stage=("camera", "microphone"), program=None),
}
