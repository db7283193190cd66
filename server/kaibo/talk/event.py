"""The form of the event `talk`, for the types of our pages (docs/page-protocol.md)."""

from collections.abc import Iterable
from types import GenericAlias
from typing import Any

from pydantic import create_model

from kaibo.feature import Conversation
from kaibo.gateway.action import Wire


def model_of(parts: Iterable[Conversation]) -> type[Wire]:
    """Describe the data of the event, as the sum of the features' parts. `talk/reading.py` writes it."""
    listed = tuple(parts)
    alone: dict[str, Any] = {"user_name": (str, ...)}
    for each in (own for part in listed for own in part.mine):
        alone[each.name.lower()] = (GenericAlias(list, each.model), ...)
    mine = create_model("TalkMine", __base__=Wire, __doc__="The part for one viewer alone.", **alone)
    entries: dict[str, Any] = {part.name.lower(): (GenericAlias(list, part.model), ...) for part in listed}
    return create_model(
        "TalkEvent",
        __base__=Wire,
        __doc__="New and changed parts of a conversation.",
        seq=(int, ...),
        fresh=(bool, ...),
        emptied=(int, ...),
        mine=(mine | None, ...),
        **entries,
    )
