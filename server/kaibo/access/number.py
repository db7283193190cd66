"""The integers that name people on the wire. Pure."""

import hashlib
import hmac


def number(name: str) -> int:
    """Return the integer that names a viewer or session on the wire. The same id has the same integer.

    It has 52 bits, so a JavaScript number holds it exactly.
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) >> 12


def nameless(viewer: str) -> int:
    """Return the integer that names a viewer as the author of anonymous questions.

    Only who knows the viewer's id can tell that it is the same person as `number`. The server tells the id to the
    viewer's own browser alone.
    """
    return number(f"nameless {viewer}")


def viewer_of_user(key: bytes, activity_id: int, user: str) -> str:
    """Return the viewer's id of a signed-in user, the same on every device.

    `key` must outlive rotations of the master key, or a banned user would be another viewer after one.
    """
    return hmac.new(key, f"{activity_id} {user}".encode(), hashlib.sha256).hexdigest()[:32]
