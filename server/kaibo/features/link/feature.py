from kaibo.feature import Background, Feature, Periodic
from kaibo.features.link import client_calls, custom, forgetting, handoff, request_calls, session_calls, vendor, view
from kaibo.services import Services


def background(services: Services) -> Background:
    return Background(periodic=[Periodic(forgetting.FORGET_SECONDS, lambda: forgetting.forget(services.store))])


FEATURE = Feature(
    signed=(vendor, custom),
    client=(client_calls, request_calls),
    session=(session_calls, handoff),
    view=view.part,
    background=background,
)
