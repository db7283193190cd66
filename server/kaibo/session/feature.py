from kaibo.clock import now_ms
from kaibo.feature import Background, Feature
from kaibo.services import Services
from kaibo.session import actions, calls, guests, table, view


def background(services: Services) -> Background:
    async def start() -> None:
        """Count every host as absent from now on, because no event stream survives a restart of the server."""
        await services.store.write(lambda db: table.forget_connections(db, now_ms()))

    return Background(start=start)


FEATURE = Feature(signed=(actions,), session=(calls,), view=view.part, settings=guests.SETTINGS, background=background)
