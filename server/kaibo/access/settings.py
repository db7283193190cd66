"""The settings about who watches."""

from kaibo.call import Limits
from kaibo.feature import Block, BlockSpec


class Access(Block):
    """The settings about who watches."""

    watermark: bool | None = None
    """Whether the viewer's name, or the number of a viewer without a name, moves slowly over the picture."""


def _defaults(limits: Limits) -> Access:
    return Access(watermark=False)


SETTINGS = BlockSpec("Access", Access, _defaults)
