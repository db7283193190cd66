from kaibo.feature import Background, Feature, Periodic
from kaibo.features.question import session_calls, shown, watch_calls
from kaibo.features.question.holds import HOLDS
from kaibo.features.question.table import question, vote
from kaibo.services import Services
from kaibo.talk import forgetting


def background(services: Services) -> Background:
    async def forget() -> None:
        when = [(vote, vote.c.at), (question, question.c.at)]
        await forgetting.forget(services.store, when, services.limits.chat_seconds * 1000)

    return Background(periodic=[Periodic(forgetting.FORGET_SECONDS, forget)])


FEATURE = Feature(
    session=(session_calls,), watch=(watch_calls,), conversation=shown.PART, background=background, holds=HOLDS
)
