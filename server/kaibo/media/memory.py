"""A media engine without media, for `--no-media` and for tests of the layers above."""

from collections.abc import Collection

from kaibo.media.engine import Participant
from kaibo.media.errors import RoomFailed, RoomLost


class MemoryEngine:
    """Remembers participants that a caller `put` into rooms."""

    def __init__(self) -> None:
        self.inside: dict[str, dict[str, Participant]] = {}
        self.stuck: set[str] = set()
        """The rooms that it can neither read nor delete."""
        self.ghosts: set[tuple[str, str]] = set()
        """Participants of a node that died, as (room, identity). It still lists them."""
        self.remade: set[str] = set()
        """The rooms that were made again after their node died."""

    def put(self, room: str, identity: str, publishing: bool = True) -> None:
        self.inside.setdefault(room, {})[identity] = Participant(identity, publishing)
        self.ghosts.discard((room, identity))

    async def rooms(self) -> list[str]:
        return list(self.inside)

    async def participants(self, room: str) -> list[Participant]:
        self._need_sound(room)
        return list(self.inside.get(room, {}).values())

    async def answers(self, room: str, identity: str) -> bool:
        self._need_sound(room)
        return (room, identity) not in self.ghosts and identity in self.inside.get(room, {})

    async def remove(self, room: str, identity: str) -> None:
        if (room, identity) in self.ghosts:
            raise RoomLost("no node answers")
        self.inside.get(room, {}).pop(identity, None)

    async def permit(self, room: str, identity: str, sources: Collection[str]) -> None:
        if there := self.inside.get(room, {}).get(identity):
            kept = there.sources & frozenset(sources)
            self.inside[room][identity] = there._replace(permitted=frozenset(sources), sources=kept)

    async def delete(self, room: str) -> None:
        self._need_sound(room)
        if room not in self.remade and any(there == room for there, _ in self.ghosts):
            raise RoomFailed("the room has no node")
        self.remade.discard(room)
        self.ghosts = {ghost for ghost in self.ghosts if ghost[0] != room}
        self.inside.pop(room, None)

    async def make(self, room: str, node: str = "") -> None:
        self._need_sound(room)
        self.remade.add(room)

    async def close(self) -> None:
        pass

    def _need_sound(self, room: str) -> None:
        if room in self.stuck:
            raise RoomFailed("the room is stuck")
