from kaibo.access import rule, sign_in
from kaibo.access.settings import SETTINGS
from kaibo.access.table import signed_viewer, viewer_ban, viewing_rule, white_list
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.feature import Background, Feature, Periodic
from kaibo.features.access import ban_calls, list_calls, rule_calls, session_calls, token_calls, watch_calls
from kaibo.features.access.holds import HOLDS
from kaibo.services import Services
from kaibo.talk.forgetting import FORGET_SECONDS, forget


def copy(call: Call, source: Activity, show: Activity) -> None:
    """Give a new show the rules and white lists of an earlier one (OldId). So no copy is open to everybody."""
    rule.copy(call.db, call.vault, source.id, show.id)


def background(services: Services) -> Background:
    # while a token is good, the white lists and the bans must find whom it signed in
    kept_ms = max(services.limits.kept_seconds, sign_in.SECONDS) * 1000

    async def forget_old() -> None:
        lasting = [(table, None) for table in (viewing_rule, white_list, viewer_ban)]
        await forget(services.store, [(signed_viewer, signed_viewer.c.signed_at), *lasting], kept_ms)

    return Background(periodic=[Periodic(FORGET_SECONDS, forget_old)])


FEATURE = Feature(
    signed=(rule_calls, token_calls, list_calls, ban_calls),
    session=(session_calls,),
    watch=(watch_calls,),
    settings=SETTINGS,
    copy=copy,
    background=background,
    holds=HOLDS,
)
