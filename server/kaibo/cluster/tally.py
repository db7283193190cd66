"""Counts that come by the thousand and may wait for a moment, such as reactions. They gather in this process."""


class Tally:
    """Adds up counts by (activity, kind). A server that dies loses those of its last moment."""

    def __init__(self) -> None:
        self._counts: dict[tuple[int, str], int] = {}

    def add(self, activity_id: int, kind: str) -> None:
        """Count one more."""
        self._counts[activity_id, kind] = self._counts.get((activity_id, kind), 0) + 1

    def take(self) -> dict[tuple[int, str], int]:
        """Return the counts since the last time, and begin again."""
        taken, self._counts = self._counts, {}
        return taken

    def give_back(self, counts: dict[tuple[int, str], int]) -> None:
        """Add counts that could not be written."""
        for key, count in counts.items():
            self._counts[key] = self._counts.get(key, 0) + count
