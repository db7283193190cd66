"""The events of a session's page. While a page gets them, the session counts as connected."""

import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute

from kaibo.clock import now_ms
from kaibo.errors import ApiError
from kaibo.gateway import body
from kaibo.gateway.action import Int, Wire
from kaibo.gateway.carriers import Answered, Carriers, Opened
from kaibo.gateway.cookie import cookie
from kaibo.gateway.most import Rank
from kaibo.gateway.shared import Shared
from kaibo.gateway.snapshot import Snapshot
from kaibo.gateway.stream import Last
from kaibo.services import Services
from kaibo.session import takeover as takeovers
from kaibo.session.call import COOKIE, SessionCall
from kaibo.session.calls import TabNonce
from kaibo.session.errors import NoSession
from kaibo.session.polls import Polls
from kaibo.session.presence import Presence
from kaibo.session.role import CREW, Role
from kaibo.session.table import Session
from kaibo.talk.cursor import after
from kaibo.talk.feed import Reader, Talks

OPENED = "300/minute"
"""Connections for events that a session opens. Each is a write. A page that reconnects all the time opens about
thirty."""
POLLED = "600/minute"
"""Answers that the tabs of a session ask for, each tab twenty times a minute."""

log = logging.getLogger("kaibo.events")

MakeCall = Callable[[Connection, str, str], SessionCall]
"""Makes the call of a session from its id and its secret. Raises NoSession."""


class Poll(Wire):
    """The body of a page that asks once."""

    tab: TabNonce
    after: Int | None = None
    """The cursor of the conversation."""


class Shown(NamedTuple):
    """The present content of a session's page."""

    view: str
    """As JSON."""
    to_tell: str
    """The takeover that this view tells the holder of; "" for none."""
    over: bool
    """The session has ended."""


@dataclass(frozen=True)
class SessionEvents:
    """The events of `/s/{id}`."""

    services: Services
    make_call: MakeCall
    view: Snapshot[SessionCall]
    polls: Polls
    talks: Talks
    _presence: Presence = field(init=False)
    _shown: Shared[tuple[str, str], Shown] = field(init=False)
    """Views by session and secret. All tabs of one session share one reading."""

    def __post_init__(self) -> None:
        presence = Presence(self.services.store, self.services.events, self.services.members)
        object.__setattr__(self, "_presence", presence)
        object.__setattr__(self, "_shown", Shared(self._read))
        self.services.events.on_any(self._shown.stale)
        self.services.events.on_any_for_hosts(self._shown.stale)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        shared = self.services.events, self.services.closing, self.services.origin
        carriers = Carriers(*shared, "view", self._open, self._poll)
        return carriers.routes("/s/{id}/events")

    async def _open(self, connection: HTTPConnection) -> Opened:
        (session, over), claimed = await self._proved(connection), proof(connection)
        held = AsyncExitStack()
        await held.enter_async_context(self._connected(connection, session))
        to_tell, talks = "", None
        if session.role in CREW and not over:
            talks = partial(self.talks.attend, Reader(session.activity, crew=True), after(connection))

        async def look() -> str | None:
            nonlocal to_tell
            try:
                view, to_tell, ended = await self._shown.of(session.activity, claimed)
            except NoSession:
                return None
            # A page whose session ended comes back, and gets the conversation no more.
            return Last(view) if ended and talks else view

        as_host = session.role is Role.HOST
        return Opened(session.activity, look, held, lambda: self._note_told(to_tell), as_host, talks)

    async def _poll(self, request: Request) -> Answered:
        """Give the view once. The tab counts as a page with an open stream for some seconds."""
        session, _ = await self._proved(request)
        await self.services.rates.hit(POLLED, session.id, "Poll")
        poll = body.from_json(Poll, await body.read_body(request.receive))
        await self.polls.renew(session.id, poll.tab, lambda: self._connected(request, session))
        view, to_tell, over = await self._shown.of(session.activity, proof(request))
        await self._note_told(to_tell)
        if session.role not in CREW or over:
            return Answered(view)
        return Answered(view, await self.talks.once(Reader(session.activity, crew=True), poll.after))

    async def _proved(self, connection: HTTPConnection) -> tuple[Session, bool]:
        """Read whose page it is, and whether the session is over."""

        def work(db: Connection) -> tuple[Session, bool]:
            call = self.make_call(db, *proof(connection))
            return call.session, bool(call.end_reason)

        return await self.services.store.read(work)

    @asynccontextmanager
    async def _connected(self, connection: HTTPConnection, session: Session) -> AsyncGenerator[None]:
        """Count the session as connected. Raises RateLimited, TooManyOpen, Overloaded."""
        await self.services.rates.hit(OPENED, session.id, "Events")
        async with AsyncExitStack() as after:
            with self.services.counts.held("stream", connection, rank(session), session.id, "session"):
                await self._presence.opened(session.id)
                after.push_async_callback(self._presence.closed, session.id)
                yield

    async def _note_told(self, takeover: str) -> None:
        """Note that the holder's page has the news of this takeover. "" notes nothing.

        After a failure the page's next view tells it again, at the latest after a heartbeat.
        """
        if not takeover:
            return
        try:
            changed = await self.services.store.write(lambda db: takeovers.note_told(db, takeover, now_ms()))
        except (ApiError, DBAPIError) as error:
            log.warning("the server could not note that a host was told of a takeover: %r", error)
        else:
            if changed is not None:
                self.services.events.nudge(changed)

    async def _read(self, activity_id: int, claimed: tuple[str, str]) -> Shown:
        """Read what a page shows. Raises NoSession."""

        def work(db: Connection) -> Shown:
            call = self.make_call(db, *claimed)
            return Shown(self.view(call).model_dump_json(by_alias=True), call.to_tell, bool(call.end_reason))

        return await self.services.store.read(work)


def proof(connection: HTTPConnection) -> tuple[str, str]:
    """Return the session that a page names, and the secret in its cookie."""
    return connection.path_params["id"], cookie(connection.scope["headers"], COOKIE)


def rank(session: Session) -> Rank:
    """Return the rank of the session's connections."""
    return Rank.HOST if session.role is Role.HOST else Rank.GUEST
