"""Drain a LiveKit node: it gets no new show, and at a deadline its running shows move to other nodes.

A room moves when the server deletes it and makes it on another node. The relay lets its people come back at once. So
each of them has one short gap.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping

from sqlalchemy import BigInteger, Column, Connection, String, Table, delete, insert, select

from kaibo.clock import now_ms
from kaibo.media.errors import MediaDown, RoomFailed
from kaibo.media.nodes import Broken
from kaibo.media.placement import Placement
from kaibo.store import METADATA, Store

REFRESH_SECONDS = 2.0
"""How often each server reads which nodes are drained."""
AT_ONCE = 4
"""Rooms that one server moves at once."""
drain = Table(
    "drain",
    METADATA,
    Column("node", String(128), primary_key=True),
    Column("until", BigInteger, nullable=False),
)
log = logging.getLogger("kaibo.drain")


def nodes(db: Connection) -> dict[str, int]:
    """Return the nodes that are drained, and when each is to be empty, in unix ms."""
    return {row.node: row.until for row in db.execute(select(drain))}


def begin(db: Connection, node: str, until: int) -> None:
    """Drain a node by `until`, in unix ms."""
    end(db, node)
    db.execute(insert(drain).values(node=node, until=until))


def end(db: Connection, node: str) -> bool:
    """Drain a node no longer. Return whether it was drained."""
    return db.execute(delete(drain).where(drain.c.node == node)).rowcount > 0


class Mover:
    """Moves the rooms that this server owns away from drained nodes. Call `work` every REFRESH_SECONDS."""

    def __init__(self, store: Store, placement: Placement, rooms: Mapping[str, int]) -> None:
        """Take the rooms that this server owns, with the activity of each."""
        self._store = store
        self._placement = placement
        self._rooms = rooms
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._said = ""
        """The last warning, which the log has once."""

    async def work(self) -> None:
        """Note which nodes are drained, and move what has to move now."""
        drained = await self._store.read(nodes)
        try:
            await self._placement.refresh(drained.keys())
            now = now_ms()
            due = {node for node, until in drained.items() if until <= now}
            if due and self._placement.nodes:
                await self._move_all(due, await self._placement.nodes.rooms())
        except Broken as error:
            self._say(f"LiveKit's Redis does not answer, so no room moves: {error}")

    async def _move_all(self, due: Collection[str], there: Mapping[str, str]) -> None:
        rooms = [room for room in list(self._rooms) if there.get(room) in due]
        if rooms and not self._placement.open:
            self._say("rooms stay on a drained node, because no other node takes rooms")
            return
        self._said = ""
        await asyncio.gather(*(self._move(room, there[room]) for room in rooms))

    def _say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            log.warning("%s", text)

    async def _move(self, room: str, node: str) -> None:
        async with self._turns:
            try:
                await self._placement.move(room)
                log.info("moved the room %s away from the node %s", room, node)
            except (MediaDown, RoomFailed) as error:
                log.warning("the room %s could not leave the node %s (%s); the server tries again", room, node, error)
