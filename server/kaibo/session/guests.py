"""The settings about guests. An activity may override the server's."""

from kaibo.activity import show_settings
from kaibo.call import Call, GuestsMode, Limits
from kaibo.feature import Block, BlockSpec
from kaibo.session.role import Role


class Guests(Block):
    """The settings about guests."""

    mode: GuestsMode | None = None
    """The place of a guest who joins the stage.

    `backstage`: the host brings guests in. `on-air`: the guest is in the program at once. `ask`: the guest waits until
    the host or an assistant lets them in. `off-air` is the old name of `backstage`.
    """


def _defaults(limits: Limits) -> Guests:
    return Guests(mode=limits.guests_mode)


SETTINGS = BlockSpec("Guests", Guests, _defaults)


def mode_of(call: Call, activity_id: int) -> GuestsMode:
    """Return the guests' mode of an activity."""
    return show_settings.block(call.db, activity_id, SETTINGS, call.limits).mode or call.limits.guests_mode


def on_air_at_once(call: Call, activity_id: int, role: int) -> bool:
    """Tell whether a person who enters this activity now is on air at once. A host always is."""
    return role == Role.HOST or (role == Role.GUEST and mode_of(call, activity_id) == "on-air")
