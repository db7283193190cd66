"""The outside parts of a server, and what follows from them and from the settings for all features."""

from dataclasses import dataclass, field, replace

from kaibo.call import Limits, new_id
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
from kaibo.features.audit.log import AuditLog
from kaibo.files.table import GB
from kaibo.gateway.most import Most
from kaibo.gateway.open_counts import OpenCounts
from kaibo.host import file_limit
from kaibo.host.certificate import Certificate
from kaibo.media.engine import MediaEngine
from kaibo.media.making import Makers
from kaibo.media.nodes import Nodes
from kaibo.media.placement import Placement
from kaibo.media.relay import Rtc
from kaibo.metrics import Metrics
from kaibo.services import Services
from kaibo.settings import Settings
from kaibo.store import Store
from kaibo.stores.timed import TimedStore
from kaibo.vault import Vault


@dataclass(frozen=True)
class Dependencies:
    """The outside parts of a server."""

    store: Store
    vault: Vault
    engine: MediaEngine
    rtc: Rtc | None
    """None: this server runs without media."""
    authority: bytes = b""
    """The certificate of the server's own authority, in PEM. Empty when it has none."""
    server: str = field(default_factory=lambda: new_id("sv_"))
    """The id of this server among those that share the store."""
    closing: Closing = field(default_factory=Closing)
    """The end of this server."""
    metrics: Metrics = field(default_factory=Metrics)
    certificate: Certificate | None = None
    """The certificate that the settings name, if they name one."""
    makers: Makers | None = None
    """None: this server records nothing."""


def limits_of(settings: Settings) -> Limits:
    """Take from the settings what features need."""
    return Limits(
        public_url=settings.address,
        tmp_link_seconds=int(settings.tmp_link_hours * 3600),
        session_seconds=int(settings.session_days * 24 * 3600),
        chat_seconds=int(settings.chat_days * 24 * 3600),
        kept_seconds=int(settings.kept_days * 24 * 3600),
        stage_cap=settings.stage_cap,
        guests_mode=settings.guests,
        grace_seconds=settings.grace_seconds,
        return_origins=frozenset(filter(None, settings.return_origins.split(","))),
        program=(settings.program_width, settings.program_height, settings.program_fps),
        files=settings.files_folder,
        files_bytes=int(settings.files_quota_gb * GB),
        recordings_bytes=int(settings.recordings_quota_gb * GB),
        webrtc_viewers=settings.most_webrtc_viewers,
    )


def services_of(settings: Settings, dependencies: Dependencies, most: Most | None) -> Services:
    """Give all features what they share. `most` bounds what may be open at once."""
    store = TimedStore(dependencies.store, dependencies.metrics)
    members = Members(store, dependencies.server)
    dependencies.closing.owners = members
    return Services(
        store=store,
        members=members,
        events=Events(),
        rates=Rates(settings.rates, members),
        limits=replace(limits_of(settings), makers=dependencies.makers.most if dependencies.makers else 0),
        vault=dependencies.vault,
        audit=AuditLog(store, int(settings.audit_days * 24 * 3600 * 1000), dependencies.metrics.audit_lost.inc),
        counts=OpenCounts(most or Most.of(file_limit.limit())),
        observed=Observed(members),
        arrivals=Arrivals(),
        waiting=Waiting(store, members),
        hls_viewers=HlsViewers(store, members),
        places=Places(),
        closing=dependencies.closing,
        engine=dependencies.engine,
        metrics=dependencies.metrics,
        placement=Placement(dependencies.engine, Nodes(settings.redis_url) if settings.redis_url else None),
        tally=Tally(),
        rtc=dependencies.rtc,
        makers=dependencies.makers,
    )
