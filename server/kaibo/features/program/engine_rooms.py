"""Requests to the media engine about single rooms. A fault of one room stops nothing else. The timer tries again."""

import asyncio
import logging
from collections.abc import Iterable

from kaibo.media.engine import MediaEngine, Participant
from kaibo.media.errors import MediaDown, RoomFailed

log = logging.getLogger("kaibo.reconcile")


class EngineRooms:
    """The rooms of the media engine. It logs a fault of a room once, until the same request succeeds there."""

    def __init__(self, engine: MediaEngine) -> None:
        self._engine = engine
        self._failing: set[tuple[str, str]] = set()
        """The requests that failed last time, as (what it does, room)."""

    async def read(self, stage: str, program: str) -> tuple[list[Participant], list[Participant]] | None:
        """Read the participants of the stage and the program. Return None for a fault of one. Raises MediaDown."""
        read = []
        for room in (stage, program):
            try:
                read.append(await self._engine.participants(room))
            except RoomFailed as error:
                self._failed("read", room, error)
                return None
            self._failing.discard(("read", room))
        return read[0], read[1]

    async def remove(self, people: Iterable[tuple[str, str]]) -> None:
        """Remove people, as (room, identity)."""
        await asyncio.gather(*(self._remove(room, name) for room, name in people))

    async def permit(self, people: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        """Let people publish these sources alone, as (room, identity, sources)."""
        await asyncio.gather(*(self._permit(*each) for each in people))

    async def delete(self, room: str) -> None:
        """Delete a room with everyone in it, also a room whose node died. Raises MediaDown."""
        try:
            try:
                await self._engine.delete(room)
            except RoomFailed:
                await self._engine.make(room)
                await self._engine.delete(room)
        except RoomFailed as error:
            self._failed("delete", room, error)
        else:
            self._failing.discard(("delete", room))

    def keep(self, names: Iterable[str]) -> None:
        """Forget the faults of all other rooms, because these are all that exist."""
        there = set(names)
        self._failing = {each for each in self._failing if each[1] in there}

    async def _remove(self, room: str, name: str) -> None:
        try:
            await self._engine.remove(room, name)
        except MediaDown:
            log.warning("LiveKit could not remove a participant; the server tries again")
        except RoomFailed as error:
            self._failed("remove people from", room, error)
        else:
            self._failing.discard(("remove people from", room))

    async def _permit(self, room: str, name: str, sources: tuple[str, ...]) -> None:
        try:
            await self._engine.permit(room, name, sources)
        except MediaDown:
            log.warning("LiveKit could not change a participant's rights; the server tries again")
        except RoomFailed as error:
            self._failed("change rights in", room, error)
        else:
            self._failing.discard(("change rights in", room))

    def _failed(self, what: str, room: str, error: RoomFailed) -> None:
        if (what, room) not in self._failing:
            self._failing.add((what, room))
            log.warning("LiveKit cannot %s the room %s (%s); the server tries again", what, room, error)
