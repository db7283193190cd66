"""Since when somebody who should be there has not been seen. Kept in this process: a restart begins anew."""

from collections.abc import Collection


class Absence:
    """Names of one activity at a time; `now` is in seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._since: dict[int, dict[str, float]] = {}

    def note(self, activity_id: int, absent: Collection[str], now: float) -> dict[str, int]:
        """How long each of those has been absent, in ms, this time included; everybody else is there."""
        before = self._since.pop(activity_id, {})
        since = {name: before.get(name, now) for name in absent}
        if since:
            self._since[activity_id] = since
        return {name: int((now - began) * 1000) for name, began in since.items()}

    def activities(self) -> set[int]:
        """Those in which somebody is absent."""
        return set(self._since)
