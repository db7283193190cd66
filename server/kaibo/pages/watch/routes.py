"""The routes of a viewer's page: its events, its one call, its connection to LiveKit."""

import time
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from kaibo.activity import table as activities
from kaibo.call import Owner
from kaibo.errors import Overloaded, TooManyOpen, UnknownShow
from kaibo.gateway import envelope
from kaibo.gateway.action import Catalogue
from kaibo.gateway.cookie import cookie
from kaibo.gateway.door import Door
from kaibo.gateway.most import Rank
from kaibo.gateway.network import source
from kaibo.gateway.snapshot import Snapshot
from kaibo.media.relay import Relay
from kaibo.media.token import TokenClaims
from kaibo.pages.watch import newcomer
from kaibo.pages.watch.events import WatchEvents
from kaibo.services import Services
from kaibo.session import identity
from kaibo.session.viewer import COOKIE, Reading, WatchCall, read_pass

NEW_PASSES = "1200/minute"


@dataclass(frozen=True)
class WatchPages:
    """The routes under `/w/{path}`."""

    catalogue: Catalogue[WatchCall]
    services: Services
    view: Snapshot[Reading]

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        services = self.services
        door = Door(
            self.catalogue,
            services.store,
            services.events,
            services.rates,
            services.origin,
            self.make_call,
            services.audit,
            self._guard,
        )
        relay = Relay(services.rtc, services.origin, self._admit)
        return [
            Route("/w/{path}/call/{action}", door.answer, methods=["POST"]),
            *WatchEvents(services, self.make_call, self.view).routes(),
            Route("/w/{path}/rtc{rest:path}", relay.fetch, methods=["GET"]),
            WebSocketRoute("/w/{path}/rtc{rest:path}", lambda socket: self._socket(socket, relay)),
        ]

    def make_call(self, connection: HTTPConnection, db: Connection) -> WatchCall:
        """Make the call of a viewer. Raises UnknownShow when no show has this path."""
        activity = activities.by_view_path(db, connection.path_params["path"])
        if activity is None:
            raise UnknownShow
        now = time.time_ns() // 1_000_000
        signed_pass = cookie(connection.scope["headers"], COOKIE)
        return WatchCall(
            db=db,
            now=now,
            owner=Owner(activity.account),
            limits=self.services.limits,
            vault=self.services.vault,
            activity=activity,
            viewer=read_pass(self.services.vault.key("pass"), activity.id, signed_pass),
            newcomer=getattr(connection.state, "newcomer", "") or newcomer.viewer_of_own(),
            observed=self.services.observed,
            mint=self.services.minter(now),
        )

    async def _guard(self, request: Request) -> None:
        """Limit new passes per address. A viewer with a pass is free, because broken connections need new calls."""
        call = await self.services.store.read(lambda db: self.make_call(request, db))
        address = source(request.client.host if request.client else "")
        if call.viewer:
            return
        await self.services.rates.hit(NEW_PASSES, address, "pass")
        if await newcomer.is_crowd(self.services.rates, address):
            request.state.newcomer = newcomer.shared_viewer(self.services.vault.key("crowd"), address)

    async def _admit(self, connection: HTTPConnection, claims: TokenClaims) -> bool:
        call = await self.services.store.read(lambda db: self.make_call(connection, db))
        show = call.activity
        room = identity.room(show.id, identity.PROGRAM, show.room_epoch)
        mine = bool(call.viewer) and identity.read_viewer(claims.identity) == call.viewer
        admitted = mine and show.shown and claims.room == room
        if admitted:
            self.services.arrivals.note(show.id, call.viewer, connection.client.host if connection.client else "")
        return admitted

    async def _socket(self, socket: WebSocket, relay: Relay) -> None:
        """Connect a page to LiveKit. Count the connection for the pass; the relay refuses one without a pass."""
        try:
            call = await self.services.store.read(lambda db: self.make_call(socket, db))
            with self.services.counts.held("socket", socket, Rank.VIEWER, call.viewer):
                await relay.socket(socket)
        except (TooManyOpen, Overloaded) as full:
            await socket.send_denial_response(envelope.refused(envelope.metadata("Rtc", ""), full))
        except UnknownShow:
            await relay.socket(socket)
