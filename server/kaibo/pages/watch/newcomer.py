"""For whom a new pass is. A pass is a row of the store as soon as its viewer is seen watching, for 30 days.

Each newcomer is somebody of their own, until one address has brought more in an hour, or a day, than watch from one
school or company. From then on its newcomers share a few viewers: nobody is refused, and a stranger that throws passes
away adds no rows.
"""

import hashlib
import hmac
import secrets

from kaibo.cluster.rates import Rates
from kaibo.errors import RateLimited

PEOPLE = ("6000/hour", "12000/day")
"""Newcomers of one address who are viewers of their own."""
SHARED = 256
"""Viewers that all later newcomers of that address are."""


async def is_crowd(rates: Rates, address: str) -> bool:
    """Count one more newcomer of this address, and say whether they share a viewer."""
    try:
        for rate in PEOPLE:
            await rates.hit(rate, address, "newcomer")
    except RateLimited:
        return True
    return False


def viewer_of_own() -> str:
    """Give the id of a new viewer."""
    return secrets.token_hex(16)


def shared_viewer(key: bytes, address: str) -> str:
    """Give the id of one of the viewers that the crowd of an address shares: the same few for ever."""
    name = f"{secrets.randbelow(SHARED)} {address}"
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:32]
