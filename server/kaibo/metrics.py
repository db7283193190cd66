"""The metrics of one server process, for Prometheus. Their names are an API, which a test holds.

No label names an activity, a session, a link or an address. There would be too many, and they are private.
"""

from collections.abc import Awaitable, Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

CALL_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
STORE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
NUDGE_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
PICTURE_SECONDS = (0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60)
LOOK_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
OK = "ok"
"""The code of a call that was answered."""


async def nothing() -> None:
    """Read nothing before a scrape: the default."""


class Metrics:
    """All instruments. Events count at once. `refresh` reads the gauges before a scrape."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the moment at which each counter began: as many series again, read by nobody
        self.registry = CollectorRegistry()
        self.refresh: Callable[[], Awaitable[None]] = nothing
        self._calls = Counter(
            "kaibo_calls", "Calls that were answered or refused.", ["door", "action", "code"], registry=self.registry
        )
        self._call_seconds = Histogram(
            "kaibo_call_seconds",
            "How long calls took.",
            ["door", "action"],
            buckets=CALL_SECONDS,
            registry=self.registry,
        )
        self._by_call: dict[tuple[str, str, str], tuple[Counter, Histogram]] = {}
        store = self._histogram("kaibo_store_seconds", "How long transactions took.", STORE_SECONDS, ["kind"])
        self.store_seconds = {kind: store.labels(kind) for kind in ("read", "scan", "write")}
        self.store_retries = self._counter("kaibo_store_retries", "Calls that the store ran again.")
        self.store_queue = self._gauge("kaibo_store_queue", "Calls at the store that are not done.", ["state"])
        self.look_seconds = self._histogram("kaibo_reconcile_look_seconds", "How long a look took.", LOOK_SECONDS)
        self.lag_seconds = self._histogram(
            "kaibo_reconcile_lag_seconds", "How long an activity waited for a look.", LOOK_SECONDS
        )
        self.removed = self._counter("kaibo_reconcile_removed", "Participants that were removed from rooms.")
        self.ghost_rooms = self._gauge("kaibo_ghost_rooms", "Rooms of a dead node that LiveKit still lists.")
        self.owner = self._gauge("kaibo_owner", "Activities that this server owns and looks after.")
        self.nudge_seconds = self._histogram(
            "kaibo_nudge_seconds", "How long another server's nudges travelled to this one.", NUDGE_SECONDS
        )
        self._first_picture = self._histogram(
            "kaibo_first_picture_seconds", "How long people waited for the first picture.", PICTURE_SECONDS, ["role"]
        )
        self._stalls = self._counter("kaibo_stalls", "Pictures that stopped for a moment.", ["role"])
        self.shows = self._gauge("kaibo_shows", "Shows of this server's activities, by status.", ["status"])
        self.viewers = self._gauge("kaibo_viewers", "Viewers of this server's activities, by their way.", ["way"])
        self.stage_people = self._gauge("kaibo_stage_people", "People on the stages of this server's activities.")
        self.streams = self._gauge("kaibo_streams", "Open event streams and sockets for events.", ["door"])
        self.relays = self._gauge("kaibo_relays", "Open sockets to the media engine.")
        self.store_up = self._gauge("kaibo_store_up", "1 while the database answers.")
        self.media_up = self._gauge("kaibo_media_up", "1 while the media engine answers at this address.", ["node"])
        self.bus_up = self._gauge("kaibo_bus_up", "1 while this server hears the others, or needs none.")
        self.disk_free = self._gauge("kaibo_disk_free_bytes", "Free bytes where the server writes, at least.")
        self.cert_expires = self._gauge(
            "kaibo_cert_expires_seconds", "Seconds until the certificate of tls_cert ends. NaN without one."
        )
        self.clock_skew = self._gauge("kaibo_clock_skew_seconds", "Seconds that the clock is off the database's.")
        self.audit_lost = self._counter("kaibo_audit_lost", "Events of the audit log that were lost.")
        self.audit_waiting = self._gauge("kaibo_audit_waiting", "Events of the audit log that wait for the store.")

    def pictured(self, role: str, waited: float | None, stalls: int) -> None:
        """Count what a page reports: the seconds until its first picture, if it tells them, and the stalls since."""
        if waited is not None:
            self._first_picture.labels(role).observe(waited)
        if stalls:
            self._stalls.labels(role).inc(stalls)

    def called(self, door: str, action: str, code: str, seconds: float) -> None:
        """Count a call. `action` and `code` are names of our own, and never what a caller typed."""
        key = (door, action, code)
        if (known := self._by_call.get(key)) is None:
            known = self._by_call[key] = self._calls.labels(*key), self._call_seconds.labels(door, action)
        known[0].inc()
        known[1].observe(seconds)

    def _histogram(
        self, name: str, text: str, buckets: tuple[float, ...], labels: list[str] | None = None
    ) -> Histogram:
        return Histogram(name, text, labels or [], buckets=buckets, registry=self.registry)

    def _counter(self, name: str, text: str, labels: list[str] | None = None) -> Counter:
        return Counter(name, text, labels or [], registry=self.registry)

    def _gauge(self, name: str, text: str, labels: list[str] | None = None) -> Gauge:
        return Gauge(name, text, labels or [], registry=self.registry)
