from kaibo.feature import Feature
from kaibo.features.people import actions

FEATURE = Feature(signed=(actions,))
