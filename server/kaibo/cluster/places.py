"""The places for WebRTC: whom this server gave a token lately. In this process."""

import time

from cachetools import TTLCache

from kaibo.cluster.observed import RoomState

SECONDS = 60.0
"""How long a viewer with a token keeps the place before they are seen in the room."""
MOST = 100_000
"""Tokens in memory."""


class Places:
    """Counts the tokens of viewers who are not in the room yet."""

    def __init__(self) -> None:
        self._given: TTLCache[tuple[int, str], float] = TTLCache(MOST, SECONDS)

    def holds(self, activity: int, viewer: str) -> bool:
        """Tell whether a viewer got a token a moment ago."""
        return (activity, viewer) in self._given

    def give(self, activity: int, viewer: str) -> None:
        """Note that a viewer gets a token."""
        self._given[activity, viewer] = time.monotonic()

    def taken(self, activity: int, room: RoomState) -> int:
        """Count the places of an activity: the viewers in its room, and those on their way."""
        return room.direct + sum(1 for show, viewer in self._given if show == activity and viewer not in room.watching)
