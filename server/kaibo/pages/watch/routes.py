"""What a viewer's page is connected to: its events, its one call, its way to LiveKit."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from kaibo.activity import table as activities
from kaibo.call import Audit, Limits, Owner
from kaibo.cluster.events import Events
from kaibo.cluster.observed import Observed
from kaibo.cluster.rates import Rates
from kaibo.errors import ApiError, Overloaded, TooManyOpen, UnknownShow
from kaibo.features.program.calls import view
from kaibo.gateway import envelope
from kaibo.gateway.action import Catalogue
from kaibo.gateway.cookie import cookie
from kaibo.gateway.door import Door
from kaibo.gateway.most import Rank
from kaibo.gateway.network import source
from kaibo.gateway.open_counts import OpenCounts
from kaibo.gateway.shared import Shared
from kaibo.gateway.stream import EventStream, snapshots
from kaibo.media.relay import Relay, Rtc
from kaibo.media.token import TokenClaims
from kaibo.pages.studio.routes import Minting
from kaibo.pages.watch import newcomer
from kaibo.session import identity
from kaibo.session.viewer import COOKIE, WatchCall, read_pass
from kaibo.store import Store
from kaibo.vault import Vault

NEW_PASSES = "1200/minute"


@dataclass(frozen=True)
class WatchPages:
    """The routes under `/w/{path}`. `came(activity, viewer, address)` is told of each connection that is let through
    to the program."""

    catalogue: Catalogue[WatchCall]
    store: Store
    events: Events
    rates: Rates
    limits: Limits
    vault: Vault
    observed: Observed
    rtc: Rtc | None
    origin: str
    audit: Audit
    came: Callable[[int, str, str], None]
    counts: OpenCounts
    _shown: Shared[None, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shown", Shared(self._read))
        self.events.on_any(self._shown.stale)

    def routes(self) -> list[BaseRoute]:
        door = Door(
            self.catalogue, self.store, self.events, self.rates, self.origin, self.make_call, self.audit, self._guard
        )
        relay = Relay(self.rtc, self.origin, self._admit)
        return [
            Route("/w/{path}/call/{action}", door.answer, methods=["POST"]),
            Route("/w/{path}/events", self._events, methods=["GET"]),
            Route("/w/{path}/rtc{rest:path}", relay.fetch, methods=["GET"]),
            WebSocketRoute("/w/{path}/rtc{rest:path}", lambda socket: self._socket(socket, relay)),
        ]

    def make_call(self, connection: HTTPConnection, db: Connection) -> WatchCall:
        """Raises UnknownShow when nothing is watched at this path."""
        activity = activities.by_view_path(db, connection.path_params["path"])
        if activity is None:
            raise UnknownShow
        now = time.time_ns() // 1_000_000
        given = cookie(connection.scope["headers"], COOKIE)
        return WatchCall(
            db=db,
            now=now,
            owner=Owner(activity.account),
            limits=self.limits,
            vault=self.vault,
            activity=activity,
            viewer=read_pass(self.vault.key("pass"), activity.id, given),
            newcomer=getattr(connection.state, "newcomer", "") or newcomer.viewer_of_own(),
            observed=self.observed,
            mint=Minting(self.rtc).at(now),
        )

    async def _guard(self, request: Request) -> None:
        """Limit new passes per address. A viewer who has one asks as often as connections break."""
        call = await self.store.read(lambda db: self.make_call(request, db))
        address = source(request.client.host if request.client else "")
        if call.viewer:
            return
        await self.rates.hit(NEW_PASSES, address, "pass")
        if await newcomer.is_crowd(self.rates, address):
            request.state.newcomer = newcomer.shared_viewer(self.vault.key("crowd"), address)

    async def _admit(self, connection: HTTPConnection, claims: TokenClaims) -> bool:
        call = await self.store.read(lambda db: self.make_call(connection, db))
        show = call.activity
        room = identity.room(show.id, identity.PROGRAM, show.room_epoch)
        mine = bool(call.viewer) and identity.read_viewer(claims.identity) == call.viewer
        admitted = mine and show.shown and claims.room == room
        if admitted:
            self.came(show.id, call.viewer, connection.client.host if connection.client else "")
        return admitted

    async def _socket(self, socket: WebSocket, relay: Relay) -> None:
        """The way to LiveKit, counted for the pass; the relay refuses a connection without one."""
        try:
            call = await self.store.read(lambda db: self.make_call(socket, db))
            with self.counts.held("socket", socket, Rank.VIEWER, call.viewer):
                await relay.socket(socket)
        except (TooManyOpen, Overloaded) as full:
            await socket.send_denial_response(envelope.refused(envelope.metadata("Rtc", ""), full))
        except UnknownShow:
            await relay.socket(socket)

    async def _events(self, request: Request) -> Response:
        held = ExitStack()
        try:
            self.counts.check("stream", request, Rank.VIEWER, "")  # before the store is asked: refused pages come again
            call = await self.store.read(lambda db: self.make_call(request, db))
            held.enter_context(self.counts.held("stream", request, Rank.VIEWER, call.viewer))
        except ApiError as error:
            return envelope.refused(envelope.metadata("Events", ""), error)
        show = call.activity.id
        return EventStream(snapshots(self.events, show, "view", lambda: self._shown.of(show, None)), held)

    async def _read(self, activity_id: int, _: None) -> str:
        """The view as JSON; of a deleted show too, which is over."""

        def work(db: Connection) -> str:
            show = activities.find(db, activity_id)
            if show is None:
                raise UnknownShow
            seen = self.observed.of(activity_id)
            return view(db, show, seen, time.time_ns() // 1_000_000).model_dump_json(by_alias=True)

        return await self.store.read(work)
