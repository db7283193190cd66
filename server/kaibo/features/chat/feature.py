from kaibo.feature import Background, Feature, Periodic
from kaibo.features.chat import session_calls, shown, vendor, view, watch_calls
from kaibo.features.chat.announcements import announcement
from kaibo.features.chat.holds import HOLDS
from kaibo.features.chat.table import chat
from kaibo.services import Services
from kaibo.talk import forgetting
from kaibo.talk.people import silence, talker
from kaibo.talk.settings import SETTINGS
from kaibo.talk.table import talk


def background(services: Services) -> Background:
    async def forget() -> None:
        when = [
            (chat, chat.c.at),
            (announcement, announcement.c.at),
            (talker, talker.c.named_at),
            (silence, silence.c.at),
            (talk, None),
        ]
        await forgetting.forget(services.store, when, services.limits.chat_seconds * 1000)

    return Background(periodic=[Periodic(forgetting.FORGET_SECONDS, forget)])


FEATURE = Feature(
    signed=(vendor,),
    session=(session_calls,),
    watch=(watch_calls,),
    view=view.part,
    watch_view=view.watch_part,
    conversation=shown.PART,
    settings=SETTINGS,
    background=background,
    holds=HOLDS,
)
