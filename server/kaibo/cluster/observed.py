"""What was last seen in the media engine: written by the reconciler, read by views."""

from typing import NamedTuple


class Sight(NamedTuple):
    """One activity: who watches (the ids of their passes), who is on the stage (identities), whether the program is
    published."""

    watching: frozenset[str] = frozenset()
    stage: frozenset[str] = frozenset()
    publishing: bool = False

    @property
    def viewers(self) -> int:
        """How many watch; whoever has several tabs open is one."""
        return len(self.watching)


NOTHING = Sight()
UNKNOWN = Sight(publishing=True)
"""Not looked at since the server started: a show that is live counts as going on until something else is seen."""
MOST = 100_000
"""Activities of which a sight is kept; beyond, the one goes that was not looked at for longest."""


class Seen:
    """The last sight of each activity, in this process. `up` says whether the media engine answers."""

    def __init__(self) -> None:
        self.up = True
        self._sights: dict[int, Sight] = {}

    def of(self, activity_id: int) -> Sight:
        return self._sights.get(activity_id, UNKNOWN)

    def watching(self) -> dict[int, frozenset[str]]:
        """Who watches, by activity; none of those that nobody watches."""
        return {activity: sight.watching for activity, sight in self._sights.items() if sight.watching}

    def note(self, activity_id: int, sight: Sight) -> bool:
        """Remember it; whether it is another than before."""
        changed = self.of(activity_id) != sight
        self._sights.pop(activity_id, None)
        self._sights[activity_id] = sight
        if len(self._sights) > MOST:
            del self._sights[next(iter(self._sights))]
        return changed

    def forget(self, activity_id: int) -> None:
        """It is no more."""
        self._sights.pop(activity_id, None)
