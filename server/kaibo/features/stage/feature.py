from kaibo.feature import Feature
from kaibo.features.stage import crew_calls, guest_calls, signed_calls, view

FEATURE = Feature(signed=(signed_calls,), session=(crew_calls, guest_calls), view=view.part)
