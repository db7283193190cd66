from collections.abc import Sequence

from starlette.routing import BaseRoute, Route

from kaibo.activity import picture
from kaibo.feature import Background, Feature, Periodic
from kaibo.features.program import actions, calls, state_calls, view
from kaibo.features.program.drain import REFRESH_SECONDS, Mover
from kaibo.features.program.ghosts import CHECK_SECONDS, Ghosts
from kaibo.features.program.hook import PATH, LiveKitHook
from kaibo.features.program.reconcile import SHARE_SECONDS, Reconciler
from kaibo.services import Services


def routes(services: Services) -> Sequence[BaseRoute]:
    return [Route(PATH, LiveKitHook(services.rtc, services.events, services.members).answer, methods=["POST"])]


def background(services: Services) -> Background:
    grace_ms = services.limits.grace_seconds * 1000
    reconciler = Reconciler(
        services.store,
        services.events,
        services.engine,
        services.observed,
        grace_ms,
        services.metrics,
        services.hls_viewers.of,
    )
    services.hls_viewers.changed = reconciler.look_soon
    ghosts = Ghosts(services.engine, reconciler.own_rooms, reconciler.look_soon, services.metrics)
    mover = Mover(services.store, services.placement, reconciler.own_rooms)
    periodic = [
        Periodic(SHARE_SECONDS, reconciler.share),
        Periodic(CHECK_SECONDS, ghosts.heal),
        Periodic(REFRESH_SECONDS, mover.work),
    ]
    return Background(reconcile=reconciler.run, periodic=periodic, stop=services.placement.close)


FEATURE = Feature(
    signed=(actions, state_calls),
    watch=(calls,),
    view=view.part,
    watch_view=view.watch_part,
    settings=picture.SETTINGS,
    routes=routes,
    background=background,
)
