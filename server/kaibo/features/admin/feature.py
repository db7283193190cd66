from kaibo.feature import Background, Feature, Periodic
from kaibo.features.admin import admin_calls, entering, forgetting, own_calls
from kaibo.services import Services


def background(services: Services) -> Background:
    return Background(periodic=[Periodic(forgetting.SECONDS, lambda: forgetting.forget(services.store))])


FEATURE = Feature(entrance=(entering,), console=(own_calls, admin_calls), background=background)
