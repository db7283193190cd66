"""The settings about the program's picture. An activity may override the server's size."""

from typing import Literal

from sqlalchemy import Connection

from kaibo.activity import show_settings
from kaibo.call import Limits
from kaibo.feature import Block, BlockSpec

Size = Literal["360p", "720p", "1080p", "server"]
SIZES: dict[tuple[int, int], Size] = {(640, 360): "360p", (1280, 720): "720p", (1920, 1080): "1080p"}
"""Width and height in pixels of each size that has a name."""


class Picture(Block):
    """The settings about the program's picture."""

    size: Size | None = None
    """`server`: a size without a name here, from the server's settings."""


def _defaults(limits: Limits) -> Picture:
    width, height, _ = limits.program
    return Picture(size=SIZES.get((width, height), "server"))


SETTINGS = BlockSpec("Picture", Picture, _defaults)


def program_size(db: Connection, activity_id: int, limits: Limits) -> tuple[int, int]:
    """Return width and height of an activity's program, in pixels."""
    decided = show_settings.block(db, activity_id, SETTINGS, limits).size
    width, height, _ = limits.program
    return next((pixels for pixels, name in SIZES.items() if name == decided), (width, height))
