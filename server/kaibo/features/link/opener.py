"""The computer whose launch page made a ticket. There the app enters at once; elsewhere it asks its person."""

import hmac
from hashlib import sha256

from kaibo.features.link.launches import Launch
from kaibo.vault import Vault


def mark(vault: Vault, launch_id: str, computer: str) -> str:
    """Hash the address of the computer that opens a launch; "" where several computers may share the address.

    The server's key and the launch are part of the hash.
    So the store reveals no address, and not that two launches have the same one.
    """
    if not computer:
        return ""
    return hmac.digest(vault.key("launch opener"), f"{launch_id}|{computer}".encode(), sha256).hex()


def is_here(vault: Vault, launch: Launch, computer: str) -> bool:
    """Tell whether the launch page of this computer made the ticket. False for a ticket of a handoff."""
    mine = mark(vault, launch.id, computer)
    return bool(mine) and hmac.compare_digest(launch.opener_hash, mine)
