"""The routes of a session's page: its events, its calls, its connection to LiveKit."""

import time
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from kaibo.call import Owner
from kaibo.errors import NoSession, Overloaded, TooManyOpen
from kaibo.gateway import envelope
from kaibo.gateway.action import Catalogue
from kaibo.gateway.door import Door
from kaibo.gateway.snapshot import Snapshot
from kaibo.media.relay import Relay
from kaibo.media.token import TokenClaims
from kaibo.pages.studio.events import SessionEvents, proof, rank
from kaibo.services import Services
from kaibo.session import allowed_rooms, rights
from kaibo.session.call import SessionCall, of_secret, proved


@dataclass(frozen=True)
class StudioPages:
    """The routes under `/s/{id}`."""

    catalogue: Catalogue[SessionCall]
    services: Services
    view: Snapshot[SessionCall]

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
            check=rights.check,
            snapshot=self.view,
            whose=self._whose,
        )
        relay = Relay(services.rtc, services.origin, self._admit)
        return [
            Route("/s/{id}/call/{action}", door.answer, methods=["POST"]),
            *SessionEvents(services, self._make_call, self.view).routes(),
            Route("/s/{id}/rtc{rest:path}", relay.fetch, methods=["GET"]),
            WebSocketRoute("/s/{id}/rtc{rest:path}", lambda socket: self._socket(socket, relay)),
        ]

    def make_call(self, connection: HTTPConnection, db: Connection) -> SessionCall:
        """Make the call of a session. Raises NoSession unless the cookie proves a stored session."""
        return self._make_call(db, *proof(connection))

    def _make_call(self, db: Connection, session_id: str, secret: str) -> SessionCall:
        session, activity = proved(db, session_id, secret)
        now = time.time_ns() // 1_000_000
        return SessionCall(
            db=db,
            now=now,
            owner=Owner(session.account),
            limits=self.services.limits,
            vault=self.services.vault,
            session=session,
            activity=activity,
            observed=self.services.observed,
            mint=self.services.minter(now),
        )

    async def _whose(self, request: Request) -> str:
        """Prove the caller before the call counts for the session, because the id is no secret. Raises NoSession."""
        session, secret = proof(request)
        return (await self.services.store.read(lambda db: of_secret(db, session, secret))).id

    async def _admit(self, connection: HTTPConnection, claims: TokenClaims) -> bool:
        def may(db: Connection) -> bool:
            call = self.make_call(connection, db)
            return not call.end_reason and claims in allowed_rooms.of_session(
                db, call.activity, call.session, call.now, self.services.limits.stage_cap
            )

        return await self.services.store.read(may)

    async def _socket(self, socket: WebSocket, relay: Relay) -> None:
        """Connect a page to LiveKit. Count the connection for a proved session; the relay refuses everyone else."""
        try:
            call = await self.services.store.read(lambda db: self.make_call(socket, db))
            held = self.services.counts.held("socket", socket, rank(call.session), call.session.id)
            with held:
                await relay.socket(socket)
        except (TooManyOpen, Overloaded) as full:
            await socket.send_denial_response(envelope.refused(envelope.metadata("Rtc", ""), full))
        except NoSession:
            await relay.socket(socket)
