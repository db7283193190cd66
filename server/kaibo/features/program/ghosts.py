"""Ghosts: participants of a LiveKit node that died. LiveKit lists them until their room is deleted.

A person whom no node answers for twice, with seconds between, is a ghost. A node that is only slow loses no room. First
LiveKit must make the room again. It chooses another node only when the room's node was silent for 5 seconds
(`selector.AvailableSeconds` of 1.13.5). Then the person must be silent a third time. So a node that comes back keeps
its rooms.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Mapping

from kaibo.media.engine import MediaEngine, Participant
from kaibo.media.errors import MediaDown, RoomFailed, RoomLost
from kaibo.metrics import Metrics

CHECK_SECONDS = 15.0
"""How often the server looks for ghosts."""
CONFIRM_SECONDS = 5.0
"""Seconds until it asks a second time."""
AT_ONCE = 16
"""Rooms that it asks for at once. LiveKit needs three seconds to say that no node answers."""
log = logging.getLogger("kaibo.reconcile")


class Ghosts:
    """Finds rooms with ghosts, and deletes them. People who live come back into a fresh room by themselves."""

    def __init__(
        self, engine: MediaEngine, rooms: Mapping[str, int], look_soon: Callable[[int], None], metrics: Metrics
    ) -> None:
        """Take the rooms that this server owns, with their activities, and what to do after a room was deleted."""
        self._engine = engine
        self._rooms = rooms
        self._look_soon = look_soon
        self._metrics = metrics
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def heal(self) -> None:
        """Look once for ghosts in each room. Do nothing while the engine does not answer."""
        with contextlib.suppress(MediaDown):
            found = await asyncio.gather(*map(self._suspect, list(self._rooms)))
            left = 0
            if suspects := [each for each in found if each]:
                await asyncio.sleep(CONFIRM_SECONDS)
                left = sum(await asyncio.gather(*(self._heal(*each) for each in suspects)))
            self._metrics.ghost_rooms.set(left)

    async def _suspect(self, room: str) -> tuple[str, str] | None:
        """Ask for one publisher and for one other person. Return the room with a silent one; "" for a silent room."""
        async with self._turns:
            try:
                for name in _sample(await self._engine.participants(room)):
                    if not await self._engine.answers(room, name):
                        return room, name
            except RoomLost:
                return room, ""
            except RoomFailed:  # the reconciler says it
                pass
        return None

    async def _heal(self, room: str, name: str) -> bool:
        """Delete the room if its node is dead. Return whether such a room is still there."""
        async with self._turns:
            try:
                if not await self._is_ghost(room, name):
                    return False
                await self._engine.make(room)
                if await self._is_ghost(room, name):
                    await self._engine.delete(room)
            except RoomFailed as error:
                log.warning("the node of the room %s does not answer, and LiveKit keeps it (%s)", room, error)
                return True
        log.warning("the node of the room %s died; the server made the room again", room)
        if (activity := self._rooms.get(room)) is not None:
            self._look_soon(activity)
        return False

    async def _is_ghost(self, room: str, name: str) -> bool:
        try:
            listed = {participant.identity for participant in await self._engine.participants(room)}
        except RoomLost:
            return True
        return name in listed and not await self._engine.answers(room, name)


def _sample(listed: list[Participant]) -> list[str]:
    """Choose one participant who publishes, and another one."""
    mixed = random.sample(listed, len(listed))
    publishing = [each.identity for each in mixed if each.publishing][:1]
    return publishing + [each.identity for each in mixed if each.identity not in publishing][:1]
