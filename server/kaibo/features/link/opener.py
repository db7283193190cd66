"""Which computer's launch page made a ticket: on that computer the app enters at once, elsewhere it asks its person."""

import hmac
from hashlib import sha256

from kaibo.features.link.table import Launch
from kaibo.vault import Vault


def mark(vault: Vault, launch_id: str, computer: str) -> str:
    """Hash the computer that opens a launch; "" where the call does not tell one from others.

    The key is the server's, and the launch is part of the text. So the store tells neither an address, nor that two
    launches have the same one.
    """
    if not computer:
        return ""
    return hmac.digest(vault.key("launch opener"), f"{launch_id}|{computer}".encode(), sha256).hex()


def is_here(vault: Vault, launch: Launch, computer: str) -> bool:
    """Whether the computer that asks is the one whose launch page made the ticket. No for a ticket of an app's session,
    which no launch page made."""
    made = mark(vault, launch.id, computer)
    return bool(made) and hmac.compare_digest(launch.opener_hash, made)
