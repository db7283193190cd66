from kaibo.feature import Background, Feature, Periodic
from kaibo.features.reaction import table, watch_calls
from kaibo.services import Services
from kaibo.talk import forgetting

WRITE_SECONDS = 0.5
"""How long reactions gather before the server writes their sum."""


def background(services: Services) -> Background:
    async def write() -> None:
        counts = services.tally.take()
        if not counts:
            return
        try:
            await services.store.write(lambda db: table.add(db, counts))
        except BaseException:
            services.tally.give_back(counts)
            raise
        for activity_id in {activity for activity, _ in counts}:
            services.events.nudge_talk(activity_id)

    async def forget() -> None:
        await forgetting.forget(services.store, [(table.reaction, None)], 0)

    return Background(
        periodic=[Periodic(WRITE_SECONDS, write), Periodic(forgetting.FORGET_SECONDS, forget)], stop=write
    )


FEATURE = Feature(watch=(watch_calls,), conversation=table.PART, background=background)
