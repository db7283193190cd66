"""The gauges among the metrics, read before each scrape."""

import asyncio
import math
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Connection

from kaibo import clock
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.cluster.bus import Bus
from kaibo.errors import ApiError
from kaibo.gateway.open_counts import DOORS
from kaibo.host.certificate import Certificate
from kaibo.metrics import Metrics
from kaibo.services import Services

LIVE, STARTING = "live", "starting"
WEBRTC, HLS = "webrtc", "hls"


@dataclass(frozen=True)
class Gauges:
    """Reads the gauges of one server."""

    services: Services
    bus: Bus | None
    """None: this server shares its store with no other one."""
    folders: Sequence[Path]
    """The folders in which this server writes."""
    served: Certificate | None
    """The certificate that the settings name, if they name one."""

    async def refresh(self) -> None:
        """Read all gauges. Those of a database that does not answer stay as they are."""
        to, services = self.services.metrics, self.services
        states = services.observed.own_states()
        to.viewers.labels(WEBRTC).set(sum(state.direct for state in states))
        to.viewers.labels(HLS).set(sum(state.viewers - state.direct for state in states))
        to.stage_people.set(sum(len(state.stage) for state in states))
        for door in DOORS:
            to.streams.labels(door).set(services.counts.open_at("stream", door))
        to.relays.set(services.counts.open("socket"))
        self._read_media(to)
        queue = services.store.queue()
        to.store_queue.labels("waiting").set(queue.waiting)
        to.store_queue.labels("held").set(queue.held)
        to.owner.set(len(states))
        to.bus_up.set(self.bus is None or self.bus.up)
        to.clock_skew.set(clock.skew_ms() / 1000 if clock.is_following() else 0)
        to.audit_waiting.set(services.audit.waiting)
        to.cert_expires.set((self.served.ends - datetime.now(UTC)).total_seconds() if self.served else math.nan)
        to.disk_free.set(await asyncio.to_thread(lambda: min(shutil.disk_usage(each).free for each in self.folders)))
        await self._read_shows(to)

    def _read_media(self, to: Metrics) -> None:
        """Read whether LiveKit answers, at each address of the setting. A server without media has no such gauge."""
        if rtc := self.services.rtc:
            for url, answers in rtc.addresses.answering().items():
                to.media_up.labels(urlsplit(url).netloc).set(answers and self.services.observed.up)

    async def _read_shows(self, to: Metrics) -> None:
        owns = self.services.members.owns

        def count(db: Connection) -> dict[str, int]:
            shows = [show.status == Status.LIVE for show in activities.active(db) if owns(show.id)]
            return {LIVE: sum(shows), STARTING: len(shows) - sum(shows)}

        try:
            counted = await self.services.store.read(count)
        except ApiError:
            return  # the store noted that it is away
        to.store_up.set(1)
        for status, number in counted.items():
            to.shows.labels(status).set(number)
