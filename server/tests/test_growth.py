"""Every list that grows has a limit or is cleaned. This file names each container of the built server with its bound.

A new container fails the test until it is named. Then its author thinks of what keeps it small."""

import sys
from collections import deque
from collections.abc import Iterator, MutableMapping, MutableSequence, MutableSet
from pathlib import Path
from queue import SimpleQueue
from types import FunctionType, MethodType, ModuleType
from typing import Any

import pytest
from kaibo.app import build
from kaibo.dependencies import Dependencies
from kaibo.host import web_server
from kaibo.host.makers import Makers
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.relay import Rtc
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault

pytestmark = pytest.mark.anyio
GROWS = (MutableMapping, MutableSequence, MutableSet, deque, SimpleQueue)
AT_START = "filled at the start, never later"
PROGRAM = "one entry for each name in the program's text"
BOUNDS = {
    "kaibo.account.keys.StoredKeys._known": "TTLCache of MOST",
    "kaibo.account.keys.StoredKeys._unknown": "TTLCache of MOST",
    "kaibo.account.keys.StoredKeys._used": "keys that exist, emptied by write_used",
    "kaibo.media.placement.Placement._good": "the nodes of LiveKit",
    "kaibo.media.placement.Placement._placed": "rooms of the last PLACED_SECONDS, while a node is drained",
    "kaibo.media.addresses.Addresses._silent": "the addresses of the setting livekit_url",
    "kaibo.media.livekit.LiveKitEngine._apis": "the addresses of the setting livekit_url",
    "kaibo.cluster.arrivals.Arrivals._from": "MOST, and SECONDS",
    "kaibo.cluster.members.Members._returning": "one for each part of a server that shares rows",
    "kaibo.cluster.hls_viewers.HlsViewers._asked": "MOST, and SECONDS",
    "kaibo.cluster.hls_viewers.HlsViewers._watching": "the viewers of _asked, of all servers",
    "kaibo.cluster.places.Places._given": "TTLCache of MOST",
    "kaibo.features.recording.live.door.Door._paths": "LRUCache of MOST",
    "kaibo.features.recording.live.door.Door._keys": "LRUCache of MOST",
    "kaibo.features.recording.live.door.Door._decided": "TTLCache of MOST",
    "kaibo.features.recording.live.door.Door._old": "TTLCache of MOST",
    "kaibo.features.recording.live.door.Door._wished": "TTLCache of MOST",
    "kaibo.features.recording.live.follow.Followers._known": "recordings with listeners; taken out after IDLE",
    "kaibo.features.recording.live.follow.Followers._memory": "LRUCache of MEMORY bytes",
    "kaibo.services.Services.at_stop": AT_START,
    "kaibo.cluster.waiting.Waiting._open": "open streams, Most.streams; taken out at their end",
    "kaibo.cluster.waiting.Waiting._shared": "activities with open streams",
    "kaibo.features.audience.keeper.Keeper._online": "people in the rooms; who is gone is taken out",
    "kaibo.features.audience.keeper.Keeper._early": "shows with viewers in their rooms",
    "kaibo.features.audit.log.AuditLog._waiting": "MOST",
    "kaibo.cluster.events.Events._hearing": AT_START,
    "kaibo.cluster.events.Events._looking": AT_START,
    "kaibo.cluster.events.Events._hearing_for_hosts": AT_START,
    "kaibo.cluster.events.Events._hosts_waiting": "open streams; taken out at their end",
    "kaibo.cluster.events.Events._telling_for_hosts": "one for the bus",
    "kaibo.cluster.events.Events._hearing_talk": AT_START,
    "kaibo.cluster.events.Events._telling_talk": "one for the bus",
    "kaibo.cluster.tally.Tally._counts": "shows by the kinds of reactions, emptied twice a second",
    "kaibo.talk.settings._Kept._rules": "LRUCache of MOST_KEPT",
    "kaibo.talk.feed.Talks._rooms": "open streams; taken out at their end",
    "kaibo.cluster.events.Events._telling_look": "one for the bus",
    "kaibo.cluster.events.Events._telling_nudge": "one for the bus",
    "kaibo.cluster.events.Events._waiting": "open streams; taken out at their end",
    "kaibo.feature.Background.periodic": AT_START,
    "kaibo.gateway.catalogue.Catalogue._actions": AT_START,
    "kaibo.gateway.catalogue.Latest._actions": AT_START,
    "kaibo.gateway.catalogue.Latest._latest": AT_START,
    "kaibo.pages.console.routes.ConsolePages.copies": AT_START,
    "kaibo.vault.Vault._opening": AT_START,
    "kaibo.gateway.snapshot.Snapshot._parts": AT_START,
    "kaibo.host.lingering.Lingering._since": "open connections; weak, so that each goes with its connection",
    "kaibo.host.connections.Connections._of": "open connections, Most.connections",
    "kaibo.host.connections.Connections._trusted": AT_START,
    "kaibo.gateway.door.Door._lately": "TTLCache of MOST_AGAIN",
    "kaibo.gateway.endpoint.Gateway._busy": "AT_ONCE calls",
    "kaibo.gateway.unknown.Noted._lately": "TTLCache of MOST_LOGGED",
    "kaibo.gateway.headers.SafeHeaders._short": AT_START,
    "kaibo.gateway.headers.SafeHeaders._whole": AT_START,
    "kaibo.gateway.open_counts.OpenCounts._most": AT_START,
    "kaibo.gateway.open_counts.OpenCounts._open": "what is open, Most.streams, Most.sockets and Most.waits",
    "kaibo.gateway.assets.Assets._kept": "the files of the build",
    "kaibo.gateway.earlier_files.EarlierFiles._kept": "LRUCache of IN_MEMORY",
    "kaibo.gateway.plain_files.PlainFiles._files": AT_START,
    "kaibo.cluster.rates.Memory._hits": "LRUCache of MOST",
    "kaibo.gateway.shared.Shared._readings": "each reading is forgotten after FRESH seconds",
    "kaibo.host.web_server.Server._tasks": AT_START,
    "kaibo.host.web_server.Server._listening": AT_START,
    "kaibo.host.web_server.Server._captured_signals": "of the base class; our server captures none",
    "kaibo.cluster.observed.Observed._states": "MOST",
    "kaibo.cluster.observed.Observed._unshared": "activities with a state; empty on a server that is alone",
    "kaibo.cluster.observed.Observed._uncounted": "activities with a state; empty on a server that is alone",
    "kaibo.gateway.request_ids.RequestIds._trusted": AT_START,
    "kaibo.readiness.checks.Checks.folders": AT_START,
    "kaibo.readiness.route.Ready._checked": PROGRAM,
    "kaibo.store.ManyRows._columns": PROGRAM,
    "kaibo.features.recording.reading.Readings._kept": "LRUCache of MOST",
    "kaibo.features.recording.recorder.Recorder._trials": "recordings that are not ready",
    "kaibo.host.makers.Makers._known": "makers of recordings that are not ready",
    "kaibo.host.makers.Makers._program": AT_START,
    "kaibo.features.program.count.CountNudges._lately": "activities whose viewers changed within APART",
    "kaibo.features.program.engine_rooms.EngineRooms._failing": "rooms that the engine has",
    "kaibo.features.program.drain.Mover._rooms": "rooms that the engine has",
    "kaibo.features.program.ghosts.Ghosts._rooms": "rooms that the engine has",
    "kaibo.features.program.reconcile.Reconciler.own_rooms": "rooms that the engine has",
    "kaibo.features.program.due.Due._since": "activities that exist, emptied by every round",
    "kaibo.metrics.Metrics._by_call": "actions by the codes of errors",
    "kaibo.metrics.Metrics.store_seconds": PROGRAM,
    "kaibo.stores.timed.TimedStore._seconds": PROGRAM,
    "kaibo.readiness.reporting.Reporter.folders": AT_START,
    "kaibo.readiness.reporting.Reporter.settings": AT_START,
    "kaibo.readiness.gauges.Gauges.folders": AT_START,
    "kaibo.session.presence.Presence._open": "open streams; taken out at their end",
    "kaibo.session.polls.Polls._leases": "counted streams, Most.streams; each ends LEASE_SECONDS after the last poll",
    "kaibo.store.Prepared._compiled": "one for each kind of database",
    "kaibo.stores.sqlite.SqliteStore._writes": "QUEUE",
    "kaibo.vault.Vault._keys": PROGRAM,
    **{
        f"kaibo.cluster.rates.Memory.{name}": "of the base class, whose counting is not used"
        for name in ("_dependencies", "events", "expirations", "locks", "storage")
    },
}
"""The bound of each container. Names in capitals are constants beside it."""
LOOKED_INTO = {"kaibo", "starlette", "functools", "uvicorn"}


def fields(one: object) -> Iterator[tuple[str, Any]]:
    """Yield the attributes of an object, also those in slots."""
    yield from getattr(one, "__dict__", {}).items()
    for kind in type(one).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(one, name):
                yield name, getattr(one, name)


def inside(one: Any) -> Iterator[Any]:
    """Yield what a function, a method or a container holds."""
    if isinstance(one, FunctionType):
        for cell in one.__closure__ or ():
            try:
                yield cell.cell_contents
            except ValueError:
                continue  # not set yet
        yield from one.__defaults__ or ()
    elif isinstance(one, MethodType):
        yield from (one.__self__, one.__func__)
    elif isinstance(one, dict):
        yield from (*one.keys(), *one.values())
    elif isinstance(one, (list, tuple, set, frozenset, deque)):
        yield from one


def containers(roots: list[object]) -> set[str]:
    """Return the names of the growing attributes of Kaibo's own objects, wherever these are held."""
    seen: dict[int, object] = {}
    found: set[str] = set()
    todo = list(roots)
    while todo:
        one = todo.pop()
        if id(one) in seen or isinstance(one, (type, ModuleType, str, bytes)):
            continue
        seen[id(one)] = one
        todo += inside(one)
        kind = type(one)
        if kind.__module__.partition(".")[0] not in LOOKED_INTO or isinstance(one, Settings):
            continue
        for name, value in fields(one):
            todo.append(value)
            if isinstance(value, GROWS) and kind.__module__.startswith("kaibo"):
                found.add(f"{kind.__module__}.{kind.__qualname__}.{name}")
        if kind.__module__ == "functools":
            todo += [getattr(one, "func", None), getattr(one, "args", None), getattr(one, "keywords", None)]
    return found


def modules() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "kaibo":
            yield name, vars(module)


OF_POSTGRES = {
    "kaibo.stores.watched.Watch._connections": "the connections of the pools, held by weak references",
    "kaibo.cluster.bus.Bus._hearing": "one for each kind of text",
    "kaibo.cluster.bus.Bus._waiting": "activities that changed since the last text",
    "kaibo.stores.postgres.PostgresStore._reads": "calls that came in one turn of the loop",
}
"""The same for the store that a server on SQLite does not have."""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_every_container_of_the_server_has_a_bound(tmp_path: Path, database: str) -> None:
    rtc = Rtc("http://127.0.0.1:9", "key", "s" * 32)
    engine = LiveKitEngine(rtc.url, rtc.key, rtc.secret)
    sqlite = database == "sqlite"
    url = f"sqlite:///{tmp_path / 'kaibo.db'}" if sqlite else "postgresql+psycopg://h"
    makers = Makers(tmp_path / "makers", 1)
    app = build(
        Settings(database_url=url), Dependencies(open_store(url), Vault(bytes(32)), engine, rtc, b"pem", makers=makers)
    )
    held = [value for name, those in modules() for key, value in those.items() if not isinstance(value, GROWS)]
    found = containers([app, web_server.server(app), *held])
    assert found - BOUNDS.keys() - OF_POSTGRES.keys() == set(), "say in BOUNDS what keeps it small"
    if sqlite:
        assert BOUNDS.keys() - found == set(), "BOUNDS names a container that does not exist"
    else:
        assert OF_POSTGRES.keys() - found == set(), "OF_POSTGRES names a container that does not exist"


def test_unnamed_container_is_found() -> None:
    class Fresh:
        def __init__(self) -> None:
            self.grows: dict[str, str] = {}

    Fresh.__module__ = "kaibo.somewhere"
    held = Fresh()

    def door() -> Fresh:
        return held

    name = f"kaibo.somewhere.{Fresh.__qualname__}.grows"
    assert containers([door]) == {name}


def test_module_values_are_constant_and_caches_are_limited() -> None:
    for name, those in modules():
        for key, value in those.items():
            if isinstance(value, GROWS):
                assert key.isupper() or key.startswith("__"), f"{name}.{key} is not a constant"
            if (remembered := getattr(value, "cache_parameters", None)) and getattr(value, "__module__", "") == name:
                assert remembered()["maxsize"] is not None, f"{name}.{key}"
