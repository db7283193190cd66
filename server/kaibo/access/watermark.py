"""The text that a page draws over the picture. So a copy of it tells who made it."""

from kaibo.access import table
from kaibo.access.number import number
from kaibo.access.settings import SETTINGS
from kaibo.activity import show_settings
from kaibo.call import Call


def watermark(call: Call, activity_id: int, viewer: str) -> str:
    """Return the viewer's name, or the number that ListActivityUsers gives them; "" without the setting."""
    if not show_settings.block(call.db, activity_id, SETTINGS, call.limits).watermark:
        return ""
    signed = table.signed_in(call.db, activity_id, [viewer]).get(viewer)
    return (signed.name or signed.user) if signed else str(number(viewer))
