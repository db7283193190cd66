"""Read a server's manifest: does it offer a newer version for this system?"""

import json
import platform
import re
import sys
from dataclasses import dataclass
from enum import StrEnum

VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")  # the server's rule for the file names that it offers
SHA256 = re.compile(r"[0-9a-f]{64}")
LARGEST = 2**30  # bytes of an installer; ours has a tenth of it
SYSTEM = {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform, "")
ENDS = {"linux": ".deb", "windows": ".exe", "macos": ".dmg"}
ARCH = {"amd64": "x86_64", "x64": "x86_64", "arm64": "aarch64"}


class Reason(StrEnum):
    """Why no update is offered. The text of each in words.py is `update_…`."""

    ASKED_TODAY = "asked_today"
    NO_KEY = "no_key"
    UNREACHABLE = "unreachable"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"
    CURRENT = "current"
    OTHER_SYSTEM = "other_system"


class NoUpdate(Exception):
    """The manifest offers nothing for this app."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Update:
    """The installer of a newer version."""

    server: str
    version: str
    file: str
    """A name without a folder."""
    size: int
    """In bytes."""
    sha256: str
    """In hexadecimal."""


def machine() -> str:
    """Return this machine's architecture, as manifests write it."""
    return _arch(platform.machine().lower())


def find_update(manifest: bytes, server: str, running: str) -> Update:
    """Return the update that a manifest offers this machine. The caller has checked its signature.

    A version is three numbers, compared as numbers. Only one above `running` counts. An old manifest has a valid
    signature too, and must not bring an old version back. Raises NoUpdate.
    """
    try:
        content = json.loads(manifest)
        version = content["Version"]
        if _numbers(version) <= _numbers(running):
            raise NoUpdate(Reason.CURRENT)
        here = [it for it in content["Files"] if (it["System"], _arch(it["Arch"])) == (SYSTEM, machine())]
        files = [it for it in here if it["File"].endswith(ENDS.get(SYSTEM, "/"))]
        if not files:
            raise NoUpdate(Reason.OTHER_SYSTEM)
        update = Update(server, version, files[0]["File"], files[0]["Size"], files[0]["Sha256"])
        if not _is_valid(update):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoUpdate(Reason.UNREADABLE) from None
    return update


def _arch(name: str) -> str:
    return ARCH.get(name, name)


def _numbers(version: str) -> tuple[int, ...]:
    match = VERSION.fullmatch(version)
    if not match:
        raise ValueError
    return tuple(map(int, match.groups()))


def _is_valid(update: Update) -> bool:
    size_is_valid = type(update.size) is int and 0 < update.size <= LARGEST
    return size_is_valid and bool(FILE.fullmatch(update.file) and SHA256.fullmatch(update.sha256))
