"""The shared services of a server process."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import Connection
from starlette.requests import Request

from kaibo.call import Audit, Call, Limits, ShowNow
from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.closing import Closing
from kaibo.cluster.events import Events
from kaibo.cluster.hls_viewers import HlsViewers
from kaibo.cluster.members import Members
from kaibo.cluster.observed import Observed
from kaibo.cluster.places import Places
from kaibo.cluster.rates import Rates
from kaibo.cluster.tally import Tally
from kaibo.cluster.waiting import Waiting
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.door import Door
from kaibo.gateway.open_counts import OpenCounts
from kaibo.media.engine import MediaEngine
from kaibo.media.making import Makers
from kaibo.media.placement import Placement
from kaibo.media.relay import Rtc
from kaibo.media.token import Grant, mint
from kaibo.metrics import Metrics
from kaibo.store import Store
from kaibo.vault import Vault

C = TypeVar("C", bound=Call)


@dataclass(frozen=True, kw_only=True)
class Services:
    """One of each for the whole process. Pages and features get this object."""

    store: Store
    members: Members
    events: Events
    rates: Rates
    limits: Limits
    vault: Vault
    audit: Audit
    counts: OpenCounts
    observed: Observed
    arrivals: Arrivals
    waiting: Waiting
    hls_viewers: HlsViewers
    places: Places
    closing: Closing
    engine: MediaEngine
    metrics: Metrics
    placement: Placement
    tally: Tally
    rtc: Rtc | None
    """None on a server without media."""
    makers: Makers | None
    """None on a server that records nothing."""
    at_stop: list[Callable[[], Awaitable[None]]] = field(default_factory=list)
    """Ends the tasks of routes. Runs after the last request."""

    @property
    def origin(self) -> str:
        """Return the origin of our own pages, such as `https://live.example.com`."""
        return self.limits.public_url

    def door(self, catalogue: Catalogue[C], make_call: Callable[[Request, Connection], C]) -> Door[C]:
        """Give a door for one kind of page. A page adds its own checks with `replace`."""
        return Door(
            catalogue,
            self.store,
            self.events,
            self.rates,
            self.origin,
            make_call,
            self.audit,
            called=self.metrics.called,
            pictured=self.metrics.pictured,
        )

    def look(self, db: Connection, activity_id: int) -> ShowNow:
        """Return what this server sees of an activity."""
        room = self.observed.of(db, activity_id)
        engine = self.rtc is None or self.observed.up
        return ShowNow(engine, room.publishing, room.viewers, self.counts.full)

    def minter(self, now: int) -> Callable[[Grant], str]:
        """Give a function that makes join tokens. `now` is in unix ms. Without media a token is ""."""
        rtc = self.rtc
        return lambda grant: mint(grant, rtc.key, rtc.secret, now) if rtc else ""
