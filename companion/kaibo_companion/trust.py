"""Which servers the app may open: those that the person said yes to, and those of the company's policy file."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from kaibo_companion.deep_link import BadLink, origin
from kaibo_companion.kept import keep

# Where administrators alone may write: in Windows' ProgramData anybody may make a folder, and so trust for others.
PLACES = {"win32": os.environ.get("PROGRAMFILES", "C:/Program Files"), "darwin": "/Library/Application Support"}
POLICY = Path(PLACES.get(sys.platform, "/etc"), "kaibo-companion", "policy.json")


class BadPolicy(ValueError):
    """The policy file cannot be read. The app then trusts nobody: a company that locks it down meant to."""


@dataclass(frozen=True)
class Policy:
    """`only`: no person may add a server to `servers`, which are origins. `broken`: why it could not be read."""

    servers: frozenset[str] = frozenset()
    only: bool = False
    broken: str = ""


@dataclass(frozen=True)
class Trust:
    """`file` holds what this person said yes to."""

    file: Path
    policy: Policy

    def knows(self, server: str) -> bool:
        return server in self.policy.servers or (not self.policy.only and server in self.said())

    def may_ask(self, server: str) -> bool:
        """Whether the person may be asked about a server at all."""
        return not self.policy.only or server in self.policy.servers

    def all(self) -> list[str]:
        """Those that open without a question, the person's newest first."""
        mine = [] if self.policy.only else [one for one in reversed(self.said()) if one not in self.policy.servers]
        return [*mine, *sorted(self.policy.servers)]

    def said(self) -> list[str]:
        """Origins that the person trusts, oldest first. A file that is no list of them is as good as empty: it asks."""
        try:
            found = json.loads(self.file.read_text("utf-8"))
            return [origin(one) for one in found] if isinstance(found, list) else []
        except (OSError, ValueError, AttributeError):
            return []

    def remember(self, server: str) -> None:
        """All of it or nothing, and for this person's eyes only."""
        keep(self.file, [*(one for one in self.said() if one != server), server])

    def forget(self, server: str) -> None:
        keep(self.file, [one for one in self.said() if one != server])


def policy(file: Path = POLICY) -> Policy:
    """The company's: `{"Servers": ["https://live.example.com"], "OnlyThese": true}`. Without a file anybody may be
    asked about. Raises BadPolicy."""
    try:
        found = json.loads(file.read_text("utf-8-sig"))  # Windows' editors begin a file with a mark
    except FileNotFoundError:
        return Policy()
    except (OSError, ValueError) as error:
        raise BadPolicy(f"{file}: {error}") from None
    try:
        servers, only = found.pop("Servers"), found.pop("OnlyThese", False)
        if found or not isinstance(servers, list) or not isinstance(only, bool):
            raise ValueError
        return Policy(frozenset(map(origin, servers)), only)
    except (KeyError, AttributeError, TypeError, BadLink, ValueError):
        raise BadPolicy(f'{file}: wanted {{"Servers": ["https://…"], "OnlyThese": true}}') from None
