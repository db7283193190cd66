from functools import partial

from kaibo.feature import Background, Feature, Periodic
from kaibo.features.file import actions, removal
from kaibo.services import Services


def background(services: Services) -> Background:
    return Background(periodic=[Periodic(removal.SECONDS, partial(removal.run, services))])


FEATURE = Feature(signed=(actions,), session=(actions,), background=background)
