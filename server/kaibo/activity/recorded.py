"""The settings about the recording of a show, and whether the server records it.

Launch pages and green rooms tell people before they join.
"""

import json
from typing import Annotated

from pydantic import Field
from sqlalchemy import Connection

from kaibo.activity import show_settings
from kaibo.activity.table import Activity
from kaibo.call import Limits
from kaibo.feature import Block, BlockSpec
from kaibo.gateway.action import Int

LONGEST_DAYS = 3650
AUTO_ONLINE = "IsReplayAutoOnlineEnable"
"""The vendor's field. A show has it among its extras only when a caller decided it."""


class Recording(Block):
    """The settings about the recording of a show."""

    on: bool | None = None
    """Whether the server records the show."""
    online_at_end: bool | None = None
    """Whether viewers may watch the replay as soon as the show ends. IsReplayAutoOnlineEnable overrules it."""
    keep_days: Annotated[Int, Field(ge=0, le=LONGEST_DAYS)] | None = None
    """How many days the server keeps a replay. 0: until a call deletes it."""
    download: bool | None = None
    """Whether viewers may download the replay."""


def _defaults(limits: Limits) -> Recording:
    return Recording(on=True, online_at_end=True, keep_days=0, download=False)


SETTINGS = BlockSpec("Recording", Recording, _defaults)


def decided(db: Connection, activity_id: int, limits: Limits) -> Recording:
    """Read the settings of an activity, with the server's defaults."""
    return show_settings.block(db, activity_id, SETTINGS, limits)


def auto_online(db: Connection, show: Activity, limits: Limits) -> int:
    """Return the show's IsReplayAutoOnlineEnable: what a caller decided, else what the settings say.

    With 0, viewers may not watch a new replay yet.
    """
    decision = json.loads(show.extra).get(AUTO_ONLINE)
    return int(bool(decided(db, show.id, limits).online_at_end) if decision is None else decision)


def is_recorded(db: Connection, activity_id: int, limits: Limits) -> bool:
    """Tell whether the server records this show when it is on air."""
    return limits.makers > 0 and bool(decided(db, activity_id, limits).on)
