import time

from kaibo.clock import now_ms
from kaibo.cluster.members import RENEW_SECONDS
from kaibo.feature import Background, Feature, Periodic
from kaibo.services import Services
from kaibo.session import actions, calls, guests, naming, presence, seat_calls, view
from kaibo.session.holds import HOLDS

WATCH_SECONDS = 1.0
"""How often a server asks itself whether the lease of another one ended. Without an end this costs no query."""


def background(services: Services) -> Background:
    store, events, members = services.store, services.events, services.members

    async def start() -> None:
        """Forget the event streams of this server, because none survives its restart."""
        for activity_id in await store.write(lambda db: presence.start(db, members, now_ms())):
            events.nudge(activity_id)

    async def watch() -> None:
        await presence.watch(store, events, members, time.monotonic())

    async def look_for_lost() -> None:
        await presence.disconnect_lost(store, events)

    return Background(start=start, periodic=[Periodic(WATCH_SECONDS, watch), Periodic(RENEW_SECONDS, look_for_lost)])


FEATURE = Feature(
    signed=(actions,),
    session=(calls, seat_calls, naming),
    view=view.part,
    settings=guests.SETTINGS,
    background=background,
    holds=HOLDS,
)
