from kaibo.activity import actions, brands, config, listed
from kaibo.activity.brand import actions as brand_actions
from kaibo.feature import Feature

FEATURE = Feature(signed=(actions, listed, config, brand_actions, brands))
