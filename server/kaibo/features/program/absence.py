"""How long people have been missing from their rooms. This process keeps it, so a restart counts from zero."""

from collections.abc import Collection


class Absence:
    """Remembers the absent people of each activity."""

    def __init__(self) -> None:
        self._since: dict[int, dict[str, float]] = {}

    def note(self, activity_id: int, absent: Collection[str], now: float) -> dict[str, int]:
        """Note all absent people of an activity. Return how long each has been absent, in ms.

        `now` is in seconds of a clock that never goes back.
        """
        before = self._since.pop(activity_id, {})
        since = {name: before.get(name, now) for name in absent}
        if since:
            self._since[activity_id] = since
        return {name: int((now - began) * 1000) for name, began in since.items()}

    def activities(self) -> set[int]:
        """Return the activities in which people are absent."""
        return set(self._since)
