from kaibo.feature import Background, Feature, Periodic
from kaibo.features.audit import actions
from kaibo.features.audit.holds import HOLDS
from kaibo.features.audit.log import FORGET_SECONDS, WRITE_SECONDS
from kaibo.services import Services


def background(services: Services) -> Background:
    audit = services.audit
    return Background(
        periodic=[Periodic(WRITE_SECONDS, audit.write_behind), Periodic(FORGET_SECONDS, audit.forget)],
        stop=audit.write_behind,
    )


FEATURE = Feature(signed=(actions,), background=background, holds=HOLDS)
