"""What was last seen in the media engine: written by the reconciler, read by views."""

from typing import NamedTuple


class Sight(NamedTuple):
    """One activity: how many watch, who is on the stage (identities), whether the program is published."""

    viewers: int = 0
    stage: frozenset[str] = frozenset()
    publishing: bool = False


NOTHING = Sight()


class Seen:
    """The last sight of each activity, in this process. `up` says whether the media engine answers."""

    def __init__(self) -> None:
        self.up = True
        self._sights: dict[int, Sight] = {}

    def of(self, activity_id: int) -> Sight:
        return self._sights.get(activity_id, NOTHING)

    def note(self, activity_id: int, sight: Sight) -> bool:
        """Remember it; whether it is another than before."""
        changed = self.of(activity_id) != sight
        if sight == NOTHING:
            self._sights.pop(activity_id, None)
        else:
            self._sights[activity_id] = sight
        return changed
