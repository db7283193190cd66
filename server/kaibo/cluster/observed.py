"""What was last seen in the media engine: written by the reconciler, read by views."""

from typing import NamedTuple


class RoomState(NamedTuple):
    """One activity: who watches (the ids of their passes), who is on the stage (identities), whether the program is
    published."""

    watching: frozenset[str] = frozenset()
    stage: frozenset[str] = frozenset()
    publishing: bool = False

    @property
    def viewers(self) -> int:
        """How many watch; whoever has several tabs open is one."""
        return len(self.watching)


NOTHING = RoomState()
UNKNOWN = RoomState(publishing=True)
"""Not looked at since the server started: a show that is live counts as going on until something else is seen."""
MOST = 100_000
"""Activities of which a sight is kept; beyond, the one goes that was not looked at for longest."""


class Observed:
    """The last sight of each activity, in this process. `up` says whether the media engine answers."""

    def __init__(self) -> None:
        self.up = True
        self._states: dict[int, RoomState] = {}

    def of(self, activity_id: int) -> RoomState:
        return self._states.get(activity_id, UNKNOWN)

    def watching(self) -> dict[int, frozenset[str]]:
        """Who watches, by activity; none of those that nobody watches."""
        return {activity: state.watching for activity, state in self._states.items() if state.watching}

    def note(self, activity_id: int, state: RoomState) -> bool:
        """Remember it; whether it is another than before."""
        changed = self.of(activity_id) != state
        self._states.pop(activity_id, None)
        self._states[activity_id] = state
        if len(self._states) > MOST:
            del self._states[next(iter(self._states))]
        return changed

    def forget(self, activity_id: int) -> None:
        """It is no more."""
        self._states.pop(activity_id, None)
