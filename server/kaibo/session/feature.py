from collections.abc import Callable

from sqlalchemy import Connection

from kaibo.clock import now_ms
from kaibo.cluster.members import RENEW_SECONDS
from kaibo.feature import Background, Feature, Periodic
from kaibo.services import Services
from kaibo.session import actions, calls, guests, presence, view


def background(services: Services) -> Background:
    members = services.members

    async def change(work: Callable[[Connection], set[int]]) -> None:
        for activity_id in await services.store.write(work):
            services.events.nudge(activity_id)

    async def start() -> None:
        """Forget the event streams of this server, because none survives its restart."""
        await change(lambda db: presence.start(db, members.own, now_ms(), alone=members.alone))

    async def look_for_lost() -> None:
        """Disconnect the sessions of servers that died."""
        if lost := await services.store.read(presence.lost):
            await change(lambda db: presence.release(db, lost, now_ms()))

    return Background(start=start, periodic=[Periodic(RENEW_SECONDS, look_for_lost)])


FEATURE = Feature(signed=(actions,), session=(calls,), view=view.part, settings=guests.SETTINGS, background=background)
