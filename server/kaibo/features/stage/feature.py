from kaibo.feature import Feature
from kaibo.features.stage import crew_calls, guest_calls, picture_calls, signed_calls, view
from kaibo.features.stage.holds import HOLDS

FEATURE = Feature(signed=(signed_calls,), session=(crew_calls, picture_calls, guest_calls), view=view.part, holds=HOLDS)
