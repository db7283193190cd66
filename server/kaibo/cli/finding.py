"""The result of one check of `kaibo check`."""

from typing import NamedTuple


class Finding(NamedTuple):
    """The result of one check."""

    ok: bool
    text: str
    cure: str = ""
    """What to do. A wrong finding has one, and one that is ok may have one too."""
