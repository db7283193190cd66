from kaibo.feature import Feature
from kaibo.features.design import actions, designs, session_calls, view

FEATURE = Feature(signed=(actions,), session=(session_calls,), view=view.part, copy=designs.copy_to_new)
