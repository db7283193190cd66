"""The rights of each role of the console, as data. Pure."""

from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple


class Role(StrEnum):
    """A role of the console."""

    OWNER = "owner"
    OPERATOR = "operator"
    VIEWER = "viewer"


class Rights(NamedTuple):
    """The actions that a role may call."""

    writes: bool
    """Whether it may change anything."""
    never: tuple[str, ...] = ()
    """Patterns of the names that it may not call, in which `*` stands for any text."""


OF_OWNERS = ("*AccessKey*", "*Admin*", "GetServerSettings")
"""A person who holds a key or makes admins has all rights. The settings name folders and databases."""
OPENS_A_STUDIO = (
    "GetDownloadLiveClient*",
    "GetWebPushLiveClientAPI",
    "GetTemporaryLoginTokenAPI",
    "GetActivityLinks",
    "GetShowDoors",
    "GetLaunchLink",
    "ListLaunchLinks",
)
"""Reads whose answers hold a launch link. With one, a person goes on air."""
LETS_WATCH = ("GetViewingRestrictionInfo", "GetActivityLoginSecret", "GetSDKTokenAPI")
"""Reads whose answers hold a password, or let anybody watch under any name."""
ALL_OF_A_PERSON = ("ExportPerson",)
"""Reads whose answers hold everything about a person. Only people who answer such a request need them."""
OWN = ("SignOut*", "SetMyPassword", "*MyPasskey*")
"""The writes about the admin who calls. Every role may do them."""
RIGHTS = {
    Role.OWNER: Rights(writes=True),
    Role.OPERATOR: Rights(writes=True, never=OF_OWNERS),
    Role.VIEWER: Rights(writes=False, never=(*OF_OWNERS, *OPENS_A_STUDIO, *LETS_WATCH, *ALL_OF_A_PERSON)),
}


def may(role: Role, action: str, *, writes: bool) -> bool:
    """Tell whether a role may call the action with this name. `writes`: the action changes something."""
    if _fits(OWN, action):
        return True
    rights = RIGHTS[role]
    return not _fits(rights.never, action) and (rights.writes or not writes)


def _fits(patterns: tuple[str, ...], name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
