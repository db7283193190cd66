from kaibo.cluster.waiting import SHARE_SECONDS
from kaibo.feature import Background, Feature, Periodic
from kaibo.features.audience import actions, summary, view
from kaibo.features.audience.holds import HOLDS
from kaibo.features.audience.keeper import FORGET_SECONDS, WRITE_SECONDS, Keeper
from kaibo.services import Services


def background(services: Services) -> Background:
    keeper = Keeper(services.store, services.observed, services.arrivals)
    kept_ms = services.limits.kept_seconds * 1000
    return Background(
        start=keeper.start,
        periodic=[
            Periodic(WRITE_SECONDS, keeper.write),
            Periodic(FORGET_SECONDS, lambda: keeper.forget(kept_ms)),
            Periodic(SHARE_SECONDS, services.waiting.share),
        ],
    )


FEATURE = Feature(signed=(actions, summary), view=view.part, background=background, holds=HOLDS)
