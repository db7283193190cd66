"""A call of a viewer's page. A viewer has no session: a signed pass says which viewer a browser is."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

import jwt
from sqlalchemy import Connection

from kaibo.activity.table import Activity
from kaibo.call import Call, Limits
from kaibo.cluster.observed import Observed, RoomState
from kaibo.cluster.tally import Tally
from kaibo.media.token import Grant

COOKIE = "kaibo_pass"
SECONDS = 12 * 3600
"""How long a pass is good."""
HS256 = "HS256"


@dataclass(frozen=True, kw_only=True)
class WatchCall(Call):
    """One call of a viewer's page."""

    activity: Activity
    viewer: str
    """The viewer's id in the page's pass; "" without a good pass."""
    newcomer: str
    """The viewer's id for a new pass."""
    observed: Observed
    """The participants that the server last saw in the media engine's rooms."""
    mint: Callable[[Grant], str]
    """Makes a join token for the media engine."""
    tally: Tally
    """Counts that may wait for a moment."""


class Reading(NamedTuple):
    """The data that the parts of viewers' snapshots are read from. All viewers of an activity share one."""

    db: Connection
    activity: Activity
    room: RoomState
    now: int
    """In unix ms."""
    limits: Limits
    waiting: int = 0
    """How many viewers' pages are open, at all servers."""


def make_pass(key: bytes, activity_id: int, viewer: str, now: int) -> str:
    """Make a pass for one viewer of one activity. `now` is unix ms."""
    claims = {"sub": viewer, "aud": str(activity_id), "exp": now // 1000 + SECONDS}
    return jwt.encode(claims, key, HS256)


def read_pass(keys: Iterable[bytes], activity_id: int, signed: str) -> str:
    """Return the viewer's id; "" for a pass that no key made, is for another activity, or is too old."""
    for key in keys:
        with suppress(jwt.InvalidTokenError):
            claims = jwt.decode(
                signed, key, [HS256], audience=str(activity_id), options={"require": ["exp", "sub", "aud"]}
            )
            return str(claims["sub"])
    return ""
