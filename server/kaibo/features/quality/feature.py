from kaibo.feature import Feature
from kaibo.features.quality import calls

FEATURE = Feature(session=(calls,), watch=(calls,))
