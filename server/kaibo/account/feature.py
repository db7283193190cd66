from kaibo.account import actions
from kaibo.feature import Feature

FEATURE = Feature(signed=(actions,))
