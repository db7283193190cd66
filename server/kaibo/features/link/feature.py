from kaibo.feature import Background, Feature, Periodic
from kaibo.features.link import (
    client_calls,
    creation,
    doors,
    forgetting,
    handoff,
    invites,
    listing,
    request_calls,
    session_calls,
    ticket_calls,
    turning_off,
    vendor,
    view,
)
from kaibo.features.link.assistant import calls as assistant_calls, client_calls as assistant_client_calls
from kaibo.features.link.holds import HOLDS
from kaibo.services import Services


def background(services: Services) -> Background:
    kept_ms = services.limits.kept_seconds * 1000
    return Background(
        periodic=[Periodic(forgetting.FORGET_SECONDS, lambda: forgetting.forget(services.store, kept_ms))]
    )


FEATURE = Feature(
    signed=(vendor, creation, listing, doors, turning_off, assistant_calls),
    client=(client_calls, ticket_calls, request_calls, assistant_client_calls),
    session=(session_calls, invites, handoff),
    view=view.part,
    background=background,
    holds=HOLDS,
)
