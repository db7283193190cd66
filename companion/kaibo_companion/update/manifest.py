"""What a server's signed manifest offers this app: a newer version's installer for this system, or nothing."""

import json
import platform
import re
import sys
from dataclasses import dataclass
from enum import StrEnum

VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")  # as server/kaibo/launch/companion.py
SHA256 = re.compile(r"[0-9a-f]{64}")
LARGEST = 2**30  # bytes of an installer; ours is a tenth of it
SYSTEM = {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform, "")
ENDS = {"linux": ".deb", "windows": ".exe", "macos": ".dmg"}
ARCH = {"amd64": "x86_64", "x64": "x86_64", "arm64": "aarch64"}


class Nothing(StrEnum):
    """Why no update is offered. words.py says each as `update_…`."""

    ASKED_TODAY = "asked_today"
    NO_KEY = "no_key"
    UNREACHABLE = "unreachable"
    UNSIGNED = "unsigned"
    UNREADABLE = "unreadable"
    CURRENT = "current"
    OTHER_SYSTEM = "other_system"


class NoUpdate(Exception):
    def __init__(self, why: Nothing) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Update:
    """A newer version's installer. `file` is a name without a folder, `size` in bytes, `sha256` in hexadecimal."""

    server: str
    version: str
    file: str
    size: int
    sha256: str


def machine() -> str:
    """This machine's kind, as manifests write it."""
    return _arch(platform.machine().lower())


def offered(manifest: bytes, server: str, running: str) -> Update:
    """What a manifest whose signature held has for this machine.

    A version is three numbers, compared as numbers; only one above `running` counts, so that an old manifest, whose
    signature is as true as ever, takes nobody back. Raises NoUpdate.
    """
    try:
        told = json.loads(manifest)
        version = told["Version"]
        if _numbers(version) <= _numbers(running):
            raise NoUpdate(Nothing.CURRENT)
        here = [one for one in told["Files"] if (one["System"], _arch(one["Arch"])) == (SYSTEM, machine())]
        files = [one for one in here if one["File"].endswith(ENDS.get(SYSTEM, "/"))]
        if not files:
            raise NoUpdate(Nothing.OTHER_SYSTEM)
        found = Update(server, version, files[0]["File"], files[0]["Size"], files[0]["Sha256"])
        if not _fits(found):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoUpdate(Nothing.UNREADABLE) from None
    return found


def _arch(name: str) -> str:
    return ARCH.get(name, name)


def _numbers(version: str) -> tuple[int, ...]:
    found = VERSION.fullmatch(version)
    if not found:
        raise ValueError
    return tuple(map(int, found.groups()))


def _fits(one: Update) -> bool:
    sized = type(one.size) is int and 0 < one.size <= LARGEST
    return sized and bool(FILE.fullmatch(one.file) and SHA256.fullmatch(one.sha256))
