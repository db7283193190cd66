from functools import partial

from kaibo.activity import delivery
from kaibo.clock import now_ms
from kaibo.cluster.hls_viewers import SHARE_SECONDS
from kaibo.feature import Background, Feature, Periodic
from kaibo.services import Services

FORGET_SECONDS = 60.0


async def forget(services: Services) -> None:
    await services.store.write(lambda db: delivery.forget(db, now_ms()))


def background(services: Services) -> Background:
    return Background(
        periodic=[
            Periodic(SHARE_SECONDS, services.hls_viewers.share),
            Periodic(FORGET_SECONDS, partial(forget, services)),
        ]
    )


FEATURE = Feature(settings=delivery.SETTINGS, background=background)
