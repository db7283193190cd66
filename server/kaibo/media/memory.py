"""A media engine without media, for `--no-media` and for tests of the layers above."""

from kaibo.media.engine import Participant


class MemoryEngine:
    """Remembers participants that a caller `put` into rooms."""

    def __init__(self) -> None:
        self.inside: dict[str, dict[str, Participant]] = {}

    def put(self, room: str, identity: str, publishing: bool = True) -> None:
        self.inside.setdefault(room, {})[identity] = Participant(identity, publishing)

    async def rooms(self) -> list[str]:
        return list(self.inside)

    async def participants(self, room: str) -> list[Participant]:
        return list(self.inside.get(room, {}).values())

    async def remove(self, room: str, identity: str) -> None:
        self.inside.get(room, {}).pop(identity, None)

    async def delete(self, room: str) -> None:
        self.inside.pop(room, None)

    async def close(self) -> None:
        pass
