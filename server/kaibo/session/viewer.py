"""A call of a viewer's page. A viewer has no session: a signed pass says which viewer a browser is."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

import jwt
from sqlalchemy import Connection

from kaibo.access.decision import Pass
from kaibo.activity.table import Activity
from kaibo.call import Call, Limits
from kaibo.cluster.observed import Observed, RoomState
from kaibo.cluster.places import Places
from kaibo.cluster.tally import Tally
from kaibo.gateway.action import Cookie
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
    epoch: int = 0
    """The epoch of the password that the pass proves; 0 for none."""
    newcomer: str
    """The viewer's id for a new pass."""
    address: str = ""
    """The network address, for limits."""
    observed: Observed
    """The participants that the server last saw in the media engine's rooms."""
    mint: Callable[[Grant], str]
    """Makes a join token for the media engine."""
    tally: Tally
    """Counts that may wait for a moment."""
    places: Places
    """The viewers who got a token for WebRTC a moment ago."""

    @property
    def who(self) -> Pass:
        """Return what the page's pass says, for the decision about who may watch."""
        return Pass(self.viewer, self.epoch)

    def cookie(self, viewer: str, epoch: int) -> Cookie:
        """Make the cookie of a new pass."""
        signed = make_pass(self.vault.key("pass"), self.activity.id, viewer, self.now, epoch)
        return Cookie(name=COOKIE, value=signed, path=f"/w/{self.activity.view_path}", max_age=SECONDS)

    def first_cookie(self) -> Cookie | None:
        """Make the cookie of a viewer's first pass. Return None for a page that brought a pass."""
        return None if self.viewer else self.cookie(self.newcomer, 0)


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


def make_pass(key: bytes, activity_id: int, viewer: str, now: int, epoch: int = 0) -> str:
    """Make a pass for one viewer of one activity. `now` is unix ms, `epoch` that of the password they proved."""
    claims = {"sub": viewer, "aud": str(activity_id), "exp": now // 1000 + SECONDS}
    claims |= {"epoch": epoch} if epoch else {}
    return jwt.encode(claims, key, HS256)


def read_pass(keys: Iterable[bytes], activity_id: int, signed: str) -> Pass:
    """Read a pass. One that no key made, is for another activity, or is too old, says nothing."""
    for key in keys:
        with suppress(jwt.InvalidTokenError):
            claims = jwt.decode(
                signed, key, [HS256], audience=str(activity_id), options={"require": ["exp", "sub", "aud"]}
            )
            return Pass(str(claims["sub"]), int(claims.get("epoch", 0)))
    return Pass()
