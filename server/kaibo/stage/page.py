"""What a session's page is connected to: its events, its calls, its way to LiveKit."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from kaibo.call import Audit, Owner, Policy
from kaibo.errors import ApiError, NoSession
from kaibo.events import Events
from kaibo.gateway import envelope
from kaibo.gateway.action import Catalogue
from kaibo.gateway.cookie import cookie
from kaibo.gateway.door import Door, check_origin
from kaibo.gateway.rate import Rates
from kaibo.gateway.stream import EventStream, snapshots
from kaibo.media.relay import Relay, Rtc
from kaibo.media.seen import Seen
from kaibo.media.token import Grant, Joined, mint
from kaibo.stage import places
from kaibo.stage.call import COOKIE, SessionCall, of_secret, proved
from kaibo.stage.presence import Presence
from kaibo.stage.view import view
from kaibo.store import Store
from kaibo.vault import Vault

log = logging.getLogger("kaibo.stage")


@dataclass(frozen=True)
class Minting:
    """Mints join tokens with LiveKit's key; a server without media mints none that anybody would take."""

    rtc: Rtc | None

    def at(self, now: int) -> Callable[[Grant], str]:
        return lambda grant: mint(grant, self.rtc.key, self.rtc.secret, now) if self.rtc else ""


@dataclass(frozen=True)
class StagePages:
    """The routes under `/s/{id}`."""

    catalogue: Catalogue[SessionCall]
    store: Store
    events: Events
    rates: Rates
    policy: Policy
    vault: Vault
    seen: Seen
    rtc: Rtc | None
    origin: str
    audit: Audit
    _presence: Presence = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_presence", Presence(self.store, self.events))

    def routes(self) -> list[BaseRoute]:
        door = Door(
            self.catalogue,
            self.store,
            self.events,
            self.rates,
            self.origin,
            self.make_call,
            self.audit,
            whose=self._whose,
        )
        relay = Relay(self.rtc, self.origin, self._admit)
        return [
            Route("/s/{id}/call/{action}", door.answer, methods=["POST"]),
            Route("/s/{id}/events", self._events, methods=["GET"]),
            Route("/s/{id}/rtc{rest:path}", relay.fetch, methods=["GET"]),
            WebSocketRoute("/s/{id}/rtc{rest:path}", relay.socket),
        ]

    def make_call(self, connection: HTTPConnection, db: Connection) -> SessionCall:
        """Raises NoSession without the cookie of a session that is in the store."""
        session, activity = proved(db, connection.path_params["id"], cookie(connection.scope["headers"], COOKIE))
        now = time.time_ns() // 1_000_000
        return SessionCall(
            db=db,
            now=now,
            owner=Owner(session.account),
            policy=self.policy,
            vault=self.vault,
            session=session,
            activity=activity,
            seen=self.seen,
            mint=Minting(self.rtc).at(now),
        )

    async def _whose(self, request: Request) -> str:
        """Prove who calls before the session is counted: its id is no secret. Raises NoSession."""
        session, secret = request.path_params["id"], request.cookies.get(COOKIE, "")
        return (await self.store.read(lambda db: of_secret(db, session, secret))).id

    async def _admit(self, connection: HTTPConnection, joined: Joined) -> bool:
        def may(db: Connection) -> bool:
            call = self.make_call(connection, db)
            return not call.end_reason and joined in places.of_session(
                db, call.activity, call.session, call.now, self.policy.stage_cap
            )

        return await self.store.read(may)

    async def _events(self, request: Request) -> Response:
        """The session's view, whenever it changes. While it is open the session counts as connected."""
        meta = envelope.metadata("Events", "")
        try:
            check_origin(request, self.origin, needed=False)
            call = await self.store.read(lambda db: self.make_call(request, db))
            session, activity = call.session.id, call.activity.id
            await self._presence.opened(session, activity)
        except ApiError as error:
            return envelope.refused(meta, error)
        except Exception:
            log.exception("%s Events", meta["RequestId"])
            return envelope.refused(meta, ApiError())

        async def look() -> str | None:
            try:
                return await self.store.read(
                    lambda db: view(self.make_call(request, db)).model_dump_json(by_alias=True)
                )
            except NoSession:
                return None

        chunks = snapshots(self.events, activity, "view", look)
        return EventStream(chunks, lambda: self._presence.closed(session, activity))
