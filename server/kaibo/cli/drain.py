"""The command `kaibo drain`. It is safe while servers run: they read what it writes within two seconds."""

import asyncio
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, create_engine

from kaibo import clock
from kaibo.cli import opening
from kaibo.cli.stopped import Stopped
from kaibo.features.program import drain
from kaibo.media.nodes import Broken, Node, Nodes
from kaibo.settings import Settings
from kaibo.terminal import as_json

T = TypeVar("T")
NO_REDIS = "drain needs redis_url, the Redis that LiveKit's nodes share (docs/run.md)"


class _Cluster(NamedTuple):
    nodes: list[Node]
    rooms: dict[str, str]
    """The id of each room's node."""


def begin(settings: Settings, name: str, minutes: float) -> None:
    """Drain a node within so many minutes. `name` is its id or its address. Raises Stopped."""
    cluster = _read(settings)
    node = _named(cluster.nodes, name)

    def work(db: Connection) -> dict[str, int]:
        known = {each.id for each in cluster.nodes}
        for gone in drain.nodes(db).keys() - known:
            drain.end(db, gone)
        drained = drain.nodes(db)
        if not any(each.serving and each.id not in {*drained, node.id} for each in cluster.nodes):
            raise Stopped(f"no other node takes shows, so {node.id} keeps its own; start another node first")
        now = clock.database_ms(db) or clock.now_ms()
        drain.begin(db, node.id, now + int(minutes * 60_000))
        return drain.nodes(db)

    _print([node], cluster, _run(settings, work))


def end(settings: Settings, name: str) -> None:
    """Let a node take shows again. Raises Stopped."""
    cluster = _read(settings)
    found = [each.id for each in cluster.nodes if name in each[:2]] or [name]
    if not _run(settings, lambda db: [each for each in found if drain.end(db, each)]):
        raise Stopped(f"no node {name} is drained")
    _print([each for each in cluster.nodes if each.id in found], cluster, {})


def listed(settings: Settings) -> None:
    """Print all nodes that live, one JSON line each. Raises Stopped."""
    cluster = _read(settings)
    _print(cluster.nodes, cluster, _run(settings, drain.nodes))


def _run(settings: Settings, work: Callable[[Connection], T]) -> T:
    engine = create_engine(settings.database)
    try:
        with engine.begin() as db:
            return work(db)
    finally:
        engine.dispose()


def _read(settings: Settings) -> _Cluster:
    if not settings.redis_url:
        raise Stopped(NO_REDIS)
    opening.check(settings.database)

    async def read() -> _Cluster:
        nodes = Nodes(settings.redis_url)
        try:
            return _Cluster(await nodes.living(), await nodes.rooms())
        finally:
            await nodes.close()

    try:
        return asyncio.run(read())
    except Broken as error:
        raise Stopped(f"the Redis of redis_url does not answer: {error}") from None


def _named(nodes: list[Node], name: str) -> Node:
    found = [node for node in nodes if name in (node.id, node.ip)]
    if len(found) > 1:
        raise Stopped(f"{len(found)} nodes have the address {name}; name one of {', '.join(each.id for each in found)}")
    if not found:
        there = ", ".join(f"{node.id} ({node.ip})" for node in nodes) or "none"
        raise Stopped(f"LiveKit has no node {name}. Its nodes are: {there}")
    return found[0]


def _print(nodes: list[Node], cluster: _Cluster, drained: dict[str, int]) -> None:
    """Print nodes. `Rooms` counts the rooms of all installations."""
    for node in nodes:
        rooms = sum(1 for at in cluster.rooms.values() if at == node.id)
        line = {"Node": node.id, "Address": node.ip, "Serving": node.serving, "Rooms": rooms}
        print(as_json({**line, "DrainUntil": drained.get(node.id, 0) // 1000}))
