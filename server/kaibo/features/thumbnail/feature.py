from kaibo.feature import Background, Feature, Periodic
from kaibo.features.thumbnail import session_calls, table
from kaibo.services import Services

FORGET_SECONDS = 60.0


def background(services: Services) -> Background:
    async def forget() -> None:
        await services.store.write(table.forget)

    return Background(periodic=[Periodic(FORGET_SECONDS, forget)])


FEATURE = Feature(session=(session_calls,), background=background)
