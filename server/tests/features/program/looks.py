"""A show that the reconciler looks at, with an engine that the test sets."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from kaibo import clock
from kaibo.activity import airings
from kaibo.activity.airings import Airing
from kaibo.activity.status import Status
from kaibo.cluster.events import Events
from kaibo.cluster.observed import RoomState
from kaibo.features.program.reconcile import Reconciler
from kaibo.media.engine import Participant
from kaibo.media.errors import MediaDown
from kaibo.media.memory import MemoryEngine

from tests.show import TAB, Show, public

GRACE_MS, HOUR_MS = 60_000, 3_600_000
SHORT_GRACE_MS = 500
"""For a reconciler that runs by itself, in a test that waits for the end of the grace time."""
SOON = 60.0


class Engine(MemoryEngine):
    """An engine that can be down. A test can run something during one of its answers."""

    def __init__(self) -> None:
        super().__init__()
        self.down = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    async def rooms(self) -> list[str]:
        self._check()
        return await super().rooms()

    async def participants(self, room: str) -> list[Participant]:
        self._check()
        if self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            await happens()
        return await super().participants(room)

    async def delete(self, room: str) -> None:
        self._check()
        await super().delete(room)

    def _check(self) -> None:
        if self.down:
            raise MediaDown


@dataclass
class Stage:
    """A show, its engine, and the reconciler of both."""

    show: Show
    engine: Engine
    events: Events
    reconciler: Reconciler

    @property
    def program(self) -> str:
        return self.show.program

    @property
    def stage(self) -> str:
        return self.show.stage

    async def call(self, session: str, name: str) -> None:
        """Make a call and look after it."""
        await self.show.call(session, name, tab=TAB)
        await self.look()

    async def seen(self) -> RoomState:
        """Return what views show of the rooms."""
        return await self.show.store.read(lambda db: self.show.observed.of(db, self.show.id))

    async def look(self) -> None:
        await self.reconciler.look(self.show.id)

    def pass_time(self, ms: int = GRACE_MS) -> None:
        """Move the clocks of this process and of the show on. The fixture `stage` sets the first one back."""
        at = time.monotonic()
        clock.follow(clock.now_ms() + ms, at, at)
        self.show.late_ms += ms

    async def status(self) -> tuple[Status, bool]:
        found = await self.show.activity()
        return Status(found.status), found.live_requested

    async def on_air(self) -> str:
        """Let a host go on air. Return their session."""
        host = await self.show.host()
        await self.call(host, "GoLive")
        self.engine.put(self.program, f"program-{public(host)}-1")
        await self.look()
        assert await self.status() == (Status.LIVE, True)
        return host

    async def airings(self) -> list[Airing]:
        return await self.show.store.read(lambda db: airings.of(db, self.show.id))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.reconciler.run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def beside(stage: Stage, grace_ms: int = GRACE_MS) -> Stage:
    """Return the same show after a restart of the server, which forgets everything in memory."""
    stage.show.observed.forget(stage.show.id)
    events = Events()
    fresh = Reconciler(stage.show.store, events, stage.engine, stage.show.observed, grace_ms)
    return Stage(stage.show, stage.engine, events, fresh)
