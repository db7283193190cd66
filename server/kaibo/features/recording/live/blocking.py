"""The rules of blocking playlist requests (RFC 8216bis §6.2.5.2). Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kaibo.errors import InvalidParameter
from kaibo.features.recording.live.playlist import part_target
from kaibo.features.recording.live.timeline import Segment

MSN, PART = "_HLS_msn", "_HLS_part"
AHEAD = 2
"""How many segments behind the last one a request may name."""
LONGEST = 12
"""Digits of a number."""


class Wait(NamedTuple):
    """The part or segment that a playlist must have before it is sent."""

    segment: int
    part: int | None
    """None: the whole segment."""

    def within(self, first: int) -> "Wait":
        """Count the segments of the recording whose first one has this number in the playlists."""
        return self._replace(segment=self.segment - first)


def wait_of(query: Mapping[str, str]) -> Wait | None:
    """Read the parameters of a request. None: it waits for nothing. Raises InvalidParameter."""
    segment, part = _number(query, MSN), _number(query, PART)
    if segment is None:
        if part is not None:
            raise InvalidParameter(PART, f"it needs {MSN}")
        return None
    return Wait(segment, part)


def require_near(wait: Wait, segments: Sequence[Segment]) -> None:
    """Raise InvalidParameter for a request that names what is too far ahead."""
    last = len(segments) - 1
    if wait.segment > last + AHEAD:
        raise InvalidParameter(MSN, "it is too far ahead of the playlist")
    if wait.part is not None and segments and wait.segment >= last:
        target = part_target(segments)
        limit = math.ceil(3 / target) if target < 1 else 3
        have = 0 if segments[-1].whole or wait.segment > last else len(segments[-1].parts)
        if wait.part - have >= limit:
            raise InvalidParameter(PART, "it is too far ahead of the playlist")


def is_there(wait: Wait, segments: Sequence[Segment]) -> bool:
    """Tell whether the playlist has what the request waits for.

    A part behind the last one of a whole segment stands for the first part of the next segment.
    """
    if wait.segment != len(segments) - 1:
        return wait.segment < len(segments)
    last = segments[-1]
    return last.whole if wait.part is None else wait.part < len(last.parts)


def _number(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
        raise InvalidParameter(name, "it is a whole number, such as 12")
    return int(text)
