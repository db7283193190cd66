"""The viewer of a new pass. The store keeps a row for each viewer that the server sees watching, for 30 days.

Each newcomer is a viewer of their own, up to limits for one address in an hour and a day. The limits are higher
than the audience of one school or company. Later newcomers of that address share a few viewers. So the server refuses
nobody, and a stranger that throws passes away adds no rows.
"""

import hashlib
import hmac
import secrets

from kaibo.cluster.rates import Rates
from kaibo.errors import RateLimited

PEOPLE = ("6000/hour", "12000/day")
"""The most newcomers of one address who become viewers of their own."""
SHARED = 256
"""How many viewers all later newcomers of that address share."""


async def is_crowd(rates: Rates, address: str) -> bool:
    """Count one more newcomer of this address. Return whether they share a viewer."""
    try:
        for rate in PEOPLE:
            await rates.hit(rate, address, "newcomer")
    except RateLimited:
        return True
    return False


def viewer_of_own() -> str:
    """Return the id of a new viewer."""
    return secrets.token_hex(16)


def shared_viewer(key: bytes, address: str) -> str:
    """Return the id of one of the viewers that the crowd of an address shares. They are always the same few."""
    name = f"{secrets.randbelow(SHARED)} {address}"
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:32]
