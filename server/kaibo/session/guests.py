"""The block of settings about guests: what an activity decides, else the server."""

from typing import Literal

from kaibo.activity import show_settings
from kaibo.call import Call, Limits
from kaibo.feature import Block, BlockSpec


class Guests(Block):
    """`mode`: whether a guest who joins the stage is on air at once, or when the host brings them in."""

    mode: Literal["on-air", "off-air"] | None = None


def _defaults(limits: Limits) -> Guests:
    return Guests(mode="on-air" if limits.guests_on_air else "off-air")


SETTINGS = BlockSpec("Guests", Guests, _defaults)


def on_air_at_once(call: Call, activity_id: int) -> bool:
    """Tell whether a guest who joins this activity now is on air at once."""
    return show_settings.block(call.db, activity_id, SETTINGS, call.limits).mode == "on-air"
