"""The routes of a session's page: its event stream, its calls, its files, its connection to LiveKit."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute, Route

from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.most import Rank
from kaibo.gateway.snapshot import Snapshot
from kaibo.media.token import TokenClaims
from kaibo.pages import rtc
from kaibo.pages.studio.events import SessionEvents, proof, rank
from kaibo.pages.studio.files import SessionFiles
from kaibo.services import Services
from kaibo.session import allowed_rooms, rights
from kaibo.session.call import SessionCall, of_secret, proved
from kaibo.session.polls import Polls
from kaibo.talk.feed import Talks


@dataclass(frozen=True)
class StudioPages:
    """The routes under `/s/{id}`."""

    catalogue: Catalogue[SessionCall]
    services: Services
    view: Snapshot[SessionCall]
    polls: Polls
    talks: Talks

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        door = self.services.door(self.catalogue, self.make_call)
        door = replace(door, check=rights.check, snapshot=self.view, whose=self._whose)
        return [
            Route("/s/{id}/call/{action}", door.answer, methods=["POST"]),
            *SessionEvents(self.services, self._make_call, self.view, self.polls, self.talks).routes(),
            *SessionFiles(self.services, self.make_call).routes(),
            *rtc.routes(self.services, "/s/{id}", self._admit, self._holder),
        ]

    def make_call(self, connection: HTTPConnection, db: Connection) -> SessionCall:
        """Make the call of a session. Raises NoSession unless the cookie proves a stored session."""
        return self._make_call(db, *proof(connection))

    def _make_call(self, db: Connection, session_id: str, secret: str) -> SessionCall:
        session, activity = proved(db, session_id, secret)
        now = now_ms()
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
            if call.end_reason or allowed_rooms.has_taken(call.session, claims):
                return False
            cap = self.services.limits.stage_cap
            return claims.who in allowed_rooms.of_session(db, call.activity, call.session, call.now, cap)

        return await self.services.store.read(may)

    def _holder(self, connection: HTTPConnection, db: Connection) -> tuple[Rank, str]:
        """Prove the session that a connection counts for. Raises NoSession."""
        session = self.make_call(connection, db).session
        return rank(session), session.id
