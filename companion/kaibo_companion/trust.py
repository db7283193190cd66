"""Which servers the app may open: those the person agreed to, and those of the company's policy file."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from kaibo_companion.files import write_json
from kaibo_companion.origin import BadLink, origin

# Only administrators may write there. In Windows' ProgramData every user may create a folder, and so trust for others.
FOLDERS = {"win32": os.environ.get("PROGRAMFILES", "C:/Program Files"), "darwin": "/Library/Application Support"}
POLICY_FILE = Path(FOLDERS.get(sys.platform, "/etc"), "kaibo-companion", "policy.json")


class BadPolicy(ValueError):
    """The policy file cannot be read. Then the app trusts no server, because the company meant to lock it down."""


@dataclass(frozen=True)
class CompanyPolicy:
    """The content of the company's policy file."""

    servers: frozenset[str] = frozenset()
    """Origins that the company trusts."""
    only: bool = False
    """Whether the person may not trust other servers."""
    broken: str = ""
    """Why the file could not be read; "" when it could."""


@dataclass(frozen=True)
class Trust:
    """The trusted servers. `file` holds those the person agreed to."""

    file: Path
    policy: CompanyPolicy

    def knows(self, server: str) -> bool:
        """Return whether the app opens this server without a question."""
        return server in self.policy.servers or (not self.policy.only and server in self.by_person())

    def may_ask(self, server: str) -> bool:
        """Return whether the app may ask the person about this server."""
        return not self.policy.only or server in self.policy.servers

    def all(self) -> list[str]:
        """Return the trusted servers: the person's, newest first, then the company's."""
        by_person = [] if self.policy.only else reversed(self.by_person())
        return [*(server for server in by_person if server not in self.policy.servers), *sorted(self.policy.servers)]

    def by_person(self) -> list[str]:
        """Return the origins the person agreed to, oldest first. A broken file counts as empty: the app asks again."""
        try:
            stored = json.loads(self.file.read_text("utf-8"))
            return [origin(server) for server in stored] if isinstance(stored, list) else []
        except (OSError, ValueError, AttributeError):
            return []

    def remember(self, server: str) -> None:
        """Add a server to the person's. Raises OSError."""
        write_json(self.file, [*(known for known in self.by_person() if known != server), server])

    def forget(self, server: str) -> None:
        """Remove a server from the person's. Raises OSError."""
        write_json(self.file, [known for known in self.by_person() if known != server])


def company_policy() -> CompanyPolicy:
    """Return the company's policy. A broken one trusts no server: the company meant to lock the app down."""
    try:
        return read_company_policy()
    except BadPolicy as error:
        return CompanyPolicy(only=True, broken=str(error))


def read_company_policy(file: Path = POLICY_FILE) -> CompanyPolicy:
    """Read the policy file: `{"Servers": ["https://live.example.com"], "OnlyThese": true}`.

    Without a file the person may agree to any server. Raises BadPolicy.
    """
    try:
        stored = json.loads(file.read_text("utf-8-sig"))  # editors on Windows start a file with a byte-order mark
    except FileNotFoundError:
        return CompanyPolicy()
    except (OSError, ValueError) as error:
        raise BadPolicy(f"{file}: {error}") from None
    try:
        servers, only = stored.pop("Servers"), stored.pop("OnlyThese", False)
        if stored or not isinstance(servers, list) or not isinstance(only, bool):
            raise ValueError
        return CompanyPolicy(frozenset(map(origin, servers)), only)
    except (KeyError, AttributeError, TypeError, BadLink, ValueError):
        raise BadPolicy(f'{file}: wanted {{"Servers":["https://…"],"OnlyThese":true}}') from None
