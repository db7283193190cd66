"""The interface of the media engine."""

from typing import NamedTuple, Protocol


class Participant(NamedTuple):
    """A participant of a room."""

    identity: str
    publishing: bool
    """Publishes at least one track of picture or sound."""


class MediaEngine(Protocol):
    """Rooms and their participants. Every method raises MediaDown when the engine does not answer."""

    async def rooms(self) -> list[str]:
        """Return the names of all rooms."""
        ...

    async def participants(self, room: str) -> list[Participant]:
        """Return the participants of a room, also hidden ones. A missing room has none."""
        ...

    async def remove(self, room: str, identity: str) -> None:
        """Remove a participant now. Do nothing for an absent one."""
        ...

    async def delete(self, room: str) -> None:
        """Remove all participants and delete the room. Do nothing for a missing room."""
        ...

    async def close(self) -> None: ...
