"""Which servers the app may open: those that the person said yes to, and those of the company's policy file."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from kaibo_companion.deep_link import BadLink, origin

POLICY = Path("/etc/kaibo-companion/policy.json")


class BadPolicy(ValueError):
    """The policy file cannot be read. The app then trusts nobody: a company that locks it down meant to."""


@dataclass(frozen=True)
class Policy:
    """`only`: no person may add a server to `servers`, which are origins."""

    servers: frozenset[str] = frozenset()
    only: bool = False


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

    def said(self) -> list[str]:
        """Origins that the person trusts, oldest first. A file that is no list of them is as good as empty: it asks."""
        try:
            found = json.loads(self.file.read_text())
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
        found = json.loads(file.read_text())
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


def keep(file: Path, value: object) -> None:
    """Write JSON so that a crash leaves the old file or the new."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as written:
        json.dump(value, written, ensure_ascii=False)
        written.flush()
        os.fsync(written.fileno())
    os.replace(new, file)
