"""A call of a viewer's page. A viewer has no row anywhere: a signed pass says who it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import jwt
from sqlalchemy import Connection

from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.cluster.observed import Observed, RoomState
from kaibo.media.token import Grant

COOKIE = "kaibo_pass"
SECONDS = 12 * 3600
HS256 = "HS256"


@dataclass(frozen=True, kw_only=True)
class WatchCall(Call):
    """`viewer` is the id in the pass that the page brought, "" without a good one; `newcomer` is for a new pass."""

    activity: Activity
    viewer: str
    newcomer: str
    observed: Observed
    mint: Callable[[Grant], str]


class Reading(NamedTuple):
    """What the parts of viewers' snapshots are read from. All viewers of an activity share one. `now` in unix ms."""

    db: Connection
    activity: Activity
    room: RoomState
    now: int


def make_pass(key: bytes, activity_id: int, viewer: str, now: int) -> str:
    """A pass for one viewer of one activity. `now` in unix ms."""
    claims = {"sub": viewer, "aud": str(activity_id), "exp": now // 1000 + SECONDS}
    return jwt.encode(claims, key, HS256)


def read_pass(key: bytes, activity_id: int, given: str) -> str:
    """The viewer's id, or "" for a pass that is not ours, is for another activity, or is too old."""
    try:
        claims = jwt.decode(given, key, [HS256], audience=str(activity_id), options={"require": ["exp", "sub", "aud"]})
    except jwt.InvalidTokenError:
        return ""
    return str(claims["sub"])
