"""The settings about the watch page of an activity."""

from sqlalchemy import Connection

from kaibo.activity import show_settings
from kaibo.call import Limits
from kaibo.feature import Block, BlockSpec


class WatchPage(Block):
    """The settings about the page at `ViewUrl`."""

    indexed: bool | None = None
    """Whether search engines may list the page."""


def _defaults(limits: Limits) -> WatchPage:
    return WatchPage(indexed=False)


SETTINGS = BlockSpec("WatchPage", WatchPage, _defaults)


def is_indexed(db: Connection, activity_id: int, limits: Limits) -> bool:
    """Tell whether search engines may list the watch page of an activity."""
    return bool(show_settings.block(db, activity_id, SETTINGS, limits).indexed)
