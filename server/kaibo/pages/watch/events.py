"""The events of a viewer's page."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute

from kaibo.activity import table as activities
from kaibo.clock import now_ms
from kaibo.gateway import body
from kaibo.gateway.action import Int, Wire
from kaibo.gateway.carriers import Answered, Carriers, Opened
from kaibo.gateway.most import Rank
from kaibo.gateway.network import source
from kaibo.gateway.shared import Shared
from kaibo.gateway.snapshot import Snapshot
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


@dataclass(frozen=True)
class WatchEvents:
    """The events of `/w/{path}`."""

    services: Services
    make_call: Callable[[HTTPConnection, Connection], WatchCall]
    """Makes the call of a viewer. Raises UnknownShow."""
    view: Snapshot[Reading]
    talks: Talks
    _shown: Shared[None, str] = field(init=False)

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
        call = await self.services.store.read(lambda db: self.make_call(connection, db))
        held, show = AsyncExitStack(), call.activity.id
        held.enter_context(self.services.counts.held("stream", connection, Rank.VIEWER, call.viewer, "watch"))
        held.enter_context(self.services.waiting.held(show))
        attend = partial(self.talks.attend, Reader(show, viewer=call.viewer), after(connection))
        return Opened(show, lambda: self._shown.of(show, None), held, attend=attend)

    async def _poll(self, request: Request) -> Answered:
        await self.services.rates.hit(POLLED, source(request.client.host if request.client else ""), "poll")
        poll = body.from_json(Poll, await body.read_body(request.receive))
        call = await self.services.store.read(lambda db: self.make_call(request, db))
        show = call.activity.id
        talk = await self.talks.once(Reader(show, viewer=call.viewer), poll.after)
        return Answered(await self._shown.of(show, None), talk)

    async def _read(self, activity_id: int, _: None) -> str:
        """Read the view as JSON. A deleted show has one too: it is over."""

        def work(db: Connection) -> str:
            show = activities.find(db, activity_id)
            if show is None:
                raise UnknownShow
            room = self.services.observed.of(db, activity_id)
            waiting = self.services.waiting.of(db, activity_id)
            reading = Reading(db, show, room, now_ms(), self.services.limits, waiting)
            return self.view(reading).model_dump_json(by_alias=True)

        return await self.services.store.read(work)
