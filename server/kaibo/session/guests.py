"""The settings about guests. An activity may override the server's."""

from typing import Literal

from kaibo.activity import show_settings
from kaibo.call import Call, Limits
from kaibo.feature import Block, BlockSpec
from kaibo.session.role import Role


class Guests(Block):
    """The settings about guests."""

    mode: Literal["on-air", "off-air"] | None = None
    """`on-air`: a guest who joins the stage is in the program at once. `off-air`: the host brings guests in."""


def _defaults(limits: Limits) -> Guests:
    return Guests(mode="on-air" if limits.guests_on_air else "off-air")


SETTINGS = BlockSpec("Guests", Guests, _defaults)


def on_air_at_once(call: Call, activity_id: int, role: int) -> bool:
    """Tell whether a person who enters this activity now is on air at once. A host always is."""
    return role == Role.HOST or show_settings.block(call.db, activity_id, SETTINGS, call.limits).mode == "on-air"
