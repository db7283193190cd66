from functools import partial

from kaibo.activity import actions, brands, config, listed, watch_page
from kaibo.activity.brand import actions as brand_actions
from kaibo.activity.refolding import SECONDS, refold
from kaibo.feature import Background, Feature, Periodic
from kaibo.services import Services


def background(services: Services) -> Background:
    work = partial(refold, services.store)
    return Background(start=work, periodic=[Periodic(SECONDS, work)])


FEATURE = Feature(
    signed=(actions, listed, config, brand_actions, brands), settings=watch_page.SETTINGS, background=background
)
