"""The nodes of a LiveKit cluster, and which node has which room. LiveKit 1.13 keeps both in its Redis."""

import time
from typing import Any, NamedTuple

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from redis.asyncio import Redis
from redis.exceptions import RedisError

NODES, ROOMS = "nodes", "room_node_map"
"""The hashes of LiveKit (pkg/routing/redisrouter.go): nodes by id, and the node's id by room."""
SILENT_SECONDS = 5
"""A node that wrote nothing for so long counts as dead in LiveKit (pkg/routing/selector/utils.go)."""
SERVING = 1
"""NodeState.SERVING. A node that was told to stop has another state."""
UNANSWERED_SECONDS = 2.0
Broken = (RedisError, OSError)
"""The errors of a Redis that is away."""


class Node(NamedTuple):
    """A node that lives."""

    id: str
    """It begins with `ND_`, and each start of the node makes a new one."""
    ip: str
    serving: bool
    """Whether LiveKit puts rooms there."""


class Nodes:
    """Reads LiveKit's Redis. It writes nothing there."""

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(
            redis_url, socket_connect_timeout=UNANSWERED_SECONDS, socket_timeout=UNANSWERED_SECONDS
        )

    async def living(self) -> list[Node]:
        """Return the nodes that live, by their ids. Raises Broken."""
        return sorted(node for data in await self._redis.hvals(NODES) if (node := read(data, time.time())))  # type: ignore[misc]  # redis types both its clients with one signature

    async def rooms(self) -> dict[str, str]:
        """Return the id of each room's node, by the room's name. Raises Broken."""
        found = await self._redis.hgetall(ROOMS)  # type: ignore[misc]
        return {name.decode(): node.decode() for name, node in found.items()}

    async def of(self, room: str) -> str:
        """Return the id of a room's node; "" for a room without one. Raises Broken."""
        found = await self._redis.hget(ROOMS, room)  # type: ignore[misc]
        return found.decode() if found else ""

    async def close(self) -> None:
        await self._redis.aclose()


def read(data: bytes, now: float) -> Node | None:
    """Read a node as LiveKit writes it. Return None for one that was silent too long. `now` is unix seconds."""
    message = _MESSAGE.FromString(data)
    if now - message.stats.updated_at > SILENT_SECONDS:
        return None
    return Node(message.id, message.ip, message.state == SERVING)


def _message() -> Any:
    """Describe the fields of LiveKit's `Node` that we need (livekit_internal.proto). Its Python package lacks it."""
    text, number = descriptor_pb2.FieldDescriptorProto.TYPE_STRING, descriptor_pb2.FieldDescriptorProto.TYPE_INT64
    file = descriptor_pb2.FileDescriptorProto(name="kaibo/livekit_node.proto", package="kaibo", syntax="proto3")
    node, stats = file.message_type.add(name="Node"), file.message_type.add(name="NodeStats")
    node.field.add(name="id", number=1, type=text, label=1)
    node.field.add(name="ip", number=2, type=text, label=1)
    node.field.add(name="stats", number=4, type=11, label=1, type_name=".kaibo.NodeStats")
    node.field.add(name="state", number=6, type=number, label=1)
    stats.field.add(name="updated_at", number=2, type=number, label=1)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("kaibo.Node"))


_MESSAGE = _message()
