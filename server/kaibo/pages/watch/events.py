"""The events of a viewer's page."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute

from kaibo.access import closed, decision, table as access
from kaibo.access.decision import Verdict, may_watch
from kaibo.activity import table as activities
from kaibo.clock import now_ms
from kaibo.gateway import body
from kaibo.gateway.action import Int, Wire
from kaibo.gateway.carriers import Answered, Carriers, Opened
from kaibo.gateway.most import Rank
from kaibo.gateway.network import source
from kaibo.gateway.shared import Shared
from kaibo.gateway.snapshot import Snapshot
from kaibo.gateway.stream import Last
from kaibo.pages.watch.errors import UnknownShow
from kaibo.services import Services
from kaibo.session.viewer import Reading, WatchCall
from kaibo.talk.cursor import after
from kaibo.talk.feed import Reader, Talks

POLLED = "6000/minute"
"""Answers that the pages of one address ask for: three hundred tabs."""


class Poll(Wire):
    """The body of a page that asks once."""

    after: Int | None = None
    """The cursor of the conversation."""


class Shown(NamedTuple):
    """The present content of all pages of a show."""

    view: str
    """For those who may watch, as JSON."""
    revision: int
    """Of the rule of who may watch."""
    close: Callable[[Verdict], str]
    """Writes the view of a page that may not show the show, as JSON. Pages with the same decision share one."""

    def to(self, verdict: Verdict) -> str:
        """Return what a page shows by this decision, as JSON."""
        return self.view if verdict is Verdict.YES else self.close(verdict)


@dataclass(frozen=True)
class WatchEvents:
    """The events of `/w/{path}`."""

    services: Services
    make_call: Callable[[HTTPConnection, Connection], WatchCall]
    """Makes the call of a viewer. Raises UnknownShow."""
    view: Snapshot[Reading]
    talks: Talks
    _shown: Shared[None, Shown] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shown", Shared(self._read))
        self.services.events.on_any(self._shown.stale)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        shared = self.services.events, self.services.closing, self.services.origin
        carriers = Carriers(*shared, "view", self._open, self._poll)
        return carriers.routes("/w/{path}/events")

    async def _open(self, connection: HTTPConnection) -> Opened:
        # This check comes before the store is read, because refused pages come again.
        self.services.counts.check("stream", connection, Rank.VIEWER, "")
        call, verdict, decided_at = await self._decided(connection)
        held, show = AsyncExitStack(), call.activity.id
        held.enter_context(self.services.counts.held("stream", connection, Rank.VIEWER, call.viewer, "watch"))
        held.enter_context(self.services.waiting.held(show))

        async def look() -> str:
            """Give the state. The stream ends when the decision about its viewer changes."""
            nonlocal decided_at
            shown = await self._shown.of(show, None)
            if shown.revision != decided_at:
                now = await self.services.store.read(lambda db: may_watch(db, show, call.who))
                if now is not verdict:
                    return Last(shown.to(now))
                decided_at = shown.revision
            return shown.to(verdict)

        # A viewer who may not watch reads no conversation either. The stream ends when that changes.
        attend = partial(self.talks.attend, Reader(show, viewer=call.viewer), after(connection))
        return Opened(show, look, held, attend=attend if verdict is Verdict.YES else None)

    async def _decided(self, connection: HTTPConnection) -> tuple[WatchCall, Verdict, int]:
        """Read whose page it is, whether they may watch, and by which revision of the rule."""

        def work(db: Connection) -> tuple[WatchCall, Verdict, int]:
            call = self.make_call(connection, db)
            door = decision.door(db, call.activity.id, call.viewer)
            return call, door.verdict(call.who), door.revision

        return await self.services.store.read(work)

    async def _poll(self, request: Request) -> Answered:
        await self.services.rates.hit(POLLED, source(request.client.host if request.client else ""), "poll")
        poll = body.from_json(Poll, await body.read_body(request.receive))
        call, verdict, _ = await self._decided(request)
        show = call.activity.id
        state = (await self._shown.of(show, None)).to(verdict)
        if verdict is not Verdict.YES:
            return Answered(state)
        return Answered(state, await self.talks.once(Reader(show, viewer=call.viewer), poll.after))

    async def _read(self, activity_id: int, _: None) -> Shown:
        """Read the view. A deleted show has one too: it is over."""

        def work(db: Connection) -> Shown:
            show = activities.find(db, activity_id)
            if show is None:
                raise UnknownShow
            room = self.services.observed.of(db, activity_id)
            waiting = 0 if show.shown else self.services.waiting.of(db, activity_id)
            reading = Reading(db, show, room, now_ms(), self.services.limits, waiting)
            rule = access.of(db, activity_id)
            view = self.view(reading).model_dump_json(by_alias=True)
            ways = closed.ways(self.services.vault, show, rule)
            return Shown(view, rule.revision, cache(partial(closed.view, show, ways)))

        return await self.services.store.read(work)
