"""What the server needs from a media engine."""

from typing import NamedTuple, Protocol


class Participant(NamedTuple):
    """Somebody in a room. `publishing`: has at least one published track of picture or sound."""

    identity: str
    publishing: bool


class MediaEngine(Protocol):
    """Rooms and who is in them. Every method raises MediaDown when the engine does not answer."""

    async def rooms(self) -> list[str]:
        """The names of all rooms."""
        ...

    async def participants(self, room: str) -> list[Participant]:
        """Those in a room, hidden ones too; none in a room that is not there."""
        ...

    async def remove(self, room: str, identity: str) -> None:
        """Put somebody out, now. Absent counts as done."""
        ...

    async def delete(self, room: str) -> None:
        """Put everybody out and forget the room. Absent counts as done."""
        ...

    async def close(self) -> None: ...
