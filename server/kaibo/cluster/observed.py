"""The observed state of the media engine. The reconciler writes it, and views read it."""

from typing import NamedTuple


class RoomState(NamedTuple):
    """The observed state of one activity's rooms."""

    watching: frozenset[str] = frozenset()
    """The ids of the passes of all viewers."""
    stage: frozenset[str] = frozenset()
    """The identities on the stage."""
    publishing: bool = False
    """The publisher is in the program's room."""

    @property
    def viewers(self) -> int:
        """Count the viewers. A viewer with several open tabs counts once."""
        return len(self.watching)


NOTHING = RoomState()
UNKNOWN = RoomState(publishing=True)
"""The state of an activity that the server has not read since its start. A live show counts as published until then."""
MOST = 100_000
"""Activities whose state is kept. A further one drives out the one that was read longest ago."""


class Observed:
    """Keeps the last observed state of each activity, in this process."""

    def __init__(self) -> None:
        self.up = True
        """Whether the media engine answers."""
        self._states: dict[int, RoomState] = {}

    def of(self, activity_id: int) -> RoomState:
        return self._states.get(activity_id, UNKNOWN)

    def watching(self) -> dict[int, frozenset[str]]:
        """Return the ids of the viewers' passes, by activity. Leave out activities without viewers."""
        return {activity: state.watching for activity, state in self._states.items() if state.watching}

    def note(self, activity_id: int, state: RoomState) -> bool:
        """Keep the state. Return whether it changed."""
        changed = self.of(activity_id) != state
        self._states.pop(activity_id, None)
        self._states[activity_id] = state
        if len(self._states) > MOST:
            del self._states[next(iter(self._states))]
        return changed

    def forget(self, activity_id: int) -> None:
        """Forget a deleted activity."""
        self._states.pop(activity_id, None)
