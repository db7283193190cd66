from kaibo.feature import Feature
from kaibo.features.server import actions

FEATURE = Feature(signed=(actions,))
