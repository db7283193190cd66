"""Where rooms are made: not on a LiveKit node that is being drained."""

import asyncio
import logging
import random
import time
from collections.abc import Collection

from kaibo.media.engine import MediaEngine
from kaibo.media.errors import MediaDown, RoomFailed
from kaibo.media.nodes import Broken, Nodes

HOLD_SECONDS = (0.3, 1.0)
"""How long a page whose room was deleted is held before it joins again, at least and at most.

LiveKit clears a deleted room after it told its people. A join in that moment would get the old room.
"""
PLACED_SECONDS = 30.0
"""How long a room that was placed needs no further look."""
TRIES = 30
"""How often, 0.1 s apart, to look whether a room has left its node."""
log = logging.getLogger("kaibo.media")


class Placement:
    """Chooses the nodes of new rooms while a node is drained. Otherwise LiveKit chooses."""

    def __init__(self, engine: MediaEngine, nodes: Nodes | None) -> None:
        """Take the cluster's nodes. None: the server does not know LiveKit's Redis, and can drain no node."""
        self.nodes = nodes
        self.draining: frozenset[str] = frozenset()
        """The ids of the nodes that get no new room."""
        self._engine = engine
        self._good: list[str] = []
        self._placed: dict[str, float] = {}

    async def refresh(self, draining: Collection[str]) -> None:
        """Note which nodes are drained now. Raises Broken when LiveKit's Redis is away."""
        self.draining = frozenset(draining)
        if self.draining and self.nodes:
            self._good = [
                node.id for node in await self.nodes.living() if node.serving and node.id not in self.draining
            ]
        now = time.monotonic()
        self._placed = {room: at for room, at in self._placed.items() if now - at < PLACED_SECONDS}

    async def place(self, room: str) -> None:
        """Make a room on a node that is not drained, unless the room exists. LiveKit keeps a room where it is."""
        if not self.draining or not self._good or room in self._placed:
            return
        try:
            await self._engine.make(room, random.choice(self._good))
        except (MediaDown, RoomFailed) as error:
            log.warning("the server could not choose the node of the room %s: %s", room, error)
        else:
            self._placed[room] = time.monotonic()

    @property
    def open(self) -> bool:
        """Whether a node takes rooms while others are drained."""
        return bool(self._good)

    async def move(self, room: str) -> None:
        """Delete a room with everyone in it, and make it on a node that is not drained. Needs an `open` one.

        The relay lets the people come back at once. Raises MediaDown and RoomFailed.
        """
        node = random.choice(self._good)
        await self._engine.delete(room)
        await self._engine.make(room, node)

    async def ready(self, room: str, *, first: bool) -> None:
        """Wait until people may come back into a room that was deleted. `first` come those who publish."""
        await asyncio.sleep(HOLD_SECONDS[0] if first else random.uniform(*HOLD_SECONDS))
        if self.draining and self.nodes:
            try:
                for _ in range(TRIES):
                    if await self.nodes.of(room) not in self.draining:
                        break
                    await asyncio.sleep(0.1)
            except Broken:
                return
            self._placed.pop(room, None)
            await self.place(room)

    async def close(self) -> None:
        if self.nodes:
            await self.nodes.close()
