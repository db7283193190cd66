"""Make what an admin of the console needs: an account, a sign-in link, an authenticator."""

import json
import subprocess
from typing import Any

from playwright.sync_api import Page

from e2e.kaibo import COMMAND, Kaibo


def new_account(server: Kaibo) -> dict[str, Any]:
    """Make an account without shows. Return what `kaibo key create` says: Account, AccessKeyId, SecretAccessKey."""
    made: dict[str, Any] = json.loads(_kaibo(server, "key", "create"))
    return made


def owner_link(server: Kaibo, account: str) -> str:
    """Make a sign-in link for the first owner of an account."""
    return _kaibo(server, "admin", "link", "--new", "owner", "--account", account).strip()


def add_authenticator(page: Page) -> None:
    """Give the browser an authenticator inside, which a person unlocks at once."""
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _kaibo(server: Kaibo, *arguments: str) -> str:
    command = [str(COMMAND), *arguments, "--data", str(server.folder), "--port", str(server.port)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=server.folder.parent).stdout
