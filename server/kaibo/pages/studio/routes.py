"""The routes of a session's page: its event stream, its calls, its connection to LiveKit."""

import logging
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.errors import ApiError
from kaibo.gateway import envelope
from kaibo.gateway.action import Catalogue
from kaibo.gateway.cookie import cookie
from kaibo.gateway.most import Rank
from kaibo.gateway.origin import check_origin
from kaibo.gateway.shared import Shared
from kaibo.gateway.snapshot import Snapshot
from kaibo.gateway.stream import EventStream, snapshots
from kaibo.media.token import TokenClaims
from kaibo.pages import rtc
from kaibo.services import Services
from kaibo.session import allowed_rooms, rights
from kaibo.session.call import COOKIE, SessionCall, of_secret, proved
from kaibo.session.errors import NoSession
from kaibo.session.presence import Presence
from kaibo.session.role import Role
from kaibo.session.table import Session

OPENED = "300/minute"
"""Event streams that a session opens. Each is a write. A page that reconnects all the time opens about thirty."""
log = logging.getLogger("kaibo.studio")


@dataclass(frozen=True)
class StudioPages:
    """The routes under `/s/{id}`."""

    catalogue: Catalogue[SessionCall]
    services: Services
    view: Snapshot[SessionCall]
    _presence: Presence = field(init=False)
    _shown: Shared[tuple[str, str], str] = field(init=False)
    """Views by session and secret. All tabs of one session share one reading."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_presence", Presence(self.services.store, self.services.events))
        object.__setattr__(self, "_shown", Shared(self._read))
        self.services.events.on_any(self._shown.stale)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        door = self.services.door(self.catalogue, self.make_call)
        door = replace(door, check=rights.check, snapshot=self.view, whose=self._whose)
        return [
            Route("/s/{id}/call/{action}", door.answer, methods=["POST"]),
            Route("/s/{id}/events", self._events, methods=["GET"]),
            *rtc.routes(self.services, "/s/{id}", self._admit, self._holder),
        ]

    def make_call(self, connection: HTTPConnection, db: Connection) -> SessionCall:
        """Make the call of a session. Raises NoSession unless the cookie proves a stored session."""
        return self._make_call(db, *_claimed(connection))

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
        session, secret = _claimed(request)
        return (await self.services.store.read(lambda db: of_secret(db, session, secret))).id

    async def _admit(self, connection: HTTPConnection, claims: TokenClaims) -> bool:
        def may(db: Connection) -> bool:
            call = self.make_call(connection, db)
            return not call.end_reason and claims in allowed_rooms.of_session(
                db, call.activity, call.session, call.now, self.services.limits.stage_cap
            )

        return await self.services.store.read(may)

    def _holder(self, connection: HTTPConnection, db: Connection) -> tuple[Rank, str]:
        """Prove the session that a connection counts for. Raises NoSession."""
        session = self.make_call(connection, db).session
        return _rank(session), session.id

    async def _events(self, request: Request) -> Response:
        """Answer with an event stream of the session's view. While it is open, the session counts as connected."""
        meta = envelope.metadata("Events", "")
        try:
            check_origin(request, self.services.origin, needed=False)
            call = await self.services.store.read(lambda db: self.make_call(request, db))
            session, activity = call.session.id, call.activity.id
            await self.services.rates.hit(OPENED, session, "Events")
            with ExitStack() as opening:
                opening.enter_context(self.services.counts.held("stream", request, _rank(call.session), session))
                await self._presence.opened(session, activity)
                held = opening.pop_all()
        except ApiError as error:
            return envelope.refused(meta, error)
        except Exception:
            log.exception("%s Events", meta["RequestId"])
            return envelope.refused(meta, ApiError())
        claimed = _claimed(request)

        async def look() -> str | None:
            try:
                return await self._shown.of(activity, claimed)
            except NoSession:
                return None

        chunks = snapshots(self.services.events, activity, "view", look)
        return EventStream(chunks, held, lambda: self._presence.closed(session, activity))

    async def _read(self, activity_id: int, claimed: tuple[str, str]) -> str:
        """Read the view as JSON. Raises NoSession."""
        return await self.services.store.read(
            lambda db: self.view(self._make_call(db, *claimed)).model_dump_json(by_alias=True),
        )


def _claimed(connection: HTTPConnection) -> tuple[str, str]:
    """Return the session that a page names, and the secret in its cookie."""
    return connection.path_params["id"], cookie(connection.scope["headers"], COOKIE)


def _rank(session: Session) -> Rank:
    return Rank.HOST if session.role is Role.HOST else Rank.GUEST
