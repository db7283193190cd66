"""The interface of the media engine."""

from collections.abc import Collection
from typing import NamedTuple, Protocol


class Participant(NamedTuple):
    """A participant of a room."""

    identity: str
    publishing: bool
    """Publishes at least one track of picture or sound."""
    sources: frozenset[str] = frozenset()
    """The sources that it publishes, such as `screen_share`."""
    permitted: frozenset[str] | None = None
    """The sources that the engine lets it publish; None for unknown."""
    active: bool = True
    """Its media connection is there. A person whose network lets no media through is listed and not active."""


class MediaEngine(Protocol):
    """Rooms and their participants. Every method may be run twice.

    Every method raises MediaDown when the engine does not answer. All but `rooms` raise RoomFailed for a fault of one
    room. They raise RoomLost when no node of the engine answers for that room.
    """

    async def rooms(self) -> list[str]:
        """Return the names of all rooms."""
        ...

    async def participants(self, room: str) -> list[Participant]:
        """Return the participants of a room, also hidden ones. A missing room has none."""
        ...

    async def remove(self, room: str, identity: str) -> None:
        """Remove a participant now. Do nothing for an absent one."""
        ...

    async def permit(self, room: str, identity: str, sources: Collection[str]) -> None:
        """Let a participant publish these sources alone, from now on. The engine stops tracks of all others.

        Do nothing for an absent one.
        """
        ...

    async def delete(self, room: str) -> None:
        """Remove all participants and delete the room. Do nothing for a missing room."""
        ...

    async def answers(self, room: str, identity: str) -> bool:
        """Tell whether a node answers for this participant. Change nothing there. No node answers for an absent one."""
        ...

    async def make(self, room: str, node: str = "") -> None:
        """Make a room, on this node when one is named. A room of a node that lives stays as it is, and where it is.

        A room whose node died moves. `delete` fails before that.
        """
        ...

    async def close(self) -> None: ...
